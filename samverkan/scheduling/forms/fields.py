"""Fields that several forms share: clocks as minutes of the day, and weekdays."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import capfirst


def weekday_name(number: int) -> str:
    """Return the weekday's name in the reader's language; 0 is Monday."""
    return capfirst(date_format(date(2024, 1, 1 + number), "l"))


named_weekday = lazy(weekday_name, str)
WEEKDAYS = [(number, named_weekday(number)) for number in range(5)]


class ClockField(forms.TimeField):
    """A clock time that cleans to minutes of the day, or to none."""

    def clean(self, value: Any) -> int | None:
        """Return the minute of the day."""
        found = super().clean(value)
        return found.hour * 60 + found.minute if isinstance(found, time) else None


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Weekdays as checkboxes; cleans to numbers, 0 is Monday."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(choices=WEEKDAYS, coerce=int, **kwargs)


def as_clock(minute: int | None) -> time | None:
    """Return a minute of the day as a clock time, for a form's first value."""
    return None if minute is None else time(minute // 60, minute % 60)
