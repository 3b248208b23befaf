"""What people type about matters, decisions and mandates. Understanding is not deciding: nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.decisions.words import DecisionCategory
from samverkan.ui.forms import Form, WordField, WordsField

Choices = Iterable[tuple[int, str]]


def big(rows: int = 3) -> forms.Textarea:
    """Return a text field of so many lines."""
    return forms.Textarea(attrs={"rows": rows})


class RaiseForm(Form):
    """A new matter."""

    raised_in = forms.TypedChoiceField(label=_("Raised in"), coerce=int)
    decided_in = forms.TypedChoiceField(
        label=_("To be decided by"),
        coerce=int,
        help_text=_("The group itself or one above it. What a steering group decides is prepared first."),
    )
    title = forms.CharField(label=_("What the matter is called"), max_length=200)
    category = WordField(DecisionCategory, label=_("Kind of decision"))
    text = forms.CharField(label=_("What it is about"), widget=big(4), required=False)
    proposal = forms.CharField(label=_("Proposed decision"), widget=big(3), required=False)
    basis = forms.CharField(label=_("Basis"), widget=big(2), required=False)
    amount = forms.IntegerField(label=_("Amount, in kronor"), min_value=0, required=False)
    due_date = forms.DateField(label=_("Must be decided by"), required=False, widget=forms.DateInput)
    is_major = forms.BooleanField(
        label=_("Of major importance"),
        required=False,
        help_text=_("The politicians are then to be informed in good time before the decision."),
    )

    def __init__(self, *args: Any, raised_in: Choices, decided_in: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("raised_in", raised_in)
        self.offer("decided_in", decided_in)


class ForwardForm(Form):
    """A recommendation on the way up."""

    recommendation = forms.CharField(label=_("Recommendation"), widget=big(3), required=False)


class PrepareForm(Form):
    """What the preparation group is to look into."""

    reason = forms.CharField(label=_("What is to be prepared"), widget=big(2), required=False)


class WithdrawForm(Form):
    """Why a matter is withdrawn."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class PoliticiansForm(Form):
    """Major importance, and when the politicians were informed."""

    is_major = forms.BooleanField(label=_("Of major importance"), required=False)
    informed_on = forms.DateField(label=_("Politicians informed on"), required=False, widget=forms.DateInput)


class CompleteForm(Form):
    """When a decision was carried out."""

    on = forms.DateField(label=_("Carried out on"), widget=forms.DateInput)
    note = forms.CharField(label=_("What came of it"), max_length=300, required=False)


class LapseForm(Form):
    """Why a decision lapses."""

    note = forms.CharField(label=_("Why it lapses"), max_length=300)


class DelimitationForm(Form):
    """What a group may decide, in writing."""

    text = forms.CharField(label=_("What the group may decide"), widget=big(4))
    categories = WordsField(DecisionCategory, label=_("May decide on"), required=False)
    amount_limit = forms.IntegerField(
        label=_("At most, in kronor"), min_value=0, required=False, help_text=_("Empty means no limit.")
    )
    decided_by = forms.CharField(label=_("Who decided it"), max_length=160)
    decided_on = forms.DateField(label=_("Decided on"), widget=forms.DateInput)
    valid_from = forms.DateField(label=_("Holds from"), widget=forms.DateInput)
    registry_number = forms.CharField(label=_("Registry number"), max_length=60, required=False)


class DelegationForm(Form):
    """What a board has delegated."""

    board = forms.TypedChoiceField(label=_("Board"), coerce=int)
    unit = forms.TypedChoiceField(label=_("To a function of"), coerce=int)
    function_title = forms.CharField(label=_("Function"), max_length=160)
    category = WordField(DecisionCategory, label=_("Kind of decision"))
    amount_limit = forms.IntegerField(
        label=_("At most, in kronor"), min_value=0, required=False, help_text=_("Empty means no limit.")
    )
    text = forms.CharField(label=_("Wording of the order of delegation"), widget=big(2), required=False)
    decided_on = forms.DateField(label=_("Decided on"), widget=forms.DateInput)
    valid_from = forms.DateField(label=_("Holds from"), widget=forms.DateInput)
    valid_until = forms.DateField(label=_("Until (not including)"), required=False, widget=forms.DateInput)
    registry_number = forms.CharField(label=_("Registry number"), max_length=60, required=False)

    def __init__(self, *args: Any, boards: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("board", boards)
        self.offer("unit", units)


class MandateForm(Form):
    """A question to the mandate check."""

    category = WordField(DecisionCategory, label=_("Kind of decision"))
    amount = forms.IntegerField(label=_("Amount, in kronor"), min_value=0, required=False)


class LogFilterForm(Form):
    """What the decision log shows."""

    group = forms.TypedChoiceField(label=_("Group"), coerce=int, required=False, empty_value=None)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False, empty_value=None)
    only = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("All")), ("open", _("To be carried out")), ("due", _("Overdue"))],
    )

    def __init__(self, *args: Any, groups: Choices, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", [("", _("All groups")), *groups])
        self.offer("year", [("", _("All years")), *((y, str(y)) for y in years)])
