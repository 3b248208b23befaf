"""Forms of visions, sub-goals, the yearly review and what areas are tied to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.decisions.models import Decision
from samverkan.indicators.models import Source
from samverkan.indicators.words import Measurability, ProgrammeKind
from samverkan.priorities.models import Area, Goal
from samverkan.ui.forms import Form, ThingField, ThingsField, WordField


class VisionForm(Form):
    """What the parties want to see."""

    text = forms.CharField(
        label=_("Vision"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One or two sentences that the goals below are broken down from."),
    )
    council_goal = forms.CharField(
        label=_("The Council's goal that it serves"),
        max_length=200,
        required=False,
        help_text=_("For example 3.6 Safety is to increase through preventive work."),
    )
    valid_from = forms.DateField(label=_("Holds from"))


class HowForm(Form):
    """How something can be measured; the base of the two forms below."""

    measurability = WordField(Measurability, label=_("Can it be measured"), widget=forms.RadioSelect)
    how_measured = forms.CharField(
        label=_("How it is measured, or why it cannot be"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Sources, proxies, dark figure and groups that are hard to reach. “Not measurable” is an answer."),
    )
    sources = ThingsField(label=_("Sources"), required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, sources: Iterable[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sources"]
        assert isinstance(field, ThingsField)
        field.give(sources)
        if not field.things:
            del self.fields["sources"]


class JudgeForm(HowForm):
    """How a common goal is measured."""


class SubGoalForm(HowForm):
    """A sub-goal. The area is chosen when it is new, and then fixed."""

    area = ThingField(label=_("Priority area"))
    goal = ThingField(
        label=_("Part of the common goal"), required=False, empty_label=_("None: it stands beside the common goals")
    )
    text = forms.CharField(
        label=_("Sub-goal"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Concrete enough that it can be seen when it is reached."),
    )
    due_year = forms.IntegerField(
        label=_("To be reached by the end of the year"), required=False, min_value=1990, max_value=2150
    )

    field_order = ("area", "goal", "text", "due_year", "measurability", "how_measured", "sources")

    def __init__(self, *args: Any, areas: Iterable[Area] = (), goals: Iterable[Goal] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area, goal = self.fields["area"], self.fields["goal"]
        assert isinstance(area, ThingField)
        assert isinstance(goal, ThingField)
        area.give(areas)
        goal.give(goals, label=lambda one: f"{one.area.name}: {one.text}")
        if not area.things:
            del self.fields["area"]


class EndForm(Form):
    """When and why something ends."""

    on = forms.DateField(label=_("Ends"))
    because = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class UnlinkForm(Form):
    """When a tie ends."""

    on = forms.DateField(label=_("Ends"), help_text=_("The first day without it."))


class ReviewForm(Form):
    """The yearly review by the city-wide steering group."""

    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2150)
    reviewed_on = forms.DateField(label=_("Day of the review"))
    decision = ThingField(
        label=_("The steering group's decision"), required=False, empty_label=_("No decision was made")
    )
    note = forms.CharField(
        label=_("What was concluded"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Which sub-goals and indicators stay, which change, and what is missing."),
    )

    def __init__(self, *args: Any, decisions: Iterable[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        assert isinstance(field, ThingField)
        field.give(decisions)


class ProgrammeForm(Form):
    """What an area is tied to in ordinary steering."""

    area = ThingField(label=_("Priority area"))
    kind = WordField(ProgrammeKind, label=_("Kind"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=200)
    reference = forms.CharField(label=_("Goal, page or registry number"), max_length=200, required=False)
    address = forms.URLField(label=_("Web address"), max_length=300, required=False, assume_scheme="https")
    valid_from = forms.DateField(label=_("From"))

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, ThingField)
        field.give(areas)
