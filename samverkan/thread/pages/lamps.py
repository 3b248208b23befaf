"""The lamps of a unit: what is lit, why it matters and where it is mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from samverkan.ground.words import Word
from samverkan.organisation.models import Unit
from samverkan.thread.forms import LampsForm
from samverkan.thread.pages.links import node_address, page_address, thing_address, with_query
from samverkan.thread.rules.lamps import PLACE, UNIT, Lit
from samverkan.thread.words import Lamp, NodeKind, WhyLit

MOST_ITEMS = 60
"""So many things of a lamp are listed; how many more there are is said."""
PAPERS = {Lamp.PICTURE_OLD: "situation:pictures", Lamp.PLAN_OLD: "measures:plans"}


@dataclass(frozen=True, slots=True)
class LampItem:
    """One thing that a lamp hangs on. `address` is where it is mended, `thread_address` where it is in the thread."""

    title: str
    unit: str
    address: str
    thread_address: str
    words: tuple[Word, ...]
    day: date | None

    @classmethod
    def of(cls, lit: Lit, units: Mapping[int, str]) -> LampItem:
        """Show one thing."""
        if lit.kind == UNIT:
            return cls(lit.title, "", page_address(PAPERS[lit.lamp]), "", (), lit.day)
        in_thread = "" if lit.kind == PLACE else node_address((NodeKind(lit.kind), lit.key))
        return cls(
            title=lit.title,
            unit=units.get(lit.unit_id, ""),
            address=thing_address(lit.kind, lit.key, lit.area_id) or in_thread,
            thread_address=in_thread,
            words=lit.words,
            day=lit.day,
        )


@dataclass(frozen=True, slots=True)
class LampRow:
    """A lit lamp with its things."""

    lamp: Lamp
    why: WhyLit
    count: int
    items: tuple[LampItem, ...]
    more: int

    @classmethod
    def of(cls, lamp: Lamp, lit: tuple[Lit, ...], units: Mapping[int, str]) -> LampRow:
        """Show a lamp."""
        items = tuple(LampItem.of(one, units) for one in lit[:MOST_ITEMS])
        return cls(lamp, WhyLit(lamp.value), len(lit), items, max(0, len(lit) - MOST_ITEMS))

    @property
    def is_counted_apart(self) -> bool:
        """Tell whether it is allowed with a reason, and only counted."""
        return self.lamp == Lamp.MEASURE_BY_EXCEPTION


@dataclass(frozen=True, slots=True)
class LampsPage:
    """The lamps of a unit, or of several."""

    form: LampsForm | None
    heading: str
    rows: tuple[LampRow, ...]
    dark: tuple[Lamp, ...]
    lit: int
    exceptions: int
    thread_address: str

    @classmethod
    def of(
        cls, lamps: Mapping[Lamp, tuple[Lit, ...]], form: LampsForm | None, chosen: list[Unit], *, year: int
    ) -> LampsPage:
        """Show the lamps; those that are not lit are named together."""
        names = {unit.pk: unit.name for unit in chosen} if len(chosen) > 1 else {}
        one = chosen[0] if len(chosen) == 1 else None
        return cls(
            form=form,
            heading=one.name if one else "",
            rows=tuple(LampRow.of(lamp, lit, names) for lamp, lit in lamps.items() if lit),
            dark=tuple(lamp for lamp, lit in lamps.items() if not lit),
            lit=sum(len(lit) for lamp, lit in lamps.items() if lamp != Lamp.MEASURE_BY_EXCEPTION),
            exceptions=len(lamps.get(Lamp.MEASURE_BY_EXCEPTION, ())),
            thread_address=with_query(reverse("thread:thread"), enhet=one.pk, ar=year) if one else "",
        )
