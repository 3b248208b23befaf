"""The form of a group's cadence, with one row for each seat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samverkan.groups.models import Seat
from samverkan.scheduling.forms.fields import ClockField, WeekdaysField
from samverkan.scheduling.models import Room
from samverkan.scheduling.words import Need
from samverkan.ui.forms import EditionForm, ThingsField, WordField


class CadenceForm(EditionForm):
    """How often, how long and where a group meets, and who must take part."""

    meetings = forms.IntegerField(label=_("Meetings a year"), required=False, min_value=1, max_value=60)
    minutes = forms.IntegerField(
        label=_("Length, in minutes"), min_value=15, max_value=240, help_text=_("In whole quarters.")
    )
    preparation = forms.IntegerField(
        label=_("Preparation and after-work, minutes for each seat and meeting"), min_value=0, max_value=600
    )
    rooms = ThingsField(label=_("Rooms to meet in"), help_text=_("The planner chooses among them, meeting by meeting."))
    weekdays = WeekdaysField(label=_("Weekdays that suit best"), required=False, help_text=_("None chosen: all."))
    earliest = ClockField(label=_("Preferably not before"), required=False)
    latest = ClockField(label=_("Preferably over by"), required=False)

    def __init__(
        self,
        *args: Any,
        rooms: Iterable[Room],
        seats: Iterable[Seat],
        names: Mapping[int, str],
        stand_ins: Mapping[int, str],
        least: int | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rooms"]
        assert isinstance(field, ThingsField)
        field.give(rooms)
        if least is not None:
            self.fields["meetings"].help_text = format_lazy(
                _("The agreement demands at least {least}. Empty: as the agreement says."), least=least
            )
        self.seats = list(seats)
        for seat in self.seats:
            name = names.get(seat.holder_id or 0, seat.title)
            self.fields[f"need_{seat.pk}"] = WordField(Need, label=name)
            others = [(str(pk), title) for pk, title in stand_ins.items() if pk != seat.holder_id]
            if others:
                self.fields[f"deputies_{seat.pk}"] = forms.MultipleChoiceField(
                    label=format_lazy(_("May stand in for {name}"), name=name),
                    required=False,
                    choices=others,
                    widget=forms.CheckboxSelectMultiple,
                )

    def needs(self) -> dict[int, tuple[Need, list[int]]]:
        """Return whether each seat must be filled, and who may stand in."""
        return {
            seat.pk: (
                self.cleaned_data[f"need_{seat.pk}"],
                [int(pk) for pk in self.cleaned_data.get(f"deputies_{seat.pk}", ())],
            )
            for seat in self.seats
        }
