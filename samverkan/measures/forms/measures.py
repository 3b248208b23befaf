"""The form of a measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.causes.models import Cause, Proposal
from samverkan.causes.words import Side
from samverkan.decisions.models import Decision
from samverkan.indicators.models import SubGoal
from samverkan.measures.forms.plans import EditionForm
from samverkan.measures.models import Measure
from samverkan.measures.services.measures import Wording
from samverkan.measures.words import Benefits, DirectedAt, Kind, Level, MeasureType, TermLength
from samverkan.places.models import Place
from samverkan.priorities.models import Area
from samverkan.ui.forms import Form, ThingField, ThingsField, WordField, WordsField


@dataclass(frozen=True, slots=True)
class Choices:
    """What a measure of a plan may be tied to."""

    areas: Iterable[Area]
    causes: Iterable[Cause]
    sub_goals: Iterable[SubGoal]
    places: Iterable[Place]
    proposals: Iterable[Proposal]
    earlier: Iterable[Measure]


def _cause(cause: Cause) -> str:
    return f"{cause.analysis.problem.title}: {cause.text}"


def _goal(goal: SubGoal) -> str:
    return f"{goal.area.name}: {goal.text}"


class MeasureForm(EditionForm):
    """A measure: what, why, towards which goal, and what kind of measure it is."""

    title = forms.CharField(label=_("What the measure is called"), max_length=160)
    description = forms.CharField(label=_("What is done"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    area = ThingField(label=_("Priority area"))
    main_cause = ThingField(
        label=_("The cause that it addresses"),
        required=False,
        empty_label=_("None: write why below"),
        help_text=_("Problem and cause, from the cause analyses. Causes that were set aside are not shown."),
    )
    no_cause_because = forms.CharField(
        label=_("Why it has no analysed cause"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
        help_text=_("An exception. It is counted and shown to those who decide."),
    )
    causes = ThingsField(label=_("Other causes that it also addresses"), required=False)
    mechanism = forms.CharField(
        label=_("How it is meant to work"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
        help_text=_("What in the cause changes when this is done."),
    )
    sub_goal = ThingField(
        label=_("The goal that it serves"),
        required=False,
        empty_label=_("None: write why below"),
        help_text=_("A sub-goal in the same area, common to the city or the district's own."),
    )
    no_goal_because = forms.CharField(
        label=_("Why it has no goal that is followed up"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
        help_text=_("An exception, also where the goal has no indicator yet. It is counted and shown."),
    )
    sides = WordsField(Side, label=_("Sides of the crime triangle that it addresses"))
    level = WordField(Level, label=_("Prevention level"), widget=forms.RadioSelect)
    kind = WordField(Kind, label=_("Kind of prevention"), widget=forms.RadioSelect)
    term_length = WordField(TermLength, label=_("Short or long term"), widget=forms.RadioSelect)
    directed_at = WordField(DirectedAt, label=_("Directed at"), widget=forms.RadioSelect)
    measure_type = WordField(MeasureType, label=_("Type"), help_text=_("Which effort is your own choice."))
    proportionality = forms.CharField(
        label=_("Purpose and proportionality"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=4000,
        help_text=_("For camera surveillance only."),
    )
    place = ThingField(label=_("Place"), required=False, empty_label=_("No particular place"))
    starts_on = forms.DateField(label=_("Starts"))
    benefits = WordField(Benefits, label=_("Whom it benefits"))
    benefits_note = forms.CharField(label=_("How it can be adapted to help both sexes"), max_length=300, required=False)
    continues = ThingField(label=_("Carries on the measure"), required=False, empty_label=_("None"))
    continues_work = forms.CharField(label=_("Existing work that it builds on"), max_length=300, required=False)
    proposal = ThingField(label=_("Proposed in the cause analysis as"), required=False, empty_label=_("None"))
    resources_needed = forms.CharField(label=_("Resources needed"), max_length=300, required=False)
    is_important = forms.BooleanField(
        label=_("Important: another person than the one who reports closes it, with evidence"), required=False
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, things, label in (
            ("area", choices.areas, str),
            ("main_cause", choices.causes, _cause),
            ("causes", choices.causes, _cause),
            ("sub_goal", choices.sub_goals, _goal),
            ("place", choices.places, str),
            ("proposal", choices.proposals, str),
            ("continues", choices.earlier, lambda measure: f"{measure.plan.year}: {measure.title}"),
        ):
            field = self.fields[name]
            assert isinstance(field, ThingField | ThingsField)
            field.give(things, label)
            if name != "area" and not field.things and name not in {"main_cause", "sub_goal"}:
                del self.fields[name]

    @property
    def wording(self) -> Wording:
        """Return what the measure says."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "edition"}
        return Wording(**values)

    @staticmethod
    def content_of(measure: Measure) -> dict[str, Any]:
        """Return what the form begins from."""
        plain = (
            *("title", "description", "no_cause_because", "mechanism", "no_goal_because", "sides", "level", "kind"),
            *("term_length", "directed_at", "measure_type", "proportionality", "starts_on", "benefits"),
            *("benefits_note", "continues_work", "resources_needed", "is_important", "edition"),
        )
        keys = ("area", "main_cause", "sub_goal", "place", "continues", "proposal")
        values: dict[str, Any] = {name: getattr(measure, name) for name in plain}
        values |= {name: getattr(measure, f"{name}_id") for name in keys}
        others = [str(cause.pk) for cause in measure.causes.all() if cause.pk != measure.main_cause_id]
        return values | {"causes": others}


class BecauseForm(Form):
    """The reason of a deed."""

    because = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class StopForm(BecauseForm):
    """Why a measure is stopped, and by which decision."""

    decision = ThingField(label=_("Decision"), required=False, empty_label=_("No decision"))

    def __init__(self, *args: Any, decisions: Iterable[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        assert isinstance(field, ThingField)
        field.give(decisions)
