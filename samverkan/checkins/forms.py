"""Forms of the weekly check-in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.checkins.words import LineKind
from samverkan.ground.words import Party
from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.priorities.models import Area
from samverkan.ui.forms import EditionForm, Form, ThingField, WordField

PARTIES = (Party.MUNICIPALITY, Party.POLICE)


def give(form: Form, name: str, things: Iterable[Any]) -> None:
    """Give a field of stored things what it offers here."""
    field = form.fields[name]
    assert isinstance(field, ThingField)
    field.give(things)


class FilterForm(Form):
    """Whose check-ins are listed. The name stands in the address, hence in Swedish."""

    stadsdel = ThingField(label=_("District"), required=False, empty_label=_("All"))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "stadsdel", units)


class LineForm(Form):
    """A line of the check-in, of any kind: who does it and by when are only for what is to be done."""

    kind = WordField(LineKind, label=_("What it is"), widget=forms.RadioSelect)
    party = WordField(Party, only=PARTIES, label=_("From"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("What"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    by_function = forms.CharField(
        label=_("Function that does it"),
        max_length=120,
        required=False,
        help_text=_("Only for what is to be done. A function, not a name."),
        widget=forms.TextInput(attrs={"list": "functions"}),
    )
    due_on = forms.DateField(label=_("To be done by"), required=False)
    area = ThingField(label=_("Priority area"), required=False, empty_label=_("None"))
    place = ThingField(label=_("Place"), required=False, empty_label=_("None"))

    def __init__(self, *args: Any, areas: Iterable[Area], places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "area", areas)
        give(self, "place", places)


class ChangeLineForm(EditionForm):
    """A line that is changed, with what came of it."""

    party = WordField(Party, only=PARTIES, label=_("From"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("What"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    by_function = forms.CharField(label=_("Function that does it"), max_length=120, required=False)
    due_on = forms.DateField(label=_("To be done by"), required=False)
    result = forms.CharField(label=_("What came of it"), max_length=300, required=False)
    area = ThingField(label=_("Priority area"), required=False, empty_label=_("None"))
    place = ThingField(label=_("Place"), required=False, empty_label=_("None"))

    def __init__(
        self, *args: Any, kind: LineKind, areas: Iterable[Area], places: Iterable[Place], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        give(self, "area", areas)
        give(self, "place", places)
        if kind != LineKind.AGREED:
            for name in ("by_function", "due_on", "result"):
                del self.fields[name]


class DropForm(Form):
    """Why a line is struck out."""

    reason = forms.CharField(label=_("Why the line is struck out"), max_length=300)


class PresentForm(EditionForm):
    """Which functions take part, one on each line."""

    present = forms.CharField(
        label=_("Functions present"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=1000,
        help_text=_("One on each line. Functions, never names."),
    )
