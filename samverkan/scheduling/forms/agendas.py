"""The form of a group's standing agenda: a row for each item, which can be moved about without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samverkan.meetings.rules import Line
from samverkan.meetings.words import ItemPlace
from samverkan.ui.forms import EditionForm, word_choices

MOST_ROWS = 20
FEWEST_ROWS = 4


@dataclass(frozen=True)
class Row:
    """What stands in one row, as it was typed; seats by key."""

    title: str = ""
    minutes: str = ""
    place: str = ItemPlace.ANYWHERE.value
    needs: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing has been written."""
        return not (self.title.strip() or self.minutes.strip() or self.needs)


def rows_typed(data: QueryDict) -> list[Row]:
    """Return the rows as they were typed, blank ones too."""
    return [
        Row(
            data.get(f"title_{number}", ""),
            data.get(f"minutes_{number}", ""),
            data.get(f"place_{number}", "") or ItemPlace.ANYWHERE.value,
            tuple(data.getlist(f"needs_{number}")),
        )
        for number in range(1, MOST_ROWS + 1)
    ]


def rows_of(lines: Iterable[Line], seats: Mapping[int, int]) -> list[Row]:
    """Return a stored agenda as rows; `seats` leads from a seat's first row to its row of today."""
    return [
        Row(
            line.title,
            str(line.minutes),
            line.place.value,
            tuple(str(seats[root]) for root in line.seats if root in seats),
        )
        for line in lines
    ]


def rearranged(rows: Sequence[Row], deed: str) -> list[Row]:
    """Return the rows that hold something, after a deed of the form: `up-2`, `down-2` or `drop-2`; others move none.

    Blank rows are left out, and moved past.

    >>> [row.title for row in rearranged([Row("a"), Row(), Row("b")], "up-3")]
    ['b', 'a']
    """
    found = [row for row in rows if not row.is_blank]
    what, _dash, text = deed.partition("-")
    typed = int(text) - 1 if text.isascii() and text.isdecimal() and len(text) < 3 else -1
    if not 0 <= typed < len(rows) or rows[typed].is_blank:
        return found
    at = sum(not row.is_blank for row in rows[:typed])
    if what == "drop":
        del found[at]
    to = {"up": at - 1, "down": at + 1}.get(what, -1)
    if 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return found


class AgendaForm(EditionForm):
    """What a group deals with at its meetings, how long it takes, and who is needed."""

    whole = forms.MultipleChoiceField(
        label=_("All of the meeting concerns"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are called to the whole meeting, whatever the items say."),
    )

    def __init__(
        self, *args: Any, rows: Sequence[Row], seats: Iterable[tuple[int, str]], more: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(pk), name) for pk, name in seats]
        self.offer("whole", choices)
        self.count = min(MOST_ROWS, max(FEWEST_ROWS, len(rows) + 1 + 2 * more))
        self.written = len(rows)
        for number in range(1, self.count + 1):
            row = rows[number - 1] if number <= len(rows) else Row()
            self._add_row(number, row, choices)

    def _add_row(self, number: int, row: Row, choices: list[tuple[str, str]]) -> None:
        values: dict[str, Any] = {"title": row.title, "minutes": row.minutes, "place": row.place, "needs": row.needs}
        fields: dict[str, forms.Field] = {
            "title": forms.CharField(
                label=format_lazy(_("Item {number}: heading"), number=number), max_length=200, required=False
            ),
            "minutes": forms.IntegerField(
                label=format_lazy(_("Item {number}: minutes"), number=number),
                min_value=1,
                max_value=240,
                required=False,
            ),
            "place": forms.TypedChoiceField(
                label=format_lazy(_("Item {number}: when in the meeting"), number=number),
                required=False,
                choices=word_choices(ItemPlace),
                coerce=ItemPlace,
                empty_value=ItemPlace.ANYWHERE,
            ),
            "needs": forms.MultipleChoiceField(
                label=format_lazy(_("Item {number}: who is needed"), number=number),
                required=False,
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("None chosen: everybody."),
            ),
        }
        for name, field in fields.items():
            self.fields[f"{name}_{number}"] = field
            self.initial[f"{name}_{number}"] = values[name]

    def lines(self) -> list[Line]:
        """Return the lines that were written; a heading without minutes gets none, which the deed refuses."""
        cleaned, found = self.cleaned_data, []
        for number in range(1, self.written + 1):
            found.append(
                Line(
                    cleaned.get(f"title_{number}", ""),
                    cleaned.get(f"minutes_{number}") or 0,
                    tuple(int(pk) for pk in cleaned.get(f"needs_{number}", ())),
                    cleaned.get(f"place_{number}") or ItemPlace.ANYWHERE,
                )
            )
        return found


def data_of(rows: Sequence[Row], *, whole: Iterable[str], edition: str) -> MultiValueDict[str, str]:
    """Return rows as if they had been typed one after another, so that refusals name the row that is seen."""
    data: MultiValueDict[str, str] = MultiValueDict({"edition": [edition], "whole": list(whole)})
    for number, row in enumerate(rows[:MOST_ROWS], start=1):
        data[f"title_{number}"], data[f"minutes_{number}"], data[f"place_{number}"] = row.title, row.minutes, row.place
        data.setlist(f"needs_{number}", list(row.needs))
    return data
