"""The plain rules of pictures: what is missing, what is hidden, what changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.ground.snapshots import canonical, seal
from samverkan.situation.rules.comparison import OPPOSITE, ChangeKind, compare
from samverkan.situation.rules.completeness import (
    AreaFact,
    Lack,
    StatementFact,
    areas_touched,
    gaps,
    stopping,
)
from samverkan.situation.rules.rooms import is_difference, seen_by
from samverkan.situation.rules.snapshot import (
    FrozenArea,
    FrozenCell,
    FrozenIndicator,
    FrozenProblem,
    FrozenStatement,
    FrozenTable,
    Snapshot,
)
from samverkan.situation.rules.suppression import LIMIT, SUM, shown
from samverkan.situation.words import Agreement, Block, SeenBy

AREAS = (AreaFact(1, "Platser"), AreaFact(2, "Unga"))
WORDS = st.sampled_from(["", "Torget undviks", "Parken är mörk", "Färre anmäler"])
NAMES = st.sampled_from(["", "Platser", "Unga"])


def said(block: Block, area: int | None = 1, number: int = 1, **more: Any) -> StatementFact:
    values: dict[str, Any] = {"has_words": True, "agreement": Agreement.AGREED, "has_source": True} | more
    return StatementFact(number, block, area, **values)


@pytest.mark.req("SIT-05")
def test_the_acts_blocks_and_the_citys_areas_must_be_there() -> None:
    statements = [said(Block.EXTENT), said(Block.CONSEQUENCES), said(Block.INFORMATION)]
    found = gaps(delimitation=" ", areas=AREAS, statements=statements, reasons={})
    assert [gap.lack for gap in stopping(found)] == [Lack.DELIMITATION, Lack.BLOCK, Lack.AREA]
    assert [gap.area for gap in found if gap.lack == Lack.AREA] == ["Unga"]
    assert [gap.block for gap in found if gap.lack == Lack.BLOCK] == [Block.ANALYSIS]
    whole = gaps(
        delimitation="Allt", areas=AREAS, statements=[*statements, said(Block.ANALYSIS)], reasons={2: "Syns inte"}
    )
    assert whole == ()


def test_what_is_only_thin_is_pointed_out_but_does_not_stop() -> None:
    statements = [*(said(block, None) for block in Block), said(Block.EXTENT, 1, has_source=False)]
    found = gaps(delimitation="Allt", areas=AREAS[:1], statements=statements, reasons={})
    assert not stopping(found)
    assert [gap.lack for gap in found] == [Lack.CONSEQUENCES, Lack.ANALYSIS, Lack.SOURCE]


def test_nothing_unsettled_goes_to_decision() -> None:
    statements = [*(said(block) for block in Block), said(Block.EXTENT, number=7, agreement=Agreement.NOT_YET)]
    found = gaps(delimitation="Allt", areas=AREAS[:1], statements=statements, reasons={})
    assert [(gap.lack, gap.statement_id) for gap in stopping(found)] == [(Lack.UNSETTLED, 7)]


@pytest.mark.req("SIT-05")
def test_the_annex_says_of_each_area_that_it_is_touched_or_why_not() -> None:
    assert areas_touched(AREAS, [said(Block.EXTENT, 1)], {2: "Syns inte"}) == {"1": "touched", "2": "Syns inte"}
    assert areas_touched(AREAS, [], {}) == {}


def test_a_difference_is_what_one_party_sees_or_what_they_do_not_agree_on() -> None:
    assert seen_by(["police", "municipality", "police"]) == SeenBy.BOTH
    assert is_difference(seen_by(["municipality"]), Agreement.AGREED)
    assert is_difference(SeenBy.BOTH, Agreement.DISAGREED)
    assert not is_difference(SeenBy.BOTH, Agreement.AGREED)
    assert not is_difference(SeenBy.JOINT, Agreement.NOT_YET)


TABLES = st.integers(1, 5).flatmap(
    lambda rows: st.integers(1, 3).flatmap(
        lambda columns: st.fixed_dictionaries(
            {(row, column): st.integers(0, 40) for row in range(rows) for column in range(columns)}
        )
    )
)


@given(TABLES)
def test_no_small_number_is_shown_and_none_follows_from_a_sum(numbers: dict[tuple[int, int], int]) -> None:
    table = shown(numbers)
    assert all(number is None or number >= LIMIT for number in table.values())
    assert all(table[place] in (None, number) for place, number in numbers.items())
    rows, columns = {row for row, _ in table}, {column for _, column in table}
    lines = [([(row, c) for c in columns - {SUM}], (row, SUM)) for row in rows]
    lines += [([(r, column) for r in rows - {SUM}], (SUM, column)) for column in columns]
    for parts, total in lines:
        if total not in table:
            continue
        gone = [part for part in parts if table[part] is None]
        if table[total] is None:
            assert gone, "a hidden sum would follow from its parts"
        elif gone:
            left = [table[part] or 0 for part in parts if part not in gone]
            assert len(gone) > 1, "a hidden number would follow from the sum"
            assert (table[total] or 0) - sum(left) >= LIMIT, "the hidden numbers would be known to be small"


@given(TABLES)
def test_a_table_of_large_numbers_is_shown_whole(numbers: dict[tuple[int, int], int]) -> None:
    table = shown({place: number + LIMIT for place, number in numbers.items()})
    assert None not in table.values()
    if (SUM, SUM) in table:
        assert table[SUM, SUM] == sum(number + LIMIT for number in numbers.values())


STATEMENTS = st.builds(
    FrozenStatement,
    key=st.integers(1, 6),
    block=st.sampled_from([block.value for block in Block]),
    area=NAMES,
    place=st.just(""),
    text=WORDS,
    seen_by=st.sampled_from([seen.value for seen in SeenBy]),
    agreement=st.sampled_from(["agreed", "disagreed"]),
    municipality_view=WORDS,
    police_view=WORDS,
    hidden=st.just(()),
    sources=st.just(()),
)
PROBLEMS = st.builds(
    FrozenProblem,
    key=st.integers(1, 6),
    area=st.just("Platser"),
    title=st.sampled_from(["Handel", "Skadegörelse"]),
    is_prioritised=st.booleans(),
    place=st.none() | st.integers(1, 9),
)
INDICATORS = st.builds(
    FrozenIndicator,
    key=st.integers(1, 4),
    name=st.sampled_from(["Otrygghet", "Anmälningar"]),
    source=st.sampled_from(["", "Polisen: Mätning", "Brå: Statistik"]),
    source_year=st.none() | st.integers(2020, 2026),
)
FIGURES = st.builds(
    FrozenTable,
    key=st.integers(1, 4),
    block=st.just("extent"),
    area=NAMES,
    title=st.sampled_from(["Brott", "Samtal"]),
    period=st.sampled_from(["2024", "2025"]),
    source=st.just(1),
    why_not_split=st.just(""),
    cells=st.lists(
        st.builds(
            FrozenCell,
            part=st.just(""),
            age=st.just(""),
            sex=st.sampled_from(["women", "men"]),
            number=st.none() | st.integers(5, 90),
        ),
        max_size=2,
        unique_by=lambda cell: cell.sex,
    ).map(tuple),
)
SNAPSHOTS = st.builds(
    Snapshot,
    unit=st.just("Björkåsa"),
    year=st.integers(2024, 2026),
    delimitation=st.sampled_from(["Allt", "Norra delen"]),
    authors=st.just(("Björkåsa", "Lokalpolisområdet")),
    areas=st.just((FrozenArea(1, 1, "Platser"), FrozenArea(2, 2, "Unga", "Syns inte"))),
    statements=st.lists(STATEMENTS, max_size=5, unique_by=lambda one: one.key).map(tuple),
    problems=st.lists(PROBLEMS, max_size=5, unique_by=lambda one: one.key).map(tuple),
    indicators=st.lists(INDICATORS, max_size=3, unique_by=lambda one: one.key).map(tuple),
    tables=st.lists(FIGURES, max_size=2, unique_by=lambda one: one.title).map(tuple),
)


@given(SNAPSHOTS)
def test_a_snapshot_is_read_back_as_it_was_and_compared_with_itself_has_not_changed(snapshot: Snapshot) -> None:
    assert Snapshot.of(snapshot.content()) == snapshot
    assert seal(Snapshot.of(snapshot.content()).content()) == seal(snapshot.content())
    assert canonical(snapshot.content())
    assert compare(snapshot, snapshot) == ()


@given(SNAPSHOTS, SNAPSHOTS)
def test_swapping_the_versions_swaps_new_and_gone(before: Snapshot, after: Snapshot) -> None:
    there = Counter(OPPOSITE.get(change.kind, change.kind) for change in compare(before, after))
    back = Counter(change.kind for change in compare(after, before))
    assert there == back


@given(SNAPSHOTS, SNAPSHOTS)
def test_each_change_has_its_opposite_where_names_have_not_changed(before: Snapshot, after: Snapshot) -> None:
    def alike(snapshot: Snapshot) -> Snapshot:
        return replace(
            snapshot,
            problems=tuple(replace(one, title="Samma") for one in snapshot.problems),
            indicators=tuple(replace(one, name="Samma") for one in snapshot.indicators),
            statements=tuple(replace(one, area="Samma") for one in snapshot.statements),
        )

    before, after = alike(before), alike(after)
    opposites = {change.opposite() for change in compare(before, after)}
    assert opposites == set(compare(after, before))


def test_three_new_problems_one_lowered_and_an_indicator_with_another_source() -> None:
    nothing = Snapshot("Björkåsa", 2025, "Allt", ())
    old = [FrozenProblem(key, "Platser", name, False, key) for key, name in ((1, "Handel"), (2, "Klotter"))]
    new = [
        FrozenProblem(2, "Platser", "Klotter", False, 1),
        *(FrozenProblem(key, "Platser", f"Nytt {key}", True, key) for key in (3, 4, 5)),
        FrozenProblem(1, "Platser", "Handel", False, 6),
    ]
    before = replace(
        nothing, problems=tuple(old), indicators=(FrozenIndicator(1, "Otrygghet", "Polisen: Mätning", 2024),)
    )
    after = replace(
        nothing, problems=tuple(new), indicators=(FrozenIndicator(1, "Otrygghet", "Brå: Undersökning", 2025),)
    )
    found = compare(before, after)
    assert Counter(change.kind for change in found) == {
        ChangeKind.PROBLEM_NEW: 3,
        ChangeKind.PROBLEM_LOWERED: 1,
        ChangeKind.PROBLEM_RAISED: 1,
        ChangeKind.INDICATOR_SOURCE: 1,
    }
    lowered = next(change for change in found if change.kind == ChangeKind.PROBLEM_LOWERED)
    assert (lowered.name, lowered.before, lowered.after) == ("Handel", "1", "2")


def test_a_new_problem_on_top_does_not_lower_the_others() -> None:
    nothing = Snapshot("Björkåsa", 2025, "Allt", ())
    one = FrozenProblem(1, "Platser", "Handel", True, 1)
    before = replace(nothing, problems=(one,))
    after = replace(nothing, problems=(FrozenProblem(2, "Platser", "Klotter", True, 1), replace(one, place=2)))
    assert [change.kind for change in compare(before, after)] == [ChangeKind.PROBLEM_NEW]


def test_another_year_of_the_same_source_is_no_other_source() -> None:
    before = Snapshot("B", 2025, "Allt", (), indicators=(FrozenIndicator(1, "Otrygghet", "Polisen: Mätning", 2024),))
    after = replace(before, indicators=(FrozenIndicator(1, "Otrygghet", "Polisen: Mätning", 2025),))
    assert compare(before, after) == ()


def test_what_is_said_anew_in_the_same_words_is_neither_new_nor_gone() -> None:
    said_then = FrozenStatement(1, "extent", "Platser", "", "Torget undviks", "both", "agreed", "", "", (), ())
    before = Snapshot("Björkåsa", 2025, "Allt", (), statements=(said_then,))
    again = replace(said_then, key=7, agreement="disagreed")
    assert [change.kind for change in compare(before, replace(before, statements=(replace(said_then, key=7),)))] == []
    assert [change.kind for change in compare(before, replace(before, statements=(again,)))] == [
        ChangeKind.NOW_DISAGREED
    ]
    moved = replace(before, statements=(replace(said_then, key=7, area="Unga"),))
    kinds = {change.kind for change in compare(before, moved)}
    assert kinds >= {ChangeKind.STATEMENT_NEW, ChangeKind.STATEMENT_GONE}
