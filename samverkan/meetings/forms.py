"""What people type about meetings. Understanding is not deciding: nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.decisions.words import DecisionCategory
from samverkan.meetings.words import Cadence, Presence
from samverkan.ui.forms import Form, WordField, word_choices

Choices = Iterable[tuple[int, str]]

WEEKDAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
)


def big(rows: int = 3) -> forms.Textarea:
    """Return a text field of so many lines."""
    return forms.Textarea(attrs={"rows": rows})


class TimeForm(Form):
    """When and where a meeting is held."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    starts = forms.TimeField(label=_("Starts"), widget=forms.TimeInput)
    minutes = forms.IntegerField(label=_("Length, in minutes"), min_value=1, max_value=720, initial=90)
    place = forms.CharField(label=_("Place"), max_length=160, required=False)


class BookForm(TimeForm):
    """A single meeting."""

    group = forms.TypedChoiceField(label=_("Group"), coerce=int)
    title = forms.CharField(
        label=_("What the meeting is called"),
        max_length=160,
        required=False,
        help_text=_("Empty means the name of the group."),
    )
    field_order = ("group", "day", "starts", "minutes", "place", "title")

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", groups)


class SeriesForm(Form):
    """A series of meetings with its standing items."""

    group = forms.TypedChoiceField(label=_("Group"), coerce=int)
    title = forms.CharField(label=_("What the series is called"), max_length=160)
    cadence = WordField(Cadence, label=_("How often"))
    weekday = forms.TypedChoiceField(label=_("Weekday"), coerce=int, choices=WEEKDAYS)
    starts = forms.TimeField(label=_("Starts"), widget=forms.TimeInput)
    minutes = forms.IntegerField(label=_("Length, in minutes"), min_value=1, max_value=720, initial=90)
    place = forms.CharField(label=_("Place"), max_length=160, required=False)
    template = forms.CharField(
        label=_("Standing items"),
        widget=big(5),
        required=False,
        help_text=_("One on each line. End a line with minutes if you like, for example: Situation picture, 20"),
    )
    valid_from = forms.DateField(label=_("First possible day"), widget=forms.DateInput)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", groups)

    def clean_template(self) -> list[tuple[str, int]]:
        """Read each line as a title and, after a last comma, its minutes; ten where none are given."""
        items: list[tuple[str, int]] = []
        for line in self.cleaned_data["template"].splitlines():
            title, comma, minutes = line.rpartition(",")
            if comma and minutes.strip().isdecimal():
                items.append((title.strip()[:200], min(int(minutes), 720)))
            elif line.strip():
                items.append((line.strip()[:200], 10))
        return items


class BookSeriesForm(Form):
    """How far ahead to book."""

    until = forms.DateField(label=_("Book until and including"), widget=forms.DateInput)


class ReasonForm(Form):
    """Why a meeting is cancelled."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class ItemForm(Form):
    """An item of one's own."""

    title = forms.CharField(label=_("Item"), max_length=200)
    text = forms.CharField(label=_("Background"), widget=big(3), required=False)
    minutes = forms.IntegerField(label=_("Time, in minutes"), min_value=1, max_value=720, initial=10)


class NotesForm(Form):
    """The notes of an item, with the edition the writer started from."""

    notes = forms.CharField(label=_("Notes"), widget=big(4), required=False, strip=False)
    edition = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class DecideForm(Form):
    """What was decided. The kind of decision is asked for where the item is about no matter."""

    text = forms.CharField(label=_("The decision"), widget=big(4))
    basis = forms.CharField(label=_("Basis"), widget=big(2), required=False)
    category = WordField(DecisionCategory, label=_("Kind of decision"))
    amount = forms.IntegerField(label=_("Amount, in kronor"), min_value=0, required=False)
    responsible_seat = forms.TypedChoiceField(label=_("Who carries it out"), coerce=int)
    due_date = forms.DateField(label=_("To be carried out by"), required=False, widget=forms.DateInput)
    municipality_decision_maker = forms.CharField(label=_("Decides for the municipality"), max_length=200)
    police_decision_maker = forms.CharField(label=_("Decides for the police"), max_length=200)
    needs_planning_entry = forms.BooleanField(label=_("Needs an entry in ordinary planning and budget"), required=False)

    def __init__(self, *args: Any, seats: Choices, has_matter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("responsible_seat", [("", _("Choose")), *seats])
        if has_matter:
            del self.fields["category"]


class AssignForm(Form):
    """What somebody is to do."""

    text = forms.CharField(label=_("What is to be done"), widget=big(2))
    seat = forms.TypedChoiceField(label=_("Who does it"), coerce=int)
    due_date = forms.DateField(label=_("Done by"), widget=forms.DateInput)

    def __init__(self, *args: Any, seats: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("seat", [("", _("Choose")), *seats])


class ForwardForm(Form):
    """The meeting's recommendation to the group above."""

    recommendation = forms.CharField(label=_("The meeting's recommendation"), widget=big(2), required=False)


class NoteForm(Form):
    """A line about what came of something."""

    note = forms.CharField(label=_("What came of it"), max_length=300, required=False)


class CorrectionForm(Form):
    """A correction of closed minutes."""

    text = forms.CharField(label=_("Correction"), widget=big(3))


class AttendanceForm(Form):
    """Who came: for each seat its presence and, if another person came, that person's function."""

    SHOWN = (Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT)

    def __init__(self, *args: Any, seats: Sequence[tuple[int, str, Presence, str]], **kwargs: Any) -> None:
        """Take id, name, presence and substitute of each seat."""
        super().__init__(*args, **kwargs)
        self.seat_ids = [seat_id for seat_id, _, _, _ in seats]
        for seat_id, name, presence, substitute in seats:
            self.fields[f"presence-{seat_id}"] = forms.ChoiceField(
                label=name,
                choices=word_choices(self.SHOWN),
                widget=forms.RadioSelect,
                initial=presence,
            )
            self.fields[f"substitute-{seat_id}"] = forms.CharField(
                label=_("Substitute's function"), max_length=160, required=False, initial=substitute
            )

    def noted(self) -> dict[int, tuple[Presence, str]]:
        """Return what was typed, by seat."""
        return {
            seat_id: (
                Presence(self.cleaned_data[f"presence-{seat_id}"]),
                self.cleaned_data[f"substitute-{seat_id}"],
            )
            for seat_id in self.seat_ids
        }


class ListFilterForm(Form):
    """Which meetings the list shows."""

    group = forms.TypedChoiceField(label=_("Group"), coerce=int, required=False, empty_value=None)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", [("", _("All my groups")), *groups])
