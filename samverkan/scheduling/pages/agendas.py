"""What the page of a group's standing agenda is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.groups.models import Group
from samverkan.meetings.rules import Line
from samverkan.meetings.words import ItemPlace
from samverkan.scheduling.forms.agendas import AgendaForm
from samverkan.ui.pages import Difference


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One item's fields."""

    number: int
    title: Any
    minutes: Any
    place: Any
    needs: Any
    is_first: bool
    is_last: bool
    has_faults: bool


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """A group's standing agenda."""

    group: Group
    form: AgendaForm
    rows: tuple[AgendaRow, ...]
    total: int
    length: int | None
    """Minutes of the group's meetings, where somebody has said it."""
    is_stored: bool
    edition: int
    may_add: bool
    differences: tuple[Difference, ...]
    cadence_address: str

    @classmethod
    def of(
        cls,
        group: Group,
        form: AgendaForm,
        *,
        total: int,
        length: int | None,
        is_stored: bool,
        edition: int,
        most: int,
        differences: tuple[Difference, ...] = (),
    ) -> AgendaPage:
        """Return the page."""
        rows = []
        for number in range(1, form.count + 1):
            names = [f"{name}_{number}" for name in ("title", "minutes", "place", "needs")]
            title, minutes, place, needs = (form[name] for name in names)
            rows.append(
                AgendaRow(
                    number,
                    title,
                    minutes,
                    place,
                    needs,
                    is_first=number == 1,
                    is_last=number == form.count,
                    has_faults=any(name in form.errors for name in names),
                )
            )
        return cls(
            group=group,
            form=form,
            rows=tuple(rows),
            total=total,
            length=length,
            is_stored=is_stored,
            edition=edition,
            may_add=form.count < most,
            differences=differences,
            cadence_address=reverse("scheduling:cadence", args=[group.pk]),
        )


def agenda_in_words(lines: Iterable[Line], names: Mapping[int, str], whole: Iterable[int]) -> str:
    """Return an agenda as text, a line for each item, to be compared with another."""
    rows = []
    for line in lines:
        who = ", ".join(names.get(pk, "") for pk in line.seats) or _("everybody")
        where = "" if line.place == ItemPlace.ANYWHERE else f" ({_(line.place.label).lower()})"
        rows.append(f"{line.title}{where}, {line.minutes} min: {who}")
    always = ", ".join(names.get(pk, "") for pk in whole)
    if always:
        rows.append(_("All of the meeting concerns: %(who)s") % {"who": always})
    return "\n".join(rows)
