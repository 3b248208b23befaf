"""Sums, the life of a report, numbers that nobody has counted, and cells of exports."""

from __future__ import annotations

import doctest
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.reporting.rules import exports, facts, numbers, periods, reports
from samverkan.reporting.rules.exports import BEGINS_A_FORMULA, guarded
from samverkan.reporting.rules.facts import tally, tally_of_all
from samverkan.reporting.rules.periods import parts_of_year, period_days
from samverkan.reporting.rules.reports import Deed, Written, after, missing_parts
from samverkan.reporting.rules.sums import Reporter, add_readings, add_up
from samverkan.reporting.words import PeriodKind, ReportState, SectionKind


@pytest.mark.parametrize("module", [exports, facts, numbers, periods, reports])
def test_the_examples_in_the_rules_hold(module: Any) -> None:
    assert doctest.testmod(module).failed == 0


def half(party: str, state: str, dose: int, delivered: int) -> dict[str, Any]:
    return {"party": party, "state": state, "dose": dose, "dose_unit": "pass", "delivered": delivered}


HALVES = st.builds(
    half,
    st.sampled_from(["municipality", "police"]),
    st.sampled_from(["planned", "ongoing", "done", "none"]),
    st.integers(0, 500),
    st.integers(0, 500),
)
MEASURES = st.fixed_dictionaries(
    {
        "area": st.integers(1, 4),
        "state": st.sampled_from(["open", "done", "stopped"]),
        "halves": st.lists(HALVES, max_size=2),
        "verdict": st.none() | st.fixed_dictionaries({"verdict": st.sampled_from(["probably", "unclear", "cannot"])}),
    }
)
CONTENTS = st.lists(st.fixed_dictionaries({"measures": st.lists(MEASURES, max_size=6)}), max_size=8)


def reporters(count: int) -> list[Reporter]:
    return [Reporter(str(number), f"Stadsdel {number}", f"/rapporter/{number}/") for number in range(count)]


@pytest.mark.req("REP-02", "FOL-01")
@given(CONTENTS)
def test_compiled_sums_equal_the_parts_whatever_the_reports_say(contents: list[dict[str, Any]]) -> None:
    who = reporters(len(contents))
    city = add_up((one, tally_of_all(content)) for one, content in zip(who, contents, strict=True))
    measures = [measure for content in contents for measure in content["measures"]]
    value = {code: found.value for code, found in city.items()}
    assert value.get("planned", 0) == len(measures)
    assert value.get("done", 0) == sum(measure["state"] == "done" for measure in measures)
    assert sum(value.get(state, 0) for state in ("done", "stopped", "open")) == len(measures)
    parts = [one for measure in measures for one in measure["halves"] if one["state"] != "none"]
    assert value.get("delivered:pass", 0) == sum(one["delivered"] for one in parts)
    for code, found in city.items():
        for part in found.parts:
            assert part.value == tally_of_all(contents[int(part.reporter.key)])[code]
    by_area = [
        add_up((one, tally(content).get(area, {})) for one, content in zip(who, contents, strict=True))
        for area in range(1, 5)
    ]
    for code, found in city.items():
        assert found.value == sum(area[code].value for area in by_area if code in area)


def reading(numerator: int | None, denominator: int | None, **more: Any) -> dict[str, Any]:
    values = {
        "key": "1",
        "name": "Andel",
        "address": "/",
        "kind": "share",
        "per": 1000,
        "unit_of_measure": "svarande",
        "sex": "",
        "starts_on": "2025-01-01",
        "ends_on": "2025-12-31",
        "value": None,
        "is_preliminary": False,
        "source": "Enkät",
    }
    return values | {"numerator": numerator, "denominator": denominator} | more


@pytest.mark.req("FOL-01")
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=12))
def test_shares_are_summed_by_numerator_and_denominator_and_never_averaged(pairs: list[tuple[int, int]]) -> None:
    rows = [reading(numerator, denominator) for numerator, denominator in pairs]
    (found,) = add_readings(zip(reporters(len(rows)), rows, strict=True))
    assert found.value == pytest.approx(100 * sum(top for top, _ in pairs) / sum(bottom for _, bottom in pairs))
    assert sum(part.value for part in found.parts) == sum(top for top, _ in pairs)


def test_what_cannot_be_added_is_left_out_and_counted_and_an_index_is_never_added() -> None:
    who = reporters(3)
    share, index = add_readings(
        [
            (who[0], reading(10, 40)),
            (who[1], reading(None, None, value=31.0)),
            (who[0], reading(None, None, key="2", name="Index", kind="index", value=3.5)),
            (who[2], reading(None, None, key="2", name="Index", kind="index", value=4.5, ends_on="2025-06-30")),
            (who[0], reading(3, 20, sex="women")),
        ]
    )
    assert (share.value, [one.title for one in share.left_out]) == (25.0, ["Stadsdel 1"])
    assert (index.value, index.values, index.is_uneven) == (None, (3.5, 4.5), True)


@pytest.mark.req("FOL-05")
@given(st.lists(st.sampled_from(list(Deed)), max_size=30))
def test_no_path_leads_out_of_an_accepted_report_or_past_handing_it_in(deeds: list[Deed]) -> None:
    state = ReportState.DUE
    path = [state]
    for deed in deeds:
        state = after(state, deed) or state
        path.append(state)
    if ReportState.ACCEPTED in path:
        first = path.index(ReportState.ACCEPTED)
        assert path[first - 1] == ReportState.SUBMITTED
        assert set(path[first:]) == {ReportState.ACCEPTED}
    for before, later in pairwise(path):
        assert later != ReportState.RETURNED or before in (ReportState.SUBMITTED, ReportState.RETURNED)


@pytest.mark.req("CRO-02", "CRO-03", "CRO-04")
def test_a_perspective_is_written_or_said_not_to_be_made_and_why() -> None:
    written = {kind: Written("Text") for kind in SectionKind} | {SectionKind.GENDER: Written()}
    assert missing_parts(written, has_unexplained=False) == [SectionKind.GENDER]
    written[SectionKind.GENDER] = Written(not_made_because="Underlag saknas")
    assert missing_parts(written, has_unexplained=False) == []
    written[SectionKind.NOT_DONE] = Written()
    assert missing_parts(written, has_unexplained=True) == [SectionKind.NOT_DONE]


@given(st.sampled_from(list(PeriodKind)), st.integers(2000, 2190))
def test_the_parts_of_a_year_follow_on_each_other_and_fill_it(kind: PeriodKind, year: int) -> None:
    days = [period_days(kind, year, part) for part in range(1, parts_of_year(kind) + 1)]
    assert (days[0][0].isoformat(), days[-1][1].isoformat()) == (f"{year}-01-01", f"{year}-12-31")
    assert all((later[0] - earlier[1]).days == 1 for earlier, later in pairwise(days))


@pytest.mark.req("REP-12")
@given(st.text(max_size=40))
def test_no_exported_text_begins_like_a_formula(text: str) -> None:
    shown = guarded(text)
    assert isinstance(shown, str)
    assert not shown.lstrip(" \u00a0\ufeff").startswith(BEGINS_A_FORMULA)
    assert shown.endswith(text)
