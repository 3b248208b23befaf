"""What the pages share: the way between them, numbers as people read them, and what figures rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samverkan.ground.words import GroupKind
from samverkan.organisation.models import Unit
from samverkan.ui.numbers import written_number
from samverkan.ui.pages import NavigationItem
from samverkan.workload.queries.ledger import Ledger
from samverkan.workload.rules.cost import Cost, fte

SUMS = (("list", gettext_noop("Overview")), ("growth", gettext_noop("Over time")))
PAGES = (
    ("list", gettext_noop("Overview")),
    ("collisions", gettext_noop("Collisions")),
    ("growth", gettext_noop("Over time")),
    ("staffing", gettext_noop("Next year")),
    ("needs", gettext_noop("Needs")),
    ("presence", gettext_noop("Presence")),
    ("alike", gettext_noop("Similar groups")),
    ("one_more", gettext_noop("One more group")),
    ("basis", gettext_noop("Basis")),
)
"""The pages in the order of the tabs; the elected are offered those of sums."""


def hours(minutes: int) -> str:
    """Write minutes as whole hours; small sums with a decimal."""
    return written_number(minutes / 60, 1 if 0 < minutes < 600 else 0)


def posts(minutes: int, fte_hours: int) -> str:
    """Write minutes of a year as full-time posts with two decimals."""
    return written_number(fte(minutes, fte_hours), 2)


def query(**values: object) -> str:
    """Return the part of an address after the path, without what is empty."""
    kept = {name: value for name, value in values.items() if value not in (None, "")}
    return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True, slots=True)
class Here:
    """Where the reader is: the municipality, the year and the page, with ways to the others."""

    municipality: str
    municipality_key: int
    municipalities: tuple[NavigationItem, ...]
    tabs: tuple[NavigationItem, ...]
    year: int
    years: tuple[NavigationItem, ...]
    kept: str
    """The municipality and the year as the beginning of an address's query, ending in "&" if not empty."""

    @classmethod
    def of(
        cls,
        municipality: Unit,
        choices: Sequence[Unit],
        *,
        page: str,
        year: int,
        this_year: int,
        sums_only: bool,
        path: str,
    ) -> Here:
        """Return the frame of a page; `page` is the current tab, `path` the address that the years lead to."""
        key = municipality.pk if len(choices) > 1 else None
        shown_year = year if year != this_year else None
        return cls(
            municipality=municipality.name,
            municipality_key=municipality.pk,
            municipalities=tuple(
                NavigationItem(one.name, path + query(kommun=one.pk, ar=shown_year), one.pk == municipality.pk)
                for one in (choices if len(choices) > 1 else ())
            ),
            tabs=tuple(
                NavigationItem(_(title), reverse(f"workload:{name}") + query(kommun=key), name == page)
                for name, title in (SUMS if sums_only else PAGES)
            ),
            year=year,
            years=tuple(
                NavigationItem(str(one), path + query(kommun=key, ar=one), one == year)
                for one in sorted({this_year - 1, this_year, this_year + 1, year})
            ),
            kept=urlencode([(name, one) for name, one in (("kommun", key), ("ar", shown_year)) if one]) + "&"
            if key or shown_year
            else "",
        )


@dataclass(frozen=True, slots=True)
class Bar:
    """The three parts of a time on a common scale of a thousand: where each begins, and how long it is."""

    meeting: int
    around: int
    travel: int
    around_at: int
    travel_at: int

    @classmethod
    def of(cls, cost: Cost, most: int) -> Bar:
        """Return the bar of a cost, when the longest is `most` minutes."""
        scale = 1000 / most if most else 0.0
        meeting, around, travel = (round(part * scale) for part in (cost.meeting, cost.around, cost.travel))
        return cls(meeting, around, travel, meeting, meeting + around)


@dataclass(frozen=True, slots=True)
class Parts:
    """A cost as people read it: hours by part, hours and posts in all, and what is not in them."""

    calls: int
    meeting: str
    around: str
    travel: str
    total: str
    posts: str
    vacant_calls: int
    vacant: str
    absent: int
    bar: Bar

    @classmethod
    def of(cls, cost: Cost, fte_hours: int, most: int = 0) -> Parts:
        """Return the cost as texts; `most` is the minutes of the longest bar beside it."""
        return cls(
            calls=cost.calls,
            meeting=hours(cost.meeting),
            around=hours(cost.around),
            travel=hours(cost.travel),
            total=hours(cost.total),
            posts=posts(cost.total, fte_hours),
            vacant_calls=cost.vacant_calls,
            vacant=hours(cost.vacant),
            absent=cost.absent,
            bar=Bar.of(cost, most or cost.total),
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that figures rest on, with where it comes from and when it was stated."""

    what: str
    value: str
    source: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the figures of a page rest on, and what is missing from them."""

    rows: tuple[Ground, ...]
    without_around: int
    without_travel: int
    calls: int
    address: str
    may_change: bool

    @classmethod
    def of(cls, ledger: Ledger, cost: Cost, *, kinds: Iterable[GroupKind], may_change: bool) -> Grounds:
        """Return the grounds of what was counted, for the kinds of group in it."""
        basis = ledger.basis
        stated = basis.stated_on if basis.edition else None
        start = _("the system's starting value; the municipality has stated none")
        rows = [
            Ground(
                _("A full-time post"),
                _("%(hours)s hours a year") % {"hours": written_number(basis.fte_hours)},
                basis.source or start,
                stated,
            )
        ]
        for kind in sorted(set(kinds), key=list(GroupKind).index):
            effort = ledger.efforts.get(kind)
            value = _("not stated, so not counted")
            if effort:
                value = _("%(before)s + %(after)s minutes a seat and meeting") % {
                    "before": effort.before_minutes,
                    "after": effort.after_minutes,
                }
            rows.append(
                Ground(
                    _("Preparation and after-work: %(kind)s") % {"kind": _(kind.label).lower()},
                    value,
                    effort.source if effort else "",
                    effort.stated_on if effort else None,
                )
            )
        way = _("there and back once a day and place; ways between two places as stated")
        if ledger.journey_sources:
            rows += [Ground(_("Travel"), way, source, day) for source, day in ledger.journey_sources[:3]]
        else:
            rows.append(Ground(_("Travel"), _("not stated, so not counted"), "", None))
        return cls(
            rows=tuple(rows),
            without_around=cost.without_around,
            without_travel=cost.without_travel,
            calls=cost.calls,
            address=reverse("workload:basis"),
            may_change=may_change,
        )


def function_address(unit: int, holder: int) -> str:
    """Return where a function's page is."""
    return reverse("workload:function", args=[unit, holder])
