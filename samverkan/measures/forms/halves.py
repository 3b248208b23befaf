"""Forms of the parties' halves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.agreements.services.files import Upload
from samverkan.measures.forms.plans import EditionForm
from samverkan.measures.models import Half
from samverkan.measures.services.halves import LARGEST, Commitment
from samverkan.measures.words import InPlanning
from samverkan.organisation.models import Unit
from samverkan.ui.forms import Form, ThingField, ThingsField, WordField


class HalfForm(EditionForm):
    """What a party takes on."""

    text = forms.CharField(label=_("What you do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    unit = ThingField(label=_("Unit that answers for it"))
    owner_title = forms.CharField(
        label=_("Function that answers for it"), max_length=120, help_text=_("A function, not a person's name.")
    )
    due_on = forms.DateField(label=_("Done by"))
    dose = forms.IntegerField(label=_("How much"), required=False, min_value=1, max_value=LARGEST)
    dose_unit = forms.CharField(
        label=_("Of what"), max_length=60, required=False, help_text=_("For example foot patrols, hours or lamps.")
    )
    in_planning = WordField(InPlanning, label=_("In ordinary planning"))
    planning_reference = forms.CharField(label=_("Reference in the planning system"), max_length=120, required=False)
    budget_line = forms.CharField(label=_("Budget line"), max_length=120, required=False)
    assignment = forms.CharField(
        label=_("Explicit assignment"),
        max_length=200,
        required=False,
        help_text=_("The decision, budget or annual plan that gives the board or authority the task."),
    )
    resources = forms.CharField(label=_("Resources assigned"), max_length=200, required=False)
    co_actors = ThingsField(label=_("Together with"), required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], actors: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, others = self.fields["unit"], self.fields["co_actors"]
        assert isinstance(unit, ThingField)
        assert isinstance(others, ThingsField)
        unit.give(units)
        others.give(actors)

    @property
    def commitment(self) -> Commitment:
        """Return what the party takes on."""
        return Commitment(**{name: value for name, value in self.cleaned_data.items() if name != "edition"})

    @staticmethod
    def content_of(half: Half) -> dict[str, Any]:
        """Return what the form begins from."""
        plain = (
            *("text", "owner_title", "due_on", "dose", "dose_unit", "in_planning", "planning_reference"),
            *("budget_line", "assignment", "resources", "edition"),
        )
        others = [str(unit.pk) for unit in half.co_actors.all()]
        return {name: getattr(half, name) for name in plain} | {"unit": half.unit_id, "co_actors": others}


class LeaveOutForm(EditionForm):
    """Why a party has no part."""

    because = forms.CharField(label=_("Why the party has no part"), max_length=300)


class DeliveryForm(Form):
    """So much on a day."""

    amount = forms.IntegerField(label=_("How much"), min_value=1, max_value=LARGEST)
    on = forms.DateField(label=_("Day"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class EvidenceForm(Form):
    """What shows that it has been done."""

    evidence = forms.FileField(
        label=_("Evidence"), required=False, help_text=_("Text, DOCX or PDF, without person data.")
    )

    @property
    def upload(self) -> Upload | None:
        """Return the file as it came, if one was chosen."""
        chosen = self.cleaned_data.get("evidence")
        return Upload(chosen.name, chosen.read()) if chosen else None


class ReportForm(EvidenceForm):
    """That a half has been done."""

    outcome = forms.CharField(label=_("What was done"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    done_on = forms.DateField(label=_("Day when it was done"))

    field_order = ("outcome", "done_on", "evidence")
