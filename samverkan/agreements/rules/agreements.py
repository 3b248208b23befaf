"""Where an agreement stands on a day, when it is to be revised, and whether terms follow each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from samverkan.agreements.words import AgreementState, ExtensionConflict, Mismatch, Standing
from samverkan.ground.periods import add_months

LEAD_MONTHS = 3
"""How long before the revision date "revision due" is shown."""

RUNNING = frozenset({Standing.IN_FORCE, Standing.EXTENDED, Standing.WITHOUT_OVERALL})


@dataclass(frozen=True, slots=True)
class Life:
    """What is kept of an agreement's life, as plain values.

    `valid_until` and `extended_from` are the first days after the term and after the term first agreed.
    `superseded_on` is the day another agreement took over. `needs_overall` holds for local agreements;
    `overall` is the life of the overall agreement it stands under, if it is known.
    """

    state: AgreementState
    valid_from: date | None = None
    valid_until: date | None = None
    extended_from: date | None = None
    superseded_on: date | None = None
    needs_overall: bool = False
    overall: Life | None = None


def standing(life: Life, *, on: date) -> Standing:
    """Return where the agreement stands on the day (AGR-06, AGR-08, AGR-10, AGR-27).

    >>> standing(Life(AgreementState.ADOPTED, date(2024, 12, 5)), on=date(2024, 12, 4)).label
    'Not yet in force'
    """
    if life.state == AgreementState.DRAFT or life.valid_from is None:
        return Standing.WITHDRAWN if life.state == AgreementState.WITHDRAWN else Standing.DRAFT
    if life.state == AgreementState.WITHDRAWN:
        return Standing.WITHDRAWN
    if on < life.valid_from:
        return Standing.COMING
    if life.superseded_on is not None and on >= life.superseded_on:
        return Standing.SUPERSEDED
    if life.valid_until is not None and on >= life.valid_until:
        return Standing.ENDED
    if life.needs_overall and not overall_holds(life, on=on):
        return Standing.WITHOUT_OVERALL
    if life.extended_from is not None and on >= life.extended_from:
        return Standing.EXTENDED
    return Standing.IN_FORCE


def overall_holds(life: Life, *, on: date) -> bool:
    """Tell whether an overall agreement that the local one stands under is in force on the day."""
    return life.overall is not None and standing(life.overall, on=on) in RUNNING


def is_running(life: Life, *, on: date) -> bool:
    """Tell whether the agreement binds the parties on the day, with or without a valid overall agreement."""
    return standing(life, on=on) in RUNNING


def next_revision(start: date, months: int, revised: Iterable[date] = (), *, on: date) -> date:
    """Return the day the next revision is due: `months` after the start or the last revision (AGR-11, AGR-12).

    Revisions after `on` do not count, and no day is skipped: a revision that was missed stays due.

    >>> next_revision(date(2019, 11, 1), 48, on=date(2022, 1, 1))
    datetime.date(2023, 11, 1)
    """
    last = max((day for day in revised if start <= day <= on), default=start)
    return add_months(last, months)


def is_revision_due(due: date, *, on: date, lead_months: int = LEAD_MONTHS) -> bool:
    """Tell whether it is time to revise: from `lead_months` before the day."""
    return on >= add_months(due, -lead_months)


def extension_conflicts(
    *,
    decided_on: date,
    consulted: Iterable[date],
    since: date,
    overall_in_force: bool,
    needs_consultation: bool = True,
    needs_overall: bool = True,
) -> tuple[ExtensionConflict, ...]:
    """Return the conditions for revision that an extension does not meet (AGR-07, AGR-10).

    A consultation counts from `since` (the start, or the extension before this one) until the decision.
    An extension is let through all the same, with its reason; the conflict is kept beside it.
    """
    conflicts = []
    if needs_consultation and not any(since <= day <= decided_on for day in consulted):
        conflicts.append(ExtensionConflict.NO_CONSULTATION)
    if needs_overall and not overall_in_force:
        conflicts.append(ExtensionConflict.NO_OVERALL)
    return tuple(conflicts)


@dataclass(frozen=True, slots=True)
class Span:
    """The term of an agreement on the timeline: `until` exclusive; `revision` is the next revision date."""

    title: str
    start: date
    until: date | None = None
    revision: date | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class TimelineWarning:
    """What does not follow, about which agreement, and the days it is about."""

    kind: Mismatch
    title: str
    key: str = ""
    days: Sequence[date] = field(default_factory=tuple)


def timeline_warnings(
    overall: Sequence[Span], local: Sequence[Span], *, apart_months: int = 12
) -> tuple[TimelineWarning, ...]:
    """Return where running times or revision dates do not follow each other (AGR-14).

    Revision dates follow each other when the local one falls at most `apart_months` after the overall one
    and not before it. A gap is a stretch of a local term that no overall agreement covers.
    """
    found: list[TimelineWarning] = []
    ordered = sorted(overall, key=lambda span: span.start)
    for span in local:
        gap = _first_gap(span, ordered)
        if gap is not None:
            start, end = gap
            if start == span.start and end != span.until:
                kind = Mismatch.STARTS_BEFORE_OVERALL
            elif end is None or end == span.until:
                kind = Mismatch.OUTLIVES_OVERALL
            else:
                kind = Mismatch.GAP_BETWEEN_OVERALL
            if not ordered:
                kind = Mismatch.NO_OVERALL
            found.append(TimelineWarning(kind, span.title, span.key, tuple(day for day in gap if day)))
        last = ordered[-1] if ordered else None
        if last is None:
            continue
        if span.revision and last.revision:
            if not last.revision <= span.revision <= add_months(last.revision, apart_months):
                found.append(
                    TimelineWarning(Mismatch.REVISIONS_APART, span.title, span.key, (span.revision, last.revision))
                )
        elif bool(span.revision) != bool(last.revision):
            found.append(TimelineWarning(Mismatch.REVISION_NOT_STATED, span.title, span.key))
    return tuple(found)


def _first_gap(span: Span, cover: Sequence[Span]) -> tuple[date, date | None] | None:
    """Return the first stretch of the span that the others do not cover; its end is none if it never ends."""
    day = span.start
    for other in cover:
        if other.start > day:
            break
        if other.until is None:
            return None
        day = max(day, other.until)
        if span.until is not None and day >= span.until:
            return None
    following = min((other.start for other in cover if other.start > day), default=None)
    if following is not None and (span.until is None or following < span.until):
        return day, following
    return day, span.until
