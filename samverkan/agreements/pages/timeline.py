"""The terms of overall and local agreements on one timeline, as a drawing and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from samverkan.agreements.models import Agreement
from samverkan.agreements.pages.agreements import Tag, flag_tags, last_day, standing_tag
from samverkan.agreements.queries.agreements import flags_on, revision_dates, standing_on
from samverkan.agreements.rules.agreements import RUNNING, Span, timeline_warnings
from samverkan.agreements.words import AgreementState, ExtensionConflict, Mismatch
from samverkan.ground.periods import add_months
from samverkan.ground.words import Tier

ROW = 44
LEFT = 8
WIDTH = 920
TOP = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """A term as drawn, in units of the drawing; `extended_x` is where an extension begins, if any."""

    id: int
    title: str
    tier: str
    x: int
    width: int
    y: int
    title_x: int
    anchor: str
    extended_x: int
    extended_width: int
    revision_x: int
    has_conflict: bool

    @property
    def text_y(self) -> int:
        """Return where the title is written."""
        return self.y - 5


@dataclass(frozen=True, slots=True)
class Year:
    """A year's line in the drawing."""

    year: int
    x: int
    label_x: int


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term in the table."""

    id: int
    title: str
    tier: Tier
    standing: Tag
    flags: tuple[Tag, ...]
    valid_from: date | None
    last_day: date | None
    revision: date | None
    extensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Where running times or revision dates do not follow each other."""

    id: int
    title: str
    text: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Overall and local terms beside each other."""

    on: date
    rows: tuple[TermRow, ...]
    notices: tuple[Notice, ...]
    uncompared: tuple[str, ...]
    bars: tuple[Bar, ...]
    years: tuple[Year, ...]
    today_x: int
    height: int
    width: int = WIDTH + 2 * LEFT

    @property
    def bottom(self) -> int:
        """Return where the lines of the years end."""
        return self.height - 8

    @classmethod
    def of(cls, agreements: Sequence[Agreement], *, on: date) -> TimelinePage:
        """Shape agreements fetched by `with_life`: overall ones first, then local ones, oldest first."""
        ordered = sorted(
            (each for each in agreements if each.state == AgreementState.ADOPTED and each.valid_from),
            key=lambda each: (each.tier == Tier.LOCAL, each.unit.name if each.unit else "", str(each.valid_from)),
        )
        revisions = {each.pk: _revision(each, on) for each in ordered}
        spans = {
            each.pk: Span(each.title, each.valid_from, each.valid_until, revisions[each.pk], str(each.pk))
            for each in ordered
            if each.valid_from
        }
        notices: list[Notice] = []
        uncompared: list[str] = []
        overall = [each for each in ordered if each.tier == Tier.OVERALL]
        for each in ordered:
            if each.tier != Tier.LOCAL or each.pk not in spans:
                continue
            above = [
                spans[other.pk]
                for other in overall
                if each.unit and other.unit_id == (each.unit.municipality_id or each.unit_id)
            ]
            for warning in timeline_warnings(above, [spans[each.pk]]):
                if warning.kind != Mismatch.REVISION_NOT_STATED:
                    notices.append(Notice(each.pk, warning.title, gettext(warning.kind.label), tuple(warning.days)))
                elif standing_on(each, on) in RUNNING:
                    uncompared.append(warning.title)
        first, last = _frame(ordered, on)
        days = max((last - first).days, 1)

        def x(day: date) -> int:
            return LEFT + round(WIDTH * (min(max(day, first), last) - first).days / days)

        return cls(
            on=on,
            rows=tuple(_row(each, on, revisions[each.pk]) for each in ordered),
            notices=tuple(notices),
            uncompared=tuple(uncompared),
            bars=tuple(_bar(each, index, x, last, revisions[each.pk]) for index, each in enumerate(ordered)),
            years=tuple(
                Year(year, x(date(year, 1, 1)), x(date(year, 1, 1)) + 4) for year in range(first.year, last.year + 1)
            ),
            today_x=x(on),
            height=TOP + ROW * len(ordered) + 16,
        )


def _revision(agreement: Agreement, on: date) -> date | None:
    dates = revision_dates(agreement, on)
    subjects = ("agreement", "priority_areas") if agreement.tier == Tier.OVERALL else ("agreement",)
    return min((dates[subject] for subject in subjects if subject in dates), default=None)


def _frame(agreements: Sequence[Agreement], on: date) -> tuple[date, date]:
    """Return the first and last day drawn: whole years around all terms, two years past today."""
    starts = [each.valid_from for each in agreements if each.valid_from]
    ends = [each.valid_until for each in agreements if each.valid_until]
    first = min([*starts, on])
    last = max([*ends, add_months(on, 24)])
    return date(first.year, 1, 1), date(min(last.year, first.year + 40), 12, 31)


def _bar(agreement: Agreement, index: int, x: object, last: date, revision: date | None) -> Bar:
    assert callable(x)
    assert agreement.valid_from is not None
    until = agreement.valid_until or last
    left, right = x(agreement.valid_from), x(until)
    is_early = left < LEFT + WIDTH * 0.55
    extended = min((row.old_until for row in agreement.extensions.all() if row.old_until), default=None)
    return Bar(
        id=agreement.pk,
        title=agreement.title,
        tier=agreement.tier,
        x=left,
        width=max(right - left, 3),
        y=TOP + ROW * index + 20,
        title_x=left if is_early else right,
        anchor="start" if is_early else "end",
        extended_x=x(extended) if extended else 0,
        extended_width=max(right - x(extended), 2) if extended else 0,
        revision_x=x(revision) if revision and revision <= last else 0,
        has_conflict=any(row.conflicts for row in agreement.extensions.all()),
    )


def _row(agreement: Agreement, on: date, revision: date | None) -> TermRow:
    standing = standing_on(agreement, on)
    return TermRow(
        id=agreement.pk,
        title=agreement.title,
        tier=Tier(agreement.tier),
        standing=standing_tag(standing),
        flags=flag_tags(flags_on(agreement, on)) if standing in RUNNING else (),
        valid_from=agreement.valid_from,
        last_day=last_day(agreement.valid_until),
        revision=revision,
        extensions=tuple(
            ". ".join(
                [row.reason]
                + [gettext(conflict.label) for conflict in ExtensionConflict if conflict.value in row.conflicts]
            )
            for row in agreement.extensions.all()
        ),
    )
