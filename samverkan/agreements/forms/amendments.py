"""Forms of amendments and of comparisons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.ui.forms import Form, name_the_field


@dataclass(frozen=True, slots=True)
class NumberField:
    """A term's number as the form asks for it: the term's key, its label and the number that holds now."""

    key: str
    label: Any
    value: int


class AmendmentForm(Form):
    """An amendment being written: why, from when, the wording, and the numbers of its terms."""

    title = forms.CharField(label=_("What the amendment is called"), max_length=200)
    reason = forms.CharField(label=_("Why the agreement is amended"), widget=forms.Textarea(attrs={"rows": 3}))
    in_force_from = forms.DateField(
        label=_("To apply from"),
        widget=forms.DateInput,
        help_text=_("It never applies from before the day the last party signed."),
    )
    text = forms.CharField(label=_("New wording"), strip=False, widget=forms.Textarea(attrs={"rows": 24}))
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, numbers: Iterable[NumberField] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number_keys: dict[str, str] = {}
        for place, number in enumerate(numbers, start=1):
            field = forms.IntegerField(label=number.label, min_value=0, max_value=1200, initial=number.value)
            name_the_field(field)
            self.fields[f"term_{place}"] = field
            self.number_keys[f"term_{place}"] = number.key

    @property
    def numbers(self) -> dict[str, int]:
        """Return the numbers by the keys of their terms."""
        return {key: self.cleaned_data[name] for name, key in self.number_keys.items()}

    @property
    def number_fields(self) -> list[Any]:
        """Return the fields of the numbers, to be shown together."""
        return [self[name] for name in self.number_keys]


class CompareForm(Form):
    """Which two versions to lay side by side."""

    before = forms.TypedChoiceField(label=_("Earlier version"), coerce=int)
    after = forms.TypedChoiceField(label=_("Later version"), coerce=int)

    def __init__(self, *args: Any, versions: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            choice = self.fields[name]
            assert isinstance(choice, forms.ChoiceField)
            choice.choices = list(versions)
