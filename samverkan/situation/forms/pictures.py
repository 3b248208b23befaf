"""Forms of pictures: opening, delimitation, areas, and what is new in a version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from samverkan.organisation.models import Unit
from samverkan.situation.models import Line, Statement
from samverkan.situation.rules.wording import said
from samverkan.ui.forms import Form, ThingField, ThingsField

SHORT = 160
"""How much of a text is shown beside its checkbox, in characters."""


def beginning(thing: Statement | Line) -> str:
    """Return the beginning of the words, and which area they are about."""
    views = (thing.municipality_view, thing.police_view) if isinstance(thing, Statement) else ("", "")
    text = Truncator(said(thing.text, *views)).chars(SHORT)
    return f"{thing.area}: {text}" if thing.area else text


class UnitForm(Form):
    """For which unit a picture is opened, for those who prepare in several."""

    enhet = ThingField(label=_("District"))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["enhet"]
        assert isinstance(field, ThingField)
        field.give(units)


class OpenForm(Form):
    """A new year's picture, with what still holds from the last one."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2199)
    delimitation = forms.CharField(
        label=_("Delimited to"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The geography that the picture covers, for example the district, or parts of it."),
    )
    statements = ThingsField(
        label=_("Joint statements that still hold"),
        required=False,
        help_text=_("They come along as they are worded. Untick what no longer holds; the parties settle them anew."),
    )
    lines = ThingsField(
        label=_("Lines of your own room that still hold"),
        required=False,
        help_text=_("Only your own party sees them until you share them again."),
    )

    def __init__(self, *args: Any, statements: Iterable[Statement], lines: Iterable[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, things in (("statements", list(statements)), ("lines", list(lines))):
            field = self.fields[name]
            assert isinstance(field, ThingsField)
            field.give(things, beginning)
            if not things:
                del self.fields[name]


class DelimitForm(Form):
    """Which geography the picture covers."""

    delimitation = forms.CharField(label=_("Delimited to"), widget=forms.Textarea(attrs={"rows": 3}))
    edition = forms.IntegerField(widget=forms.HiddenInput)


class AreaNoteForm(Form):
    """Why an area is not relevant this year."""

    reason = forms.CharField(
        label=_("Why it is not relevant"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Leave it empty to take the reason away."),
    )


class FreezeForm(Form):
    """What is new since the last version."""

    what_is_new = forms.CharField(
        label=_("What is new since the last version"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("Those who decide read this first."),
    )


class RemoveForm(Form):
    """Why something is taken out of the picture."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300)


class PlainForm(Form):
    """A form without fields: only the question whether to go on."""
