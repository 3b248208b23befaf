"""Figures add up, small ones stay hidden, and nothing claims more than its uncertainty allows."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party
from samverkan.indicators.rules import coverage, small, standing
from samverkan.indicators.rules.figures import (
    Amount,
    Interval,
    added,
    interval_of,
    poisson,
    refuse_odd_amount,
    value_of,
    wilson,
)
from samverkan.indicators.rules.sources import SourceOf, changed_sources
from samverkan.indicators.rules.standing import Point, Target
from samverkan.indicators.rules.table import FaultyTable, decoded, read_table
from samverkan.indicators.words import (
    Direction,
    IndicatorKind,
    Measurability,
    Outcome,
    Realism,
    Sex,
    SourceChange,
    Standing,
    Trend,
)

SHARE, RATE, COUNT, INDEX = IndicatorKind.SHARE, IndicatorKind.RATE, IndicatorKind.COUNT, IndicatorKind.INDEX
shares = st.integers(1, 10_000).flatmap(lambda n: st.builds(Amount, st.integers(0, n), st.just(n)))


@pytest.mark.req("FOL-10")
@given(st.lists(shares, min_size=1, max_size=40), st.randoms())
def test_shares_are_added_by_numerator_and_denominator_in_any_order(parts: list[Amount], chance: object) -> None:
    whole = added(SHARE, parts)
    assert whole == Amount(sum(p.numerator or 0 for p in parts), sum(p.denominator or 0 for p in parts))
    mixed = list(parts)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # random.Random
    assert added(SHARE, mixed) == whole
    value = value_of(SHARE, whole)
    values = [value_of(SHARE, part) or 0.0 for part in parts]
    assert value is not None
    assert min(values) - 1e-9 <= value <= max(values) + 1e-9


@given(st.lists(shares, min_size=2, max_size=20), st.integers(1, 19))
def test_sums_of_sums_are_the_sum(parts: list[Amount], cut: int) -> None:
    cut = min(cut, len(parts) - 1)
    halves = [added(SHARE, parts[:cut]), added(SHARE, parts[cut:])]
    assert added(SHARE, [half for half in halves if half]) == added(SHARE, parts)


def test_a_mean_of_per_cents_would_be_wrong() -> None:
    whole = added(SHARE, [Amount(90, 100), Amount(100, 900)])
    assert whole is not None
    assert value_of(SHARE, whole) == 19.0  # and not the 50.6 of the two per cents' mean


@given(st.lists(st.floats(0, 100), min_size=1))
def test_an_index_is_never_added(values: list[float]) -> None:
    assert added(INDEX, [Amount(value=value) for value in values]) is None


def test_a_sum_with_an_unknown_part_is_unknown() -> None:
    assert added(RATE, [Amount(3, 1000), Amount(4)]) is None
    assert added(COUNT, [Amount(3), Amount()]) is None
    assert added(COUNT, []) is None
    assert added(COUNT, [Amount(3), Amount(4)]) == Amount(7)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_shares_have_the_score_interval_of_newcombe_1998_table_1(
    successes: int, trials: int, low: float, high: float
) -> None:
    """Newcombe, Statistics in Medicine 17 (1998), page 861, method 3 (Wilson 1927)."""
    found = wilson(successes, trials)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (20, 12.217, 30.888)],
)
def test_counts_have_the_exact_poisson_limits_of_garwood_1936(count: int, low: float, high: float) -> None:
    """Garwood, Biometrika 28 (1936); the same limits in Ulm, American Journal of Epidemiology 131 (1990)."""
    found = poisson(count)
    assert found.low == pytest.approx(low, abs=0.0006)
    assert found.high == pytest.approx(high, abs=0.0006)


def test_byars_limits_go_on_where_the_exact_ones_end() -> None:
    """The exact limits of 100 are 81.36 and 121.63 (Ulm 1990)."""
    found = poisson(100)
    assert (round(found.low, 2), round(found.high, 2)) == (81.36, 121.63)


@given(st.integers(0, 400))
def test_poisson_limits_hold_the_count_and_grow_with_it(count: int) -> None:
    here, after = poisson(count), poisson(count + 1)
    assert here.low <= count <= here.high
    assert here.low < after.low
    assert here.high < after.high


@given(shares)
def test_the_interval_holds_the_share(amount: Amount) -> None:
    found, value = interval_of(SHARE, amount), value_of(SHARE, amount)
    assert found is not None
    assert value is not None
    assert 0 <= found.low <= value + 1e-9
    assert value - 1e-9 <= found.high <= 100


def test_a_rate_is_for_its_base_and_an_index_has_the_sources_interval() -> None:
    assert value_of(RATE, Amount(50, 10_000), per=1000) == 5.0
    found = interval_of(RATE, Amount(10, 10_000), per=1000)
    assert found is not None
    assert found.low == pytest.approx(0.4795, abs=0.0001)
    assert interval_of(INDEX, Amount(value=3.0, low=2.5, high=3.5)) == Interval(2.5, 3.5)
    assert interval_of(INDEX, Amount(value=3.0)) is None


@pytest.mark.parametrize(
    ("kind", "amount", "field"),
    [
        (SHARE, Amount(5, 4), "numerator"),
        (SHARE, Amount(5), "denominator"),
        (RATE, Amount(), "numerator"),
        (COUNT, Amount(5, 10), "denominator"),
        (COUNT, Amount(-1), "numerator"),
        (SHARE, Amount(value=12.0), "value"),
        (INDEX, Amount(), "value"),
        (INDEX, Amount(3, value=1.0), "numerator"),
        (INDEX, Amount(value=1.0, low=0.5), "low"),
        (INDEX, Amount(value=1.0, low=2.0, high=3.0), "low"),
    ],
)
def test_an_amount_that_does_not_fit_its_kind_is_refused_at_the_field(
    kind: IndicatorKind, amount: Amount, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        refuse_odd_amount(kind, amount)
    assert refused.value.field == field


def test_one_to_four_are_hidden_and_nought_is_not() -> None:
    assert [small.is_hidden(COUNT, Amount(n)) for n in range(6)] == [False, True, True, True, True, False]
    assert small.is_hidden(SHARE, Amount(97, 100))  # the three who did not are as few
    assert not small.is_hidden(SHARE, Amount(0, 100))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_no_hidden_part_can_be_worked_out_from_the_total(numbers: list[int]) -> None:
    total = sum(numbers)
    hidden = small.hidden_parts(COUNT, [Amount(n) for n in numbers], total_is_shown=not small.is_small(total))
    assert all(place in hidden for place, n in enumerate(numbers) if 0 < n < small.SMALLEST)
    if hidden and not small.is_small(total):
        left = total - sum(n for place, n in enumerate(numbers) if place not in hidden)
        assert left >= small.SMALLEST
        assert len(hidden) > 1


def test_women_and_men_are_both_hidden_when_one_is_small() -> None:
    assert small.hidden_parts(COUNT, [Amount(3), Amount(50)], total_is_shown=True) == {0, 1}
    assert small.hidden_parts(COUNT, [Amount(3), Amount(50)], total_is_shown=False) == {0}
    assert small.hidden_parts(COUNT, [Amount(30), Amount(50)], total_is_shown=True) == set()


@pytest.mark.req("FOL-26")
def test_followed_groups_are_kept_in_totals_only() -> None:
    with pytest.raises(Refused, match="not even stored"):
        small.refuse_small_group(COUNT, Amount(4))
    small.refuse_small_group(COUNT, Amount(5))


def point(year: int, value: float, spread: float = 1.0) -> Point:
    return Point(date(year, 12, 31), value, Interval(value - spread, value + spread))


AIM = Target(2022, 30.0, 2027, 20.0)
DOWN, UP = Direction.DOWN, Direction.UP


@pytest.mark.req("FOL-16")
@pytest.mark.parametrize(
    ("points", "target", "expected"),
    [
        ([], AIM, Standing.NO_READING),
        ([point(2022, 30)], None, Standing.NO_AIM),
        ([point(2022, 30)], AIM, Standing.UNCLEAR),
        ([point(2022, 30), point(2025, 29)], AIM, Standing.UNCLEAR),
        ([point(2022, 30), point(2025, 25)], AIM, Standing.BETTER),
        ([point(2022, 30), point(2025, 19)], AIM, Standing.REACHED),
        ([point(2022, 30, 8), point(2025, 19, 8)], AIM, Standing.UNCLEAR),
        ([point(2022, 30), point(2025, 20)], Target(2022, 20.0, 2027, 20.0), Standing.REACHED),
    ],
)
def test_an_indicator_stands_no_better_than_its_uncertainty_allows(
    points: list[Point], target: Target | None, expected: Standing
) -> None:
    assert standing.standing(points, target, DOWN) == expected


@pytest.mark.req("FOL-25")
def test_an_adverse_trend_is_said_plainly() -> None:
    points = [point(2025, 36), point(2022, 30)]
    assert standing.standing(points, AIM, DOWN) == Standing.WORSE
    assert standing.trend(points, DOWN) == Trend.WORSE
    assert standing.trend(points, UP) == Trend.BETTER
    assert standing.trend([point(2025, 30.5), point(2022, 30)], DOWN) == Trend.UNCLEAR
    assert standing.trend(points[:1], DOWN) == Trend.TOO_FEW


@given(st.lists(st.tuples(st.integers(2000, 2030), st.floats(0, 100)), max_size=8), st.sampled_from(Direction))
def test_turning_the_scale_turns_the_verdict(rows: list[tuple[int, float]], direction: Direction) -> None:
    other = UP if direction == DOWN else DOWN
    turned = {Trend.BETTER: Trend.WORSE, Trend.WORSE: Trend.BETTER}
    points = [point(year, value) for year, value in dict(rows).items()]
    found = standing.trend(points, direction)
    assert standing.trend(points, other) == turned.get(found, found)


def test_a_target_is_held_against_the_pace_so_far() -> None:
    steady = [point(2022, 30), point(2023, 28), point(2024, 26)]
    assert standing.realism(steady, Target(2022, 30, 2027, 21), DOWN) == Realism.WITHIN
    assert standing.realism(steady, Target(2022, 30, 2027, 10), DOWN) == Realism.FASTER
    assert standing.realism(steady, Target(2022, 30, 2027, 27), DOWN) == Realism.HELD
    assert standing.realism(list(steady), Target(2022, 30, 2027, 40), UP) == Realism.AGAINST
    assert standing.realism(steady[:2], AIM, DOWN) == Realism.UNKNOWN
    assert standing.pace(steady) == pytest.approx(-2.0, abs=0.01)


def test_a_yearly_figure_is_stale_when_the_next_ought_to_be_there() -> None:
    assert not standing.is_stale(date(2024, 12, 31), 12, on=date(2026, 3, 31))
    assert standing.is_stale(date(2024, 12, 31), 12, on=date(2026, 4, 1))
    assert standing.stale_from(date(2025, 6, 30), 6) == date(2026, 4, 1)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_no_figure_is_stale_before_its_interval_is_over(ends_on: date, months: int) -> None:
    assert (standing.stale_from(ends_on, months) - ends_on).days >= months * 28


def test_what_changed_about_sources_is_told() -> None:
    old = SourceOf("Polisen", "Trygghetsmätningen", 2024)
    before = {"A": old, "B": old, "C": old, "E": old}
    after = {
        "A": old,
        "B": SourceOf("polisen", "Trygghetsmätningen", 2025),
        "D": old,
        "E": SourceOf("Brå", "NTU", 2025),
    }
    found = {one.indicator: one.change for one in changed_sources(before, after)}
    assert found == {
        "B": SourceChange.EDITION,
        "C": SourceChange.GONE,
        "D": SourceChange.NEW,
        "E": SourceChange.OTHER,
    }


SIGNED = date(2024, 3, 1)


def measured(year: int, outcome: Outcome = Outcome.SAFETY, party: Party = Party.POLICE) -> coverage.Measured:
    return coverage.Measured(outcome, party, date(year, 12, 31))


@pytest.mark.req("FOL-03")
def test_unsafety_and_crime_are_measured_by_both_parties_at_signing_and_every_year() -> None:
    both = [one for year in (2023, 2025) for one in (measured(year), measured(year, Outcome.CRIME, Party.MUNICIPALITY))]
    assert coverage.lacking_measurements(both, signed_on=SIGNED, on=date(2026, 3, 10)) == ()
    without = [one for one in both if not (one.ends_on.year == 2025 and one.outcome == Outcome.CRIME)]
    assert coverage.lacking_measurements(without, signed_on=SIGNED, on=date(2026, 3, 10)) == (
        coverage.Lacking(2025, outcome=Outcome.CRIME),
        coverage.Lacking(2025, party=Party.MUNICIPALITY),
    )
    nothing = coverage.lacking_measurements([], signed_on=SIGNED, on=date(2026, 3, 10))
    assert {one.year for one in nothing} == {None, 2025}
    assert len(nothing) == 8


@pytest.mark.req("FOL-04")
def test_every_area_has_sub_goals_and_indicators_or_is_named() -> None:
    goals = [
        coverage.SubGoalFact(1, Measurability.DIRECT, 1),
        coverage.SubGoalFact(2, Measurability.NONE, 0),
        coverage.SubGoalFact(3, Measurability.NONE, 0),
    ]
    found = coverage.areas_lacking([1, 2, 3, 4, 5], goals, {3: 1, 5: 2})
    assert found == (
        coverage.AreaLacking(2, has_no_sub_goal=False, has_no_indicator=True),
        coverage.AreaLacking(4, has_no_sub_goal=True, has_no_indicator=True),
        coverage.AreaLacking(5, has_no_sub_goal=True, has_no_indicator=False),
    )
    assert coverage.years_unreviewed([2024], since=2024, on=date(2027, 1, 1)) == (2025, 2026)


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 8)), st.integers(0, 8), st.integers(0, 8))
def test_a_chain_of_proxies_ends_and_never_closes_a_circle(links: dict[int, int], one: int, other: int) -> None:
    chain = coverage.chain_of(one, dict(links))
    assert chain[0] == one
    assert len(set(chain)) == len(chain)
    open_links: dict[int, int | None] = {}
    for start, end in links.items():
        if not coverage.would_circle(start, end, open_links):
            open_links[start] = end
    for start in open_links:
        assert open_links.get(coverage.chain_of(start, open_links)[-1]) is None


TABLE = "Indikator;Enhet;År;Antal;Av;Kön;Preliminär\nTrygghet;Björkåsa;2025;1 640;5 120;kvinnor;nej\n"


def test_a_table_is_read_as_spreadsheets_write_it() -> None:
    for text in (TABLE, "\ufeff" + TABLE.replace("\n", "\r\n"), TABLE.replace(";", "\t"), TABLE.replace(";", ",")):
        (row,) = read_table(text)
        assert (row.line, row.indicator, row.unit) == (2, "Trygghet", "Björkåsa")
        assert (row.starts_on, row.ends_on) == (date(2025, 1, 1), date(2025, 12, 31))
        assert row.amount == Amount(1640, 5120)
        assert row.sex == Sex.WOMEN
    assert decoded(TABLE.encode("cp1252")) == decoded(TABLE.encode()) == decoded(TABLE.encode("utf-16")) == TABLE


def test_every_faulty_line_of_a_table_is_named_with_what_is_wrong() -> None:
    text = (
        "år;från;till;antal\n2025;;;12,5\n\n;2025-01-01;;3\n20x5;;;4\n;2025-02-01;2025-01-01;4\n2025;;;femton\n2025;;;7"
    )
    with pytest.raises(FaultyTable) as refused:
        read_table(text)
    assert [(fault.line, fault.reason) for fault in refused.value.faults] == [
        (2, "“%(text)s” is to be a whole number."),
        (4, "The period is missing: write the year, or the days from and to."),
        (5, "“%(text)s” is not a year."),
        (6, "The period ends before it starts."),
        (7, "“%(text)s” is not a number."),
    ]


@pytest.mark.parametrize("text", ["", "   \n", "år;antal\n", "år;nonsens\n2025;1", "år;år\n2025;2025"])
def test_a_table_without_rows_or_with_odd_headings_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_table(text)


@given(st.text(max_size=300))
def test_any_text_is_either_a_table_or_refused(text: str) -> None:
    with suppress(Refused):
        assert read_table(text)
