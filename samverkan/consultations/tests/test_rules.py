"""The plain rules of a consultation: periods, lives, order, references, findings, clauses, and texts that agree."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.consultations.rules.bodies import body_kind
from samverkan.consultations.rules.chain import ORDER, breaks_order, chain, current_level
from samverkan.consultations.rules.clauses import clauses_of
from samverkan.consultations.rules.completeness import SentDocument, not_attached, references_in
from samverkan.consultations.rules.grouping import Voice, group_alike, likeness, runs
from samverkan.consultations.rules.life import (
    DISSENTING,
    WRITABLE,
    Analysed,
    deeds_in,
    following,
    perspectives_missing,
)
from samverkan.consultations.rules.period import (
    days_left,
    is_open,
    is_to_be_reminded,
    last_day_for,
    lead_time,
    middle,
    round_state,
    seen_as,
)
from samverkan.consultations.rules.persons import best_match, parse_persons, written
from samverkan.consultations.rules.remarks import (
    approval_of,
    paragraphs,
    passages,
    stance_of,
    suggest_clause,
    suggest_summary,
)
from samverkan.consultations.rules.report import (
    BodyReport,
    CouncilReport,
    Finding,
    Level,
    Person,
    Section,
    Statement,
    findings,
    in_fixed_order,
    resolved,
)
from samverkan.consultations.words import (
    AnswerDeed,
    AnswerState,
    Approval,
    BodyKind,
    ChainLevel,
    FindingCode,
    Perspective,
    RoundState,
    SectionKind,
    Seen,
    Stance,
    StatementType,
    TextKind,
)

SENT, LAST = date(2026, 3, 10), date(2026, 5, 29)
PARTY = (Person("Eva Ek", "M"),)


# The period


@pytest.mark.req("REM-04")
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (SENT - timedelta(days=1), RoundState.PREPARED),
        (SENT, RoundState.OPEN),
        (LAST - timedelta(days=15), RoundState.OPEN),
        (LAST - timedelta(days=14), RoundState.CLOSING),
        (LAST, RoundState.CLOSING),
        (LAST + timedelta(days=1), RoundState.CLOSED),
    ],
)
def test_a_round_opens_warns_and_closes_by_its_dates(day: date, expected: RoundState) -> None:
    assert round_state(sent_on=SENT, last_day=LAST, is_past=False, on=day) is expected


@pytest.mark.req("REM-04")
@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.none() | st.dates(date(2026, 3, 10), date(2026, 12, 31)))
def test_an_answer_is_taken_exactly_while_the_round_is_not_closed(day: date, own: date | None) -> None:
    last = last_day_for(LAST, own)
    state = round_state(sent_on=SENT, last_day=last, is_past=False, on=day)
    assert is_open(sent_on=SENT, last_day=last, on=day) == (state in {RoundState.OPEN, RoundState.CLOSING})
    assert last is not None
    assert days_left(last, day) == (last - day).days


def test_an_unsent_round_and_one_without_a_last_day() -> None:
    assert round_state(sent_on=None, last_day=LAST, is_past=False, on=SENT) is RoundState.PREPARED
    assert round_state(sent_on=SENT, last_day=None, is_past=False, on=LAST) is RoundState.OPEN
    assert round_state(sent_on=None, last_day=None, is_past=True, on=LAST) is RoundState.PAST
    assert days_left(None, SENT) is None
    assert not is_open(sent_on=None, last_day=None, on=SENT)


@pytest.mark.parametrize(
    ("opened", "submitted", "day", "expected"),
    [
        (False, False, SENT, Seen.WAITING),
        (True, False, SENT, Seen.OPENED),
        (True, False, LAST + timedelta(days=1), Seen.LATE),
        (False, True, LAST + timedelta(days=1), Seen.ANSWERED),
    ],
)
def test_the_sender_is_told_only_how_far_a_body_has_come(
    opened: bool, submitted: bool, day: date, expected: Seen
) -> None:
    assert seen_as(opened=opened, submitted=submitted, last_day=LAST, on=day) is expected


@pytest.mark.parametrize(
    ("day", "reminded", "submitted", "expected"),
    [
        (LAST - timedelta(days=15), None, False, False),
        (LAST - timedelta(days=14), None, False, True),
        (LAST + timedelta(days=3), None, False, True),
        (LAST, LAST - timedelta(days=6), False, False),
        (LAST, LAST - timedelta(days=7), False, True),
        (LAST, None, True, False),
    ],
)
def test_bodies_are_reminded_when_the_last_day_is_near_and_not_every_day(
    day: date, reminded: date | None, submitted: bool, expected: bool
) -> None:
    assert is_to_be_reminded(submitted=submitted, last_day=LAST, reminded_on=reminded, on=day) is expected


def test_lead_times_are_days_between_the_dates_that_are_known() -> None:
    time_ = lead_time(
        "Björkåsa", sent=SENT, opened=None, reported=date(2026, 4, 1), decided=date(2026, 5, 1), submitted=None
    )
    assert (time_.to_open, time_.to_report, time_.report_to_decision, time_.total) == (None, 22, 30, 52)
    assert middle([None, 3, 1, 2]) == 2
    assert middle([None]) is None


# The life of an answer


@given(st.lists(st.sampled_from(list(AnswerDeed)), max_size=40), st.booleans())
def test_no_life_of_an_answer_is_handed_in_unreleased_or_for_a_board_undecided(
    deeds: list[AnswerDeed], has_board: bool
) -> None:
    state, passed = AnswerState.DRAFT, [AnswerState.DRAFT]
    for deed in deeds:
        after = following(state, deed, has_board=has_board)
        assert (after is not None) == (deed in deeds_in(state, has_board=has_board))
        if after is not None:
            state = after
            passed.append(state)
    if AnswerState.SUBMITTED in passed:
        before = passed[: passed.index(AnswerState.SUBMITTED)]
        assert AnswerState.RELEASED in before
        assert before[-1] is (AnswerState.DECIDED if has_board else AnswerState.RELEASED)
    if not has_board:
        assert AnswerState.DECIDED not in passed


def test_texts_and_statements_are_never_open_at_the_same_time() -> None:
    assert not WRITABLE & DISSENTING
    assert AnswerState.SUBMITTED not in WRITABLE | DISSENTING


@pytest.mark.req("REM-25")
def test_a_perspective_is_made_or_declined_with_a_reason() -> None:
    told = [
        Analysed(Perspective.GENDER, text="Kön är en betydande faktor."),
        Analysed(Perspective.CHILD_RIGHTS, not_made_because="Ärendet är på remiss."),
        Analysed(Perspective.ACCESSIBILITY, text=" ", not_made_because=""),
    ]
    assert perspectives_missing(told) == (Perspective.ACCESSIBILITY,)
    assert perspectives_missing([]) == tuple(Perspective)


# Bodies, order, chain


@pytest.mark.parametrize(
    ("unit", "parent", "companies", "expected"),
    [
        ("board", "district", False, BodyKind.DISTRICT_BOARD),
        ("board", "specialist", False, BodyKind.SPECIALIST_BOARD),
        ("district", "municipality", False, BodyKind.DISTRICT_BOARD),
        ("company", "municipality", True, BodyKind.HOLDING_COMPANY),
        ("company", "company", False, BodyKind.COMPANY),
        ("executive_office", "", False, BodyKind.EXECUTIVE_OFFICE),
        ("external", "", False, BodyKind.OTHER),
    ],
)
def test_a_unit_is_asked_as_the_body_it_is(unit: str, parent: str, companies: bool, expected: BodyKind) -> None:
    assert body_kind(unit, parent, has_companies=companies) is expected


@pytest.mark.req("REM-18", "REM-20")
def test_bodies_stand_in_the_fixed_order_of_the_report() -> None:
    given_ = [
        ("Stadshus AB", BodyKind.HOLDING_COMPANY),
        ("Östermalms stadsdelsnämnd", BodyKind.DISTRICT_BOARD),
        ("Skärholmens stadsdelsnämnd", BodyKind.DISTRICT_BOARD),
        ("Utbildningsnämnden", BodyKind.SPECIALIST_BOARD),
        ("Skarpnäcks stadsdelsnämnd", BodyKind.DISTRICT_BOARD),
        ("Stadsledningskontoret", BodyKind.EXECUTIVE_OFFICE),
        ("Socialnämnden", BodyKind.SPECIALIST_BOARD),
    ]
    ordered = in_fixed_order(BodyReport(name, name, kind) for name, kind in given_)
    assert [body.name for body in ordered] == [
        "Stadsledningskontoret",
        "Socialnämnden",
        "Utbildningsnämnden",
        "Skarpnäcks stadsdelsnämnd",
        "Skärholmens stadsdelsnämnd",
        "Östermalms stadsdelsnämnd",
        "Stadshus AB",
    ]


@pytest.mark.req("REM-22")
def test_the_case_is_at_the_level_after_the_last_that_has_a_day() -> None:
    assert current_level({}) is ChainLevel.EXECUTIVE_OFFICE
    days = {ChainLevel.EXECUTIVE_OFFICE: SENT, ChainLevel.COUNCIL_OF_MAYORS: LAST}
    assert current_level(days) is ChainLevel.EXECUTIVE_BOARD
    assert [place.state for place in chain(days)] == ["done"] * 4 + ["current", "coming"]
    assert current_level({ChainLevel.COUNCIL: LAST}) is None


@given(st.dictionaries(st.sampled_from(ORDER), st.dates(), max_size=6), st.sampled_from(ORDER), st.dates())
def test_a_day_that_breaks_no_order_leaves_the_chain_in_order(
    days: dict[ChainLevel, date], level: ChainLevel, day: date
) -> None:
    kept: dict[ChainLevel, date | None] = {}
    for one, when in days.items():
        if breaks_order(kept, one, when) is None:
            kept[one] = when
    if breaks_order(kept, level, day) is None:
        kept[level] = day
    known = [told for one in ORDER if (told := kept.get(one)) is not None]
    assert known == sorted(known)


# References and findings


def statement(key: str, **more: Any) -> Statement:
    values: dict[str, Any] = {
        "type": StatementType.RESERVATION,
        "persons": PARTY,
        "text_kind": TextKind.OWN,
        "text": "Vi vill mer.",
    }
    return Statement(key=key, **(values | more))


def report(*bodies: BodyReport, levels: tuple[Level, ...] = ()) -> CouncilReport:
    return CouncilReport("Ärendet", 1, (), "", (), "", "", (), (), bodies, levels=levels)


def body(name: str, *statements: Statement, **more: Any) -> BodyReport:
    values: dict[str, Any] = {"decision_date": LAST, "statements": statements}
    return BodyReport(name, name, BodyKind.DISTRICT_BOARD, **(values | more))


@pytest.mark.req("REM-15", "REM-16")
def test_a_reference_is_followed_to_the_words_even_through_another() -> None:
    own = statement("a", points=("Godkänns delvis.",))
    through = statement("b", text_kind=TextKind.REFERENCE, text="", refers_to_key="a")
    twice = statement("c", text_kind=TextKind.IDENTICAL, text="", refers_to_key="b")
    found = resolved(
        report(body("A", own), body("B", through), levels=(Level(ChainLevel.COUNCIL, "KF", statements=(twice,)),))
    )
    assert found.bodies[1].statements[0].resolved_text == "Vi vill mer."
    assert found.levels[0].statements[0].resolved_points == ("Godkänns delvis.",)
    assert findings(found) == ()


@pytest.mark.req("REM-15", "REM-26")
def test_a_reference_that_leads_nowhere_or_in_a_ring_is_a_finding() -> None:
    lost = statement("a", text_kind=TextKind.REFERENCE, text="", refers_to_key="x")
    ring = statement("b", text_kind=TextKind.REFERENCE, text="", refers_to_key="c")
    back = statement("c", text_kind=TextKind.REFERENCE, text="", refers_to_key="b")
    found = findings(resolved(report(body("A", lost), body("B", ring), body("C", back))))
    assert [one.code for one in found] == [FindingCode.REFERENCE_UNKNOWN] * 3


@pytest.mark.req("REM-26")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"text_kind": TextKind.MISSING, "text": ""}, FindingCode.TEXT_MISSING),
        ({"text": "  "}, FindingCode.TEXT_MISSING),
        (
            {"announced_as": StatementType.SUBSTITUTE_STATEMENT, "printed_as": StatementType.SPECIAL_STATEMENT},
            FindingCode.TYPE_DIFFERS,
        ),
        ({"announced_persons": (Person("Eva Ek", "M", True),)}, FindingCode.ET_AL_DIFFERS),
        ({"announced_persons": (Person("Eva Ek", "M"), Person("Jan Berg", "L"))}, FindingCode.PERSONS_DIFFER),
    ],
)
def test_what_is_announced_is_checked_against_what_is_printed(changed: dict[str, object], code: FindingCode) -> None:
    assert findings(report(body("A", statement("a")))) == ()
    found = findings(report(body("A", statement("a", **changed))))
    assert [one.code for one in found] == [code]


@pytest.mark.req("REM-29")
def test_every_statement_is_attributed_to_body_day_persons_and_parties() -> None:
    codes = [
        findings(report(body("A", statement("a", persons=())))),
        findings(report(body("A", statement("a", persons=(Person("Eva Ek"),))))),
        findings(report(body("A", statement("a"), decision_date=None))),
    ]
    assert [[one.code for one in found] for found in codes] == [[FindingCode.UNATTRIBUTED]] * 3
    assert findings(report(body("Stadshus AB", statement("a"), decision_date=None, has_decision=False))) == ()


@pytest.mark.req("REM-09")
def test_a_report_dated_after_its_decision_is_a_finding() -> None:
    late = body("A", report_date=LAST + timedelta(days=1))
    assert findings(report(late)) == (Finding(FindingCode.REPORT_AFTER_DECISION, "A"),)
    assert findings(report(replace(late, report_date=LAST))) == ()


@pytest.mark.req("REM-32")
def test_an_extract_is_printed_and_the_original_kept() -> None:
    whole = Section(SectionKind.VIEWS, "", "Ett. Två. Tre.", "Ett.")
    assert (whole.printed, whole.text) == ("Ett.", "Ett. Två. Tre.")
    assert body("A", sections=(whole,)).is_in_substance
    assert not body("A", sections=(replace(whole, extract=""),)).is_in_substance


# Persons


@pytest.mark.req("REM-12", "REM-29")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Jan Berg (L), Eva Ek m.fl. (M) och Bo Al (C)",
            [("Jan Berg", "L", False), ("Eva Ek", "M", True), ("Bo Al", "C", False)],
        ),
        ("Eva Ek med flera (M)", [("Eva Ek", "M", True)]),
        ("Eva Ek (M) m.fl.", [("Eva Ek", "M", True)]),
        ("borgarråden Jan Berg och Eva Ek (båda M)", [("Jan Berg", "M", False), ("Eva Ek", "M", False)]),
        ("Jan Berg (L)\nEva Ek", [("Jan Berg", "L", False), ("Eva Ek", "", False)]),
        ("", []),
    ],
)
def test_persons_are_read_as_they_are_written(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert [(one.name, one.party, one.et_al) for one in parse_persons(text)] == expected


NAMES = st.from_regex(r"[A-ZÅÄÖ][a-zåäö]{1,8} [A-ZÅÄÖ][a-zåäö]{2,10}", fullmatch=True)


@given(st.lists(st.builds(Person, NAMES, st.sampled_from(["M", "L", "C", "KD", "SD", "S"]), st.booleans()), max_size=6))
def test_persons_written_are_read_again_as_the_same(persons: list[Person]) -> None:
    assert list(parse_persons(written(persons))) == persons


@given(st.text(max_size=300))
def test_any_text_is_read_as_persons_without_inventing_letters(text: str) -> None:
    for one in parse_persons(text):
        assert one.name
        assert all(part in text for part in one.name.split())
        assert one.party in text


def test_a_reference_to_a_board_means_the_statement_that_shares_most_parties() -> None:
    there = [("a", frozenset({"SD"})), ("b", frozenset({"L", "M"})), ("c", frozenset({"L"}))]
    assert best_match(["L", "M"], there) == "b"
    assert best_match(["V"], there) == "a"
    assert best_match(["L"], []) == ""


# Clauses and completeness


def test_a_draft_is_split_at_its_headings_and_no_word_is_lost() -> None:
    text = "Inledande ord.\n\n1. Syfte\n\nParterna samverkar.\n\nMer text.\n\nStyrgrupp\nGruppen träffas.\n\n• En punkt"
    parts = clauses_of(text)
    assert [(one.number, one.heading) for one in parts] == [("", ""), ("1", "Syfte"), ("", "Styrgrupp")]
    assert parts[1].text == "Parterna samverkar.\n\nMer text."
    assert clauses_of("") == ()
    assert clauses_of("bara löpande text.") == clauses_of("bara löpande text.\n\n")


@given(st.text(alphabet="AbcÅ 1.§•\n:", max_size=400))
def test_every_word_of_any_text_is_in_exactly_one_clause(text: str) -> None:
    told = " ".join(f"{one.number} {one.heading} {one.text}" for one in clauses_of(text))
    letters = [sign for sign in text if sign.isalpha()]
    assert [sign for sign in told if sign.isalpha()] == letters


@pytest.mark.req("REM-05")
def test_documents_that_the_draft_refers_to_are_found_missing() -> None:
    draft = SentDocument("Överenskommelse", "Områdena framgår av bilaga 1 och 2. En handlingsplan ska tas fram.", None)
    first = SentDocument("Prioriterade områden", "Se även bilaga 3.", 1)
    missing = not_attached([draft, first])
    assert [one.key for one in missing] == ["bilaga 2", "handlingsplan", "bilaga 3"]
    assert [one.is_to_come for one in missing] == [False, True, False]
    second = SentDocument("Bilaga 2 Handlingsplan", "", None)
    assert [one.key for one in not_attached([draft, first, second])] == ["bilaga 3"]
    assert not_attached([]) == ()


@pytest.mark.req("REM-05")
def test_a_range_of_annexes_is_each_of_them_and_a_mention_alone_is_no_reference() -> None:
    assert [one.key for one in references_in("Se bilagorna 2–4.")] == ["bilaga 2", "bilaga 3", "bilaga 4"]
    assert references_in("Lokala åtgärdsplaner har fungerat väl.") == ()


# Views


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Förvaltningen ställer sig positiv till förslaget.", Stance.POSITIVE),
        ("Förvaltningen önskar ett förtydligande.", Stance.WISH),
        ("Förvaltningen ställer sig frågande till hur målet ska mätas.", Stance.QUESTION),
        ("Handlingsplanen saknas i remissen.", Stance.CRITICISM),
        ("Ärendet har beretts av staben.", None),
    ],
)
def test_a_stance_is_guessed_from_the_words(text: str, expected: Stance | None) -> None:
    assert stance_of(text) is expected


def test_a_paragraph_is_tied_to_the_clause_it_names() -> None:
    clauses = [("1", "Styrgrupp"), ("2", "Lokal styrgrupp"), ("3", "Tid")]
    assert suggest_clause("Den lokala delen: Lokal styrgrupp bör vara mindre.", clauses) == "2"
    assert suggest_clause("Det tar tid.", clauses) == ""
    [one, two] = passages("Styrgrupp bör träffas oftare.\n\nDet är bra.", clauses)
    assert (one.clause_key, one.stance, two.stance) == ("1", Stance.WISH, Stance.POSITIVE)
    assert paragraphs("a\nb\n\n• c\n• d") == ["a b", "• c", "• d"]


@pytest.mark.req("REM-19")
def test_a_paragraph_about_a_body_is_proposed_in_its_own_words() -> None:
    views = "Förvaltningen är positiv till förslaget. Bakgrunden är lång.\n\nFörvaltningen önskar en tidplan."
    assert suggest_summary("Farsta stadsdelsnämnd", [views]) == (
        "Farsta stadsdelsnämnd är positiv till förslaget. Nämnden önskar en tidplan."
    )
    assert suggest_summary("Farsta stadsdelsnämnd", ["Ärendet har beretts."]) == ""


@pytest.mark.req("REM-27")
@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (["Att förslaget godkänns delvis.", "Att den kompletteras enligt nedan."], Approval.IN_PART_WITH_SUPPLEMENT),
        (["Att förslaget godkänns delvis."], Approval.IN_PART),
        (["Att förslaget avslås."], Approval.REJECT),
        (["Att ärendet återremitteras."], Approval.OTHER),
        ([], None),
    ],
)
def test_partial_approval_is_told_from_the_points(points: list[str], expected: Approval | None) -> None:
    assert approval_of(points) is expected


# Texts that agree

WORDS = [f"ord{number}" for number in range(900)]


def prose(seed: int, length: int = 400) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def varied(words: list[str], seed: int, changes: int) -> str:
    rng = random.Random(seed)
    changed = list(words)
    for _ in range(changes):
        changed[rng.randrange(len(changed))] = rng.choice(WORDS)
    return " ".join(changed)


def test_near_identical_texts_are_grouped_and_others_left_alone() -> None:
    base = prose(1)
    voices = [Voice(str(n), f"Nämnd {n}", varied(base, n, n)) for n in range(8)]
    voices.append(Voice("annan", "Annan", " ".join(prose(2))))
    [group] = group_alike(voices)
    assert {voice.key for voice in group.voices} == {str(n) for n in range(8)}
    assert [share for _voice, share in group.others] == sorted((share for _v, share in group.others), reverse=True)


@given(st.integers(0, 10_000), st.integers(0, 12))
def test_two_texts_with_few_changes_are_always_one_group_whatever_capitals_and_lines(seed: int, changes: int) -> None:
    base = prose(seed)
    other = varied(base, seed + 1, changes).upper().replace(" ", "\n")
    one, two = runs(" ".join(base)), runs(other)
    groups = group_alike([Voice("a", "A", " ".join(base)), Voice("b", "B", other)])
    assert (len(groups) == 1) == (likeness(one, two) >= 0.35)


def test_short_and_empty_texts_do_no_harm() -> None:
    assert group_alike([]) == ()
    assert group_alike([Voice("a", "A", ""), Voice("b", "B", " ")]) == ()
    [group] = group_alike([Voice("a", "A", "Se nedan"), Voice("b", "B", "se nedan.")])
    assert len(group.voices) == 2


@pytest.mark.req("REM-17")
def test_three_hundred_reservations_are_grouped_within_five_seconds() -> None:
    bases = [prose(seed, 550) for seed in range(4)]
    voices = [Voice(str(n), f"Nämnd {n}", varied(bases[n % 4], n, n % 30)) for n in range(300)]
    begun = time.perf_counter()
    groups = group_alike(voices)
    assert time.perf_counter() - begun < 5
    assert sorted(len(group.voices) for group in groups) == [75] * 4
