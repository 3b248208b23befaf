"""Forms of import and review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.agreements.rules.facts import LONGEST, ValueKind, shape_of
from samverkan.reading.agreement import Json
from samverkan.ui.forms import Form, WordField, name_the_field, use_native_picker


class ImportForm(Form):
    """The file of a signed local agreement."""

    file = forms.FileField(
        label=_("The file with the agreement"),
        help_text=_("Text, Word (DOCX) or PDF with text that can be selected. At most 10 megabytes."),
        error_messages={"empty": _("The file is empty.")},
        allow_empty_file=True,
    )


class CorrectionForm(Form):
    """What a person says instead; the field fits the kind of fact."""

    @classmethod
    def for_fact(cls, key: str, value: Json, *, prefix: str, data: Any = None) -> CorrectionForm:
        """Make the form of a fact, filled in with what is there."""
        form = cls(data, prefix=prefix, initial={"value": _initial(key, value)})
        field = _field(key)
        field.label = _("Correct value")
        use_native_picker(field)
        name_the_field(field)
        form.fields["value"] = field
        return form


def _initial(key: str, value: Json) -> Json:
    if shape_of(key).kind == ValueKind.YES_NO:
        return "" if value is None else str(value)
    return value


def _field(key: str) -> forms.Field:
    shape = shape_of(key)
    required = not shape.is_optional
    if shape.words is not None:
        return WordField(shape.words, only=[word for word in shape.words if word.value], required=required)
    if shape.kind == ValueKind.YES_NO:
        return forms.ChoiceField(choices=[("", _("Choose")), ("True", _("Yes")), ("False", _("No"))])
    if shape.kind == ValueKind.COUNT:
        return forms.IntegerField(
            min_value=1,
            max_value=1000,
            required=required,
            help_text="" if required else _("Leave empty where the agreement states no number."),
        )
    if shape.kind == ValueKind.DAY:
        return forms.DateField()
    if shape.kind == ValueKind.LONG_TEXT:
        return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
    if shape.kind == ValueKind.ORGANISATION_NUMBER:
        return forms.CharField(max_length=11, help_text=_("Six digits, a hyphen and four digits."))
    return forms.CharField(max_length=300)


class UnitForm(Form):
    """Which unit of the organisation a named unit is."""

    unit = forms.TypedChoiceField(label=_("Unit in the organisation"), coerce=int)

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Choose")), *choices]


class WithdrawForm(Form):
    """Why a draft is laid aside."""

    reason = forms.CharField(label=_("Why the draft is laid aside"), max_length=300, required=False)


class AdoptForm(Form):
    """What is said when an agreement is put in force."""

    overall = forms.TypedChoiceField(
        label=_("Overall agreement that it stands under"), coerce=int, empty_value=None, required=False
    )
    signed_on = forms.DateField(label=_("Day of signing"), required=False)
    registry_number = forms.CharField(label=_("Registry number"), max_length=60, required=False)
    unaffected = forms.CharField(
        label=_("Collaboration that the agreement does not affect"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    acknowledge_no_overall = forms.BooleanField(
        label=_("There is no overall agreement in force, and the parties know it"), required=False
    )

    def __init__(self, *args: Any, overall: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["overall"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [*overall] if overall else []
        if overall:
            del self.fields["acknowledge_no_overall"]
        else:
            del self.fields["overall"]
