"""What to show of the thread, its lamps and the city. The names are those of the address, in Swedish."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.organisation.models import Unit
from samverkan.thread.words import CityFilter
from samverkan.ui.forms import Form, WordField


class ThreadForm(Form):
    """A unit and a year, narrowed by area, problem or words."""

    enhet = forms.TypedChoiceField(label=_("District"), required=False, coerce=int, empty_value=None)
    ar = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    omrade = forms.TypedChoiceField(label=_("Area"), required=False, coerce=int, empty_value=None)
    problem = forms.TypedChoiceField(label=_("Problem"), required=False, coerce=int, empty_value=None)
    sok = forms.CharField(label=_("Search in the thread"), required=False, max_length=100)

    def __init__(
        self,
        *args: Any,
        units: Iterable[Unit],
        years: Iterable[int],
        areas: Iterable[tuple[int, str]],
        problems: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        self.offer("enhet", [(unit.pk, unit.name) for unit in units])
        self.offer("ar", [(year, str(year)) for year in years])
        self.offer("omrade", [*every, *areas])
        self.offer("problem", [*every, *problems])


class LampsForm(Form):
    """Whose lamps to show."""

    enhet = forms.TypedChoiceField(label=_("District"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("enhet", [("", _("All")), *((unit.pk, unit.name) for unit in units)])


class CityForm(Form):
    """What the districts to show lack."""

    saknar = WordField(CityFilter, label=_("Show districts with"), required=False, empty_label=_("All districts"))
