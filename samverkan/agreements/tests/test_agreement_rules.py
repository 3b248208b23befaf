"""The life of an agreement, as rules over plain values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.agreements.rules.agreements import (
    RUNNING,
    Life,
    Span,
    extension_conflicts,
    is_revision_due,
    next_revision,
    standing,
    timeline_warnings,
)
from samverkan.agreements.words import AgreementState, Mismatch, Standing

START = date(2024, 1, 1)
DAYS = st.dates(date(2015, 1, 1), date(2040, 1, 1))
OVERALL = Life(AgreementState.ADOPTED, START)


def local(**more: object) -> Life:
    """Return a local agreement from 2024-12-05 under an overall one, with changes."""
    kept: dict[str, object] = {
        "state": AgreementState.ADOPTED,
        "valid_from": date(2024, 12, 5),
        "needs_overall": True,
        "overall": OVERALL,
    }
    return Life(**(kept | more))  # type: ignore[arg-type]


@pytest.mark.req("AGR-06")
@given(DAYS)
def test_an_open_ended_agreement_is_in_force_from_its_first_day_and_never_before(on: date) -> None:
    assert (standing(local(), on=on) == Standing.IN_FORCE) == (on >= date(2024, 12, 5))


@pytest.mark.req("AGR-27")
@pytest.mark.parametrize(
    ("life", "on", "expected"),
    [
        (Life(AgreementState.DRAFT), date(2025, 1, 1), Standing.DRAFT),
        (Life(AgreementState.WITHDRAWN, START), date(2025, 1, 1), Standing.WITHDRAWN),
        (local(), date(2024, 12, 4), Standing.COMING),
        (local(valid_until=date(2026, 1, 1)), date(2025, 12, 31), Standing.IN_FORCE),
        (local(valid_until=date(2026, 1, 1)), date(2026, 1, 1), Standing.ENDED),
        (
            local(valid_until=date(2027, 1, 1), extended_from=date(2026, 1, 1)),
            date(2026, 1, 1),
            Standing.EXTENDED,
        ),
        (
            local(valid_until=date(2027, 1, 1), extended_from=date(2026, 1, 1)),
            date(2025, 12, 31),
            Standing.IN_FORCE,
        ),
        (
            local(valid_until=date(2026, 1, 1), superseded_on=date(2026, 1, 1)),
            date(2026, 1, 1),
            Standing.SUPERSEDED,
        ),
        (
            local(overall=Life(AgreementState.ADOPTED, START, date(2026, 1, 1))),
            date(2026, 1, 1),
            Standing.WITHOUT_OVERALL,
        ),
        (local(overall=None), date(2026, 1, 1), Standing.WITHOUT_OVERALL),
    ],
)
def test_an_agreement_stands_where_its_dates_put_it(life: Life, on: date, expected: Standing) -> None:
    assert standing(life, on=on) == expected


@given(st.sampled_from([AgreementState.DRAFT, AgreementState.WITHDRAWN]), st.none() | DAYS, st.none() | DAYS, DAYS)
def test_a_draft_is_never_in_force(state: AgreementState, start: date | None, until: date | None, on: date) -> None:
    assert standing(Life(state, start, until), on=on) not in RUNNING


@pytest.mark.req("AGR-11", "AGR-12")
@given(DAYS, st.integers(1, 60), st.lists(DAYS, max_size=5), DAYS)
def test_the_next_revision_lies_after_the_last_one_that_was_made(
    start: date, months: int, revised: list[date], on: date
) -> None:
    due = next_revision(start, months, revised, on=on)

    assert due > start
    assert all(due > day for day in revised if start <= day <= on)
    assert due <= max([start, *(day for day in revised if day <= on)]) + timedelta(days=31 * months)


@pytest.mark.req("AGR-11")
def test_every_fourth_year_from_2019_means_2023() -> None:
    due = next_revision(date(2019, 11, 1), 48, on=date(2023, 8, 1))

    assert due == date(2023, 11, 1)
    assert is_revision_due(due, on=date(2023, 8, 1))
    assert not is_revision_due(due, on=date(2023, 7, 31))


@pytest.mark.req("AGR-07", "AGR-10")
def test_an_extension_without_consultation_under_an_ended_overall_agreement_conflicts_twice() -> None:
    day = date(2018, 12, 1)

    assert len(extension_conflicts(decided_on=day, consulted=[], since=START, overall_in_force=False)) == 2
    consulted = [date(2018, 11, 1)]
    assert (
        extension_conflicts(decided_on=day, consulted=consulted, since=date(2016, 12, 1), overall_in_force=True) == ()
    )


@given(st.lists(DAYS, max_size=4), DAYS, DAYS)
def test_a_consultation_after_the_decision_meets_no_condition(days: list[date], since: date, decided: date) -> None:
    conflicts = extension_conflicts(decided_on=decided, consulted=days, since=since, overall_in_force=True)

    assert (not conflicts) == any(since <= day <= decided for day in days)


@pytest.mark.req("AGR-14")
@pytest.mark.parametrize(
    ("overall", "span", "expected"),
    [
        ([], Span("L", START), [Mismatch.NO_OVERALL]),
        ([Span("O", START)], Span("L", date(2024, 12, 5)), []),
        ([Span("O", START)], Span("L", date(2023, 12, 5)), [Mismatch.STARTS_BEFORE_OVERALL]),
        ([Span("O", START, date(2025, 1, 1))], Span("L", date(2024, 12, 5)), [Mismatch.OUTLIVES_OVERALL]),
        ([Span("O", START, date(2025, 1, 1))], Span("L", date(2024, 2, 1), date(2025, 1, 1)), []),
        (
            [Span("O", START, date(2025, 1, 1)), Span("P", date(2025, 6, 1))],
            Span("L", date(2024, 2, 1)),
            [Mismatch.GAP_BETWEEN_OVERALL],
        ),
        ([Span("O", START, date(2025, 1, 1)), Span("P", date(2025, 1, 1))], Span("L", date(2024, 2, 1)), []),
        (
            [Span("O", START, revision=date(2028, 1, 1))],
            Span("L", date(2024, 12, 5), revision=date(2026, 12, 5)),
            [Mismatch.REVISIONS_APART],
        ),
        (
            [Span("O", START, revision=date(2028, 1, 1))],
            Span("L", date(2024, 12, 5), revision=date(2028, 12, 5)),
            [],
        ),
        ([Span("O", START, revision=date(2028, 1, 1))], Span("L", START), [Mismatch.REVISION_NOT_STATED]),
    ],
)
def test_the_timeline_warns_where_terms_do_not_follow(
    overall: list[Span], span: Span, expected: list[Mismatch]
) -> None:
    assert [warning.kind for warning in timeline_warnings(overall, [span])] == expected


@given(DAYS, st.none() | DAYS, st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=4))
def test_a_local_term_wholly_covered_never_warns_about_running_times(
    start: date, until: date | None, extra: list[tuple[date, date | None]]
) -> None:
    spans = [Span("O", begin, end) for begin, end in extra if end is None or end > begin]
    spans.append(Span("whole", date(2010, 1, 1)))

    assert timeline_warnings(spans, [Span("L", start, until)]) == ()
