"""Forms of the deeds with an agreement in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.ui.forms import Form

Choices = Sequence[tuple[int, str]]


class DateForm(Form):
    """The day for which the agreement is shown."""

    datum = forms.DateField(label=_("Show as it stood on"), required=False)


class PartyForm(Form):
    """A form that names one of the parties."""

    party_unit = forms.TypedChoiceField(label=_("Party"), coerce=int)

    def __init__(self, *args: Any, parties: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party_unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Choose")), *parties]


class SignatureForm(PartyForm):
    """Who signed, in what function, and when."""

    name = forms.CharField(label=_("Name"), max_length=120)
    function = forms.CharField(label=_("Function"), max_length=160, help_text=_("For example district director."))
    signed_on = forms.DateField(label=_("Signed on"))
    scan = forms.FileField(
        label=_("Scanned page with the signature"), required=False, help_text=_("PDF, at most 10 megabytes.")
    )


class CopyForm(PartyForm):
    """Who received a copy, when, and where it is kept."""

    handed_over_on = forms.DateField(label=_("Handed over on"))
    kept_at = forms.CharField(label=_("Kept at"), max_length=160, required=False)


class ConsultationForm(Form):
    """The parties' consultation."""

    held_on = forms.DateField(label=_("Held on"))
    municipality_by = forms.CharField(label=_("For the municipality (function and name)"), max_length=160)
    police_by = forms.CharField(label=_("For the police (function and name)"), max_length=160)
    result = forms.CharField(label=_("Result"), widget=forms.Textarea(attrs={"rows": 4}))
    concludes_revision = forms.BooleanField(
        label=_("The revision is done with this consultation"),
        required=False,
        help_text=_("The next revision is then counted from this day."),
    )


class ExtensionForm(Form):
    """How long, why, and since when."""

    last_day = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Leave empty to extend until further notice.")
    )
    reason = forms.CharField(label=_("Why the agreement is extended"), widget=forms.Textarea(attrs={"rows": 3}))
    decided_on = forms.DateField(label=_("Decided on"))


class EndForm(Form):
    """When and why the agreement ends."""

    last_day = forms.DateField(label=_("Last day"))
    because = forms.CharField(
        label=_("Why the agreement ends, with a reference to the decision"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OverallForm(Form):
    """An overall agreement entered from a dated rule set."""

    title = forms.CharField(label=_("Title"), max_length=200)
    municipality = forms.TypedChoiceField(label=_("Municipality"), coerce=int)
    police = forms.TypedChoiceField(
        label=_("Police region or police area"), coerce=int, required=False, empty_value=None
    )
    rule_set = forms.ChoiceField(
        label=_("Rule set"), help_text=_("The rules of the agreement are taken from a dated rule set.")
    )
    valid_from = forms.DateField(label=_("In force from"))
    last_day = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Leave empty where it is valid until further notice.")
    )
    signed_on = forms.DateField(label=_("Day of signing"), required=False)
    registry_number = forms.CharField(label=_("Registry number"), max_length=60, required=False)
    decision_reference = forms.CharField(
        label=_("Decided by, day and registry number"),
        max_length=200,
        required=False,
        help_text=_("Must be filled in when an earlier overall agreement ends because of this one."),
    )
    purpose = forms.CharField(label=_("Purpose"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    unaffected = forms.CharField(
        label=_("Collaboration that the agreement does not affect"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        municipalities: Choices = (),
        police: Choices = (),
        rule_sets: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("municipality", municipalities)
        self._choose("police", [("", _("Not stated")), *police])
        self._choose("rule_set", rule_sets)

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)
