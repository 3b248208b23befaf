"""Forms of periods and reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.organisation.models import Unit
from samverkan.reporting.words import PeriodKind
from samverkan.ui.forms import EditionForm, Form, ThingField, WordField

ABOUT = _("Write about places, groups and functions, never about individuals.")
LONGEST = 12_000


class PeriodForm(Form):
    """A new reporting period."""

    municipality = ThingField(label=_("Municipality"))
    kind = WordField(PeriodKind, label=_("How long"), widget=forms.RadioSelect)
    year = forms.IntegerField(label=_("Year"))
    part = forms.IntegerField(
        label=_("Which part of the year"), initial=1, help_text=_("1 for a whole year; else 1, 2 or 3 in order.")
    )
    opens_on = forms.DateField(label=_("Reporting opens"))
    due_on = forms.DateField(label=_("Reports due"))
    instruction = forms.CharField(
        label=_("What is asked for"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Something to think of this time. The form itself is the same for everybody."),
    )

    def __init__(self, *args: Any, municipalities: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["municipality"]
        assert isinstance(field, ThingField)
        municipalities = list(municipalities)
        field.give(municipalities)
        if len(municipalities) == 1:
            field.initial = municipalities[0].pk


class SectionForm(EditionForm):
    """One part of the report."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=ABOUT,
    )


class PerspectiveForm(SectionForm):
    """One of the three perspectives, which may be left out with a reason."""

    not_made_because = forms.CharField(label=_("Or: why the analysis was not made"), required=False, max_length=300)


class ReturnForm(Form):
    """What is asked for when a report is returned."""

    text = forms.CharField(
        label=_("What is asked for"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}), help_text=ABOUT
    )


class TextForm(EditionForm):
    """A paragraph of the compilation, or a letter."""

    text = forms.CharField(
        label=_("Text"), max_length=LONGEST, strip=True, widget=forms.Textarea(attrs={"rows": 12}), help_text=ABOUT
    )


class SettleForm(Form):
    """That the compilation has been read before it is settled."""

    is_read = forms.BooleanField(label=_("The paragraphs and the letters have been read"))
