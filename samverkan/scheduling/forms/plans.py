"""Forms of plans, answers, wishes and times at short notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.groups.models import Group
from samverkan.organisation.models import Unit
from samverkan.scheduling.forms.fields import ClockField, WeekdaysField
from samverkan.scheduling.models import Room
from samverkan.scheduling.words import PlanKind, WishKind
from samverkan.ui.forms import Form, ThingField, WordField

SECONDS = ((15, _("15 seconds")), (60, _("One minute")), (300, _("Five minutes")))


class PlanForm(Form):
    """What is to be planned, and how long the search may take."""

    unit = ThingField(label=_("District or municipality"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    kind = WordField(PlanKind, label=_("Kind of plan"), widget=forms.RadioSelect)
    seconds = forms.TypedChoiceField(label=_("How long to search"), coerce=int, choices=SECONDS)

    def __init__(self, *args: Any, units: Iterable[Unit], years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, ThingField)
        field.give(units)
        self.offer("year", [(year, str(year)) for year in years])


class AnswerForm(Form):
    """A no, with its reason."""

    reason = forms.CharField(label=_("Why the meetings do not suit"), max_length=300, widget=forms.Textarea)


class WishForm(Form):
    """What somebody asks of the year's plan."""

    kind = WordField(WishKind, label=_("What"), widget=forms.RadioSelect)
    about = forms.ChoiceField(label=_("Group or function"))
    number = forms.IntegerField(
        label=_("Which of the year's meetings"), required=False, min_value=1, max_value=60, help_text=_("For a pin.")
    )
    first = forms.DateField(label=_("Day, or first day"), required=False)
    last = forms.DateField(label=_("Until and including"), required=False)
    weekdays = WeekdaysField(label=_("Weekdays"), required=False)
    start = ClockField(label=_("From"), required=False)
    end = ClockField(label=_("Until"), required=False)
    room = ThingField(label=_("Room"), required=False, empty_label=_("Any of the group's"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(
        self,
        *args: Any,
        groups: Mapping[int, Group],
        functions: Mapping[int, str],
        rooms: Iterable[Room],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            "about",
            [
                ("", _("Choose")),
                (_("Groups"), [(f"g{pk}", group.name) for pk, group in groups.items()]),
                (_("Functions"), [(f"p{pk}", name) for pk, name in functions.items()]),
            ],
        )
        field = self.fields["room"]
        assert isinstance(field, ThingField)
        field.give(rooms)


class FindForm(Form):
    """Which functions are to meet, for how long, within how many weeks."""

    people = forms.TypedMultipleChoiceField(label=_("Functions"), coerce=int, widget=forms.CheckboxSelectMultiple)
    minutes = forms.TypedChoiceField(
        label=_("Length"),
        coerce=int,
        choices=((30, _("Half an hour")), (60, _("One hour")), (90, _("An hour and a half")), (120, _("Two hours"))),
    )
    weeks = forms.TypedChoiceField(
        label=_("Within"),
        coerce=int,
        choices=((1, _("one week")), (2, _("two weeks")), (3, _("three weeks")), (6, _("six weeks"))),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, list[tuple[int, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("people", choices)


class BookForm(Form):
    """In which group the found time is booked, and what the meeting is called."""

    group = ThingField(label=_("Book it as a meeting of"))
    title = forms.CharField(label=_("What the meeting is called"), max_length=160)
    option = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: Iterable[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, ThingField)
        field.give(groups)
