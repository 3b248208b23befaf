"""Forms of plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.causes.models import Analysis
from samverkan.groups.models import Group
from samverkan.measures.models import Measure, Plan
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area
from samverkan.situation.models import PictureVersion
from samverkan.ui.forms import Form, ThingField, ThingsField


class OpenForm(Form):
    """For whom and for which year a plan is opened."""

    unit = ThingField(label=_("For"))
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2199)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, ThingField)
        field.give(units)


class OpenGroupForm(Form):
    """Which working group's plan is opened, and under which plan it lies."""

    group = ThingField(label=_("Working group"))
    under = ThingField(label=_("Under the measures plan"))

    def __init__(self, *args: Any, groups: Iterable[Group], plans: Iterable[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group, under = self.fields["group"], self.fields["under"]
        assert isinstance(group, ThingField)
        assert isinstance(under, ThingField)
        group.give(groups)
        under.give(plans, lambda plan: f"{plan.unit} {plan.year}")


class EditionForm(Form):
    """A form of a text that two people may write at once: it carries the edition that was opened."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @property
    def opened(self) -> int:
        """Return the edition that the writer opened."""
        return self.cleaned_data.get("edition") or 0


class NothingForm(Form):
    """The form of a deed that asks for nothing but to be done."""


class PartForm(EditionForm):
    """The words of one part of a plan."""

    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 14}), required=False, strip=False)


class AreaNoteForm(EditionForm):
    """How a plan takes up an area, or why it does not."""

    how = forms.CharField(
        label=_("How the work within the area is to be done"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    not_relevant = forms.CharField(
        label=_("Why the plan does not touch the area"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Only where no measure, or no goal that is followed up, touches the area."),
    )


class GroundForm(EditionForm):
    """What a plan starts from."""

    picture_version = ThingField(
        label=_("Situation picture"), required=False, empty_label=_("None yet"), help_text=_("A frozen version.")
    )
    analyses = ThingsField(label=_("Cause analyses"), required=False)

    def __init__(
        self, *args: Any, pictures: Iterable[PictureVersion], analyses: Iterable[Analysis], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        picture, chosen = self.fields["picture_version"], self.fields["analyses"]
        assert isinstance(picture, ThingField)
        assert isinstance(chosen, ThingsField)
        picture.give(pictures, lambda version: f"{version.picture} ({version.number})")
        chosen.give(analyses)


class AnswerForm(EditionForm):
    """What becomes of something that was left undone."""

    answer = forms.CharField(label=_("What becomes of it this year"), max_length=300)


class FreezeForm(Form):
    """What is new in the version that goes to decision."""

    what_is_new = forms.CharField(
        label=_("What is new"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("Those who decide read this first."),
    )


class AdoptForm(Form):
    """The new area of each measure: one choice a measure, the one that the lists tell of chosen beforehand."""

    def __init__(
        self,
        *args: Any,
        measures: Iterable[Measure],
        areas: Iterable[Area],
        suggested: Mapping[int, Area],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures = tuple(measures)
        areas = tuple(areas)
        for measure in self.measures:
            known = suggested.get(measure.area_id)
            field = ThingField(
                label=measure.title,
                help_text=_("Until now: %(area)s") % {"area": measure.area.name},
                initial=str(known.pk) if known else "",
                error_messages={"required": _("Choose an area for each measure.")},
            )
            field.give(areas)
            self.fields[f"measure_{measure.pk}"] = field

    @property
    def chosen(self) -> dict[int, Area]:
        """Return the chosen area by the measure's key."""
        return {measure.pk: self.cleaned_data[f"measure_{measure.pk}"] for measure in self.measures}


class SearchForm(Form):
    """Words to look for."""

    sok = forms.CharField(label=_("Search"), max_length=100, required=False)
