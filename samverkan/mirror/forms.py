"""The filters of the agreement mirror and the day of the act mirror."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.mirror.words import Status, Topic
from samverkan.ui.forms import Form, WordField


class DayForm(Form):
    """The day that is judged."""

    datum = forms.DateField(label=_("Day"), required=False)


class MirrorForm(Form):
    """What to show of the mirror. The names are those of the address, in Swedish like all addresses."""

    datum = forms.DateField(label=_("Day"), required=False)
    stadsdel = forms.TypedChoiceField(label=_("District"), required=False, coerce=int, empty_value=None)
    avtal = forms.TypedChoiceField(label=_("Agreement"), required=False, coerce=int, empty_value=None)
    lage = WordField(Status, label=_("Status"), required=False, empty_label=_("All"))
    amne = WordField(Topic, label=_("Rules about"), required=False, empty_label=_("All"))

    def __init__(
        self, *args: Any, units: Iterable[tuple[int, str]], agreements: Iterable[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        self.offer("stadsdel", [*every, *units])
        self.offer("avtal", [*every, *agreements])
