"""Forms of the duty to inform."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.communication.words import Concerns
from samverkan.ui.forms import Form, WordField


class InformForm(Form):
    """What has happened and when; what it may be material for and why. The recipients are not chosen."""

    unit = forms.TypedChoiceField(label=_("District"), coerce=int, widget=forms.RadioSelect)
    event = forms.CharField(
        label=_("What has happened or been decided"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write about places, groups and functions, never about individuals."),
    )
    happened_on = forms.DateField(label=_("When it happened or was decided"), widget=forms.DateInput)
    concerns = WordField(Concerns, label=_("What it may be material for"), widget=forms.RadioSelect)
    materiality = forms.CharField(
        label=_("Why it may be material"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example that a measure in the plan can no longer be carried out as decided."),
    )

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(places)
        if len(places) == 1:
            field.widget = forms.HiddenInput()
            field.initial = places[0][0]


class AnswerForm(Form):
    """A decision-maker's answer."""

    answer = forms.CharField(label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
