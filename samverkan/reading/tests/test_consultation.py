"""The documents of consultations: two real ones value by value, and invented ones of another municipality."""

from __future__ import annotations

import io
import json
import re
import textwrap
import time
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from samverkan.ground.refusals import Refused
from samverkan.reading.consultation import (
    MESSAGES,
    BodyDraft,
    ConsultationDraft,
    StatementText,
    StatementType,
    as_json,
    read_consultation,
)
from samverkan.reading.consultation.sample import invented_report, read_timed
from samverkan.reading.files import read_document
from samverkan.reading.tests import consultation_oracle as oracle
from samverkan.reading.tests.build import HERE, NORRVIK, docx_of, pdf_of, shared_text

COUNCIL_REPORT = shared_text(Path("003_41df3c59e6282b61.txt"))
OFFICIAL_REPORT = shared_text(Path("000_b45090c122741a22.txt"))
AGREEMENT = shared_text(Path("004_c83001355b4b1896.txt"))
needs_real_documents = pytest.mark.skipif(
    COUNCIL_REPORT is None or OFFICIAL_REPORT is None,
    reason="the real documents are not beside the repository (shared/seeds)",
)
DATA = HERE / "data" / "consultation"
SECONDS = 2.0
"""The most that reading the real council report may take."""


def read(source: str | bytes | Path, name: str = "document") -> ConsultationDraft:
    data = source.read_bytes() if isinstance(source, Path) else source.encode() if isinstance(source, str) else source
    return read_consultation(read_document(data, name))


def text_of(name: str) -> str:
    return (DATA / f"{name}.txt").read_text()


def body_of(draft: ConsultationDraft, name: str) -> BodyDraft:
    return next(body for body in draft.bodies if body.name == name)


def shown(persons: Any) -> str:
    """Return persons as `Eva Ask m.fl. (M), Bo By (C)`."""
    return ", ".join(f"{p.name}{' m.fl.' if p.et_al else ''} ({p.party})" for p in persons)


def codes(draft: ConsultationDraft) -> list[str]:
    return [finding.code for finding in draft.findings]


# The real council report


@pytest.fixture(scope="module")
def council_report() -> ConsultationDraft:
    if COUNCIL_REPORT is None:
        pytest.skip("the real documents are not beside the repository (shared/seeds)")
    return read(COUNCIL_REPORT)


@needs_real_documents
@pytest.mark.req("REM-01", "REM-02", "REM-22")
def test_the_real_report_says_who_did_what_in_the_case(council_report: ConsultationDraft) -> None:
    draft = as_json(council_report)
    head = {key: draft[key] for key in draft if key not in ("bodies", "upper_level_statements", "findings")}
    assert head == {
        "kind": "council_report",
        "case": "Övergripande samverkansöverenskommelse mellan Stockholms stad och Polisregion Stockholm",
        "registry": ["KS 2023/740-2.1", "KS 2023/740-19.1"],
        "initiator": "stadsledningskontoret",
        "responsible": ["Karin Wanngård", "Alexander Ojanne"],
        "executive_board_date": "2023-11-29",
        "valid_from": "2024-01-01",
        "valid_until": None,
        "deadline": None,
    }
    assert len(council_report.proposed_points) == 2
    assert [annex.registry for annex in council_report.annexes] == ["KS 2023/740-2.1", "KS 2023/740-19.1"]
    assert council_report.consultees[:3] == ("socialnämnden", "trafiknämnden", "utbildningsnämnden")


@needs_real_documents
@pytest.mark.req("REM-08", "REM-09", "REM-10", "REM-11", "REM-18", "REM-25")
def test_every_body_of_the_real_report_is_read_value_by_value(council_report: ConsultationDraft) -> None:
    def day(value: date | None) -> str | None:
        return value.isoformat() if value else None

    found = [
        (
            *(body.name, body.kind.value if body.kind else None, body.page, day(body.decision_date), body.report_by),
            *(day(body.report_date), body.report_type, body.decision_type.value if body.decision_type else None),
            *(len(body.decision_points), body.immediate),
            (
                body.perspectives.gender.value,
                body.perspectives.child_rights.value,
                body.perspectives.accessibility.value,
            ),
        )
        for body in council_report.bodies
    ]
    assert found == oracle.BODIES


@needs_real_documents
@pytest.mark.req("REM-12", "REM-13", "REM-14", "REM-15")
def test_every_statement_of_the_real_report_is_read_with_its_persons(council_report: ConsultationDraft) -> None:
    found = [
        (
            *(body.name, one.type.value, shown(one.persons), one.text.value, one.refers_to),
            one.printed_as.value if one.printed_as else None,
        )
        for body in council_report.bodies
        for one in body.statements
    ]
    assert found == oracle.STATEMENTS
    assert all(one.announced for body in council_report.bodies for one in body.statements)


@needs_real_documents
@pytest.mark.req("REM-16")
def test_statements_above_the_bodies_say_what_they_are_identical_to(council_report: ConsultationDraft) -> None:
    found = [
        (one.level, one.type.value, shown(one.persons), one.text.value, one.identical_to)
        for one in council_report.upper_level_statements
    ]
    assert found == oracle.UPPER
    first, second, third, own = council_report.upper_level_statements
    assert second.shown_text == third.shown_text == first.paragraphs
    assert len(first.points) == 3
    assert own.paragraphs != first.paragraphs


@needs_real_documents
@pytest.mark.req("REM-15")
def test_a_reference_shows_the_text_it_leads_to(council_report: ConsultationDraft) -> None:
    origin = body_of(council_report, "Socialnämnden").statements[0]
    assert len(origin.paragraphs) > 8
    assert len(origin.points) == 3
    referring = [
        one for body in council_report.bodies for one in body.statements if one.text is StatementText.REFERENCE
    ]
    assert len(referring) == 6
    assert all(one.shown_text == origin.paragraphs for one in referring)


@needs_real_documents
@pytest.mark.req("REM-03", "REM-33")
def test_the_company_group_gathers_the_answers_of_its_sub_referral(council_report: ConsultationDraft) -> None:
    subs = body_of(council_report, "Stockholms Stadshus AB").sub_referrals
    assert [(one.name, one.kind and one.kind.value, one.date, one.report_type) for one in subs] == [
        ("AB Svenska Bostäder", "company", None, "remissvar"),
        ("AB Stockholmshem", "company", None, "remissvar"),
        ("AB Familjebostäder", "company", None, "remissvar"),
        ("Skolfastigheter i Stockholm AB", "company", None, "remissvar"),
    ]
    assert [len(one.paragraphs) for one in subs] == [1, 1, 3, 3]


@needs_real_documents
@pytest.mark.req("REM-26")
def test_what_is_missing_or_contradictory_is_reported_where_it_stands(council_report: ConsultationDraft) -> None:
    assert {(finding.code, finding.where) for finding in council_report.findings} == oracle.FINDINGS


@needs_real_documents
def test_every_value_leads_back_to_its_line(council_report: ConsultationDraft) -> None:
    for name, lines in oracle.LINES.items():
        spots = body_of(council_report, name).spots
        assert {key: spots[key].first_line for key in lines} == lines
    kungsholmen = body_of(council_report, "Kungsholmens stadsdelsnämnd")
    assert [one.spots["printed"].first_line for one in kungsholmen.statements] == [731, 757, 772]
    assert kungsholmen.summary is not None
    assert kungsholmen.summary.startswith("Kungsholmens stadsdelsnämnd ställer sig positiv")


@needs_real_documents
@pytest.mark.req("REM-31", "PRI-16")
def test_a_changed_wording_and_footnotes_are_kept_apart(council_report: ConsultationDraft) -> None:
    (change,) = council_report.text_changes
    assert (change.heading, change.material) == ("Särskilt utsatta och sårbara brottsoffer", "bilaga 2")
    assert change.old.startswith("Personer som utsätts för sexualbrott")
    assert change.old.endswith("klassas som särskilt utsatta brottsoffer")
    assert change.new.startswith("Särskilt utsatta är brottsoffer inom kategorierna")
    assert change.reason == "för att överensstämja med Polisens brottskategorier"
    body = body_of(council_report, "Enskede-Årsta-Vantörs stadsdelsnämnd")
    assert [(note.mark, bool(note.address)) for note in body.footnotes] == [("1", True), ("2", False)]
    assert not any(paragraph.startswith(("¹", "²")) for paragraph in body.paragraphs)
    assert sum(len(other.footnotes) for other in council_report.bodies) == 2


@needs_real_documents
@pytest.mark.req("REM-11")
def test_the_reason_for_confirming_at_once_is_kept(council_report: ConsultationDraft) -> None:
    with_reason = [body for body in council_report.bodies if body.immediate_reason]
    assert [body.name for body in with_reason] == ["Utbildningsnämnden"]
    assert "remisstiden" in (with_reason[0].immediate_reason or "")


@needs_real_documents
def test_the_real_report_is_read_within_two_seconds() -> None:
    assert COUNCIL_REPORT is not None
    before = time.process_time()
    read(COUNCIL_REPORT)
    assert time.process_time() - before < SECONDS


@needs_real_documents
@pytest.mark.parametrize("width", [60, 72, 95])
def test_the_real_report_reads_the_same_in_narrow_lines_with_heads_and_page_numbers(
    council_report: ConsultationDraft, width: int
) -> None:
    assert COUNCIL_REPORT is not None
    again = read(in_narrow_lines(COUNCIL_REPORT.read_text(), width=width, head="Utlåtande 2023:117"))
    assert without_findings(again) == without_findings(council_report)


@needs_real_documents
def test_letters_of_another_alphabet_change_nothing(council_report: ConsultationDraft) -> None:
    assert COUNCIL_REPORT is not None
    cyrillic = COUNCIL_REPORT.read_text().translate(str.maketrans("aeocxpAEOCPMKHBT", "аеосхрАЕОСРМКНВТ"))
    assert without_findings(read(cyrillic)) == without_findings(council_report)


@needs_real_documents
def test_lost_dots_change_only_spellings(council_report: ConsultationDraft) -> None:
    assert COUNCIL_REPORT is not None
    scanned = COUNCIL_REPORT.read_text().translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
    assert structure(read(scanned)) == structure(council_report)


# The real official report


@pytest.fixture(scope="module")
def official_report() -> ConsultationDraft:
    if OFFICIAL_REPORT is None:
        pytest.skip("the real documents are not beside the repository (shared/seeds)")
    return read(OFFICIAL_REPORT)


@needs_real_documents
@pytest.mark.req("REM-06", "REM-07")
def test_the_real_official_report_is_read_value_by_value(official_report: ConsultationDraft) -> None:
    draft: Any = as_json(official_report)
    (body,) = draft["bodies"]
    sections = body.pop("sections")
    assert [(section["code"], section["heading"]) for section in sections] == [
        ("summary", "Sammanfattning"),
        ("background", "Bakgrund"),
        ("matter", "Ärendet"),
        ("preparation", "Ärendets beredning"),
        ("views", "Förvaltningens synpunkter och förslag"),
        ("annexes", "Bilaga"),
    ]
    assert body == {
        "name": "Enskede-Årsta-Vantörs stadsdelsnämnd",
        "kind": "district_board",
        "page": None,
        "decision_date": None,
        "report_by": "Enskede-Årsta-Vantörs stadsdelsförvaltning",
        "report_date": None,
        "report_type": "tjänsteutlåtande",
        "decision_points": [
            "Enskede-Årsta-Vantörs stadsdelsnämnd godkänner förvaltningens tjänsteutlåtande som svar på remissen"
        ],
        "decision_type": "approve",
        "immediate": False,
        "perspectives": {"gender": "absent", "child_rights": "absent", "accessibility": "absent"},
        "statements": [],
        "sub_referrals": [],
        "signed_by": [],
    }
    assert draft["kind"] == "official_report"
    assert draft["initiator"] == "Kommunstyrelsen"
    assert draft["case"].endswith("samverkansöverenskommelse mellan Stockholms stad och Polisregion Stockholm")
    assert draft["registry"] == []
    assert draft["deadline"] is None
    assert [(finding["code"], finding["where"]) for finding in draft["findings"]] == [
        ("attachment_missing", "Enskede-Årsta-Vantörs stadsdelsnämnd, line 19"),
        ("attachment_missing", "Enskede-Årsta-Vantörs stadsdelsnämnd, line 293"),
        ("report_date_missing", "Enskede-Årsta-Vantörs stadsdelsnämnd"),
        ("registry_missing", "the document"),
        ("deadline_missing", "the document"),
        ("decision_not_shown", "Enskede-Årsta-Vantörs stadsdelsnämnd"),
    ]
    assert "staben" in (official_report.bodies[0].prepared_by or "")


@needs_real_documents
def test_words_broken_over_lines_and_pages_are_whole_again(official_report: ConsultationDraft) -> None:
    text = " ".join(official_report.bodies[0].paragraphs)
    assert "en strategisk grupp med beslutsmandat" in text
    assert "i Enskede-Årsta-Vantör där" in text


@pytest.mark.skipif(AGREEMENT is None, reason="the signed agreement is not beside the repository (shared/seeds)")
def test_a_real_agreement_is_refused_with_one_sentence() -> None:
    assert AGREEMENT is not None
    with pytest.raises(Refused, match="is not recognised as a council report, an official report or a statement"):
        read(AGREEMENT)


# Another municipality


@pytest.fixture(scope="module")
def ekhamn() -> ConsultationDraft:
    return read(text_of("ekhamn"))


@pytest.mark.req("REM-20")
def test_another_municipality_has_other_names_for_the_same_things(ekhamn: ConsultationDraft) -> None:
    draft = as_json(ekhamn)
    assert draft["case"] == "Program för trygga platser i Ekhamn"
    assert draft["registry"] == ["110-1234/2017", "110-1234/2017-3"]
    assert draft["responsible"] == ["Berit Alm"]
    assert draft["initiator"] == "kommunledningskontoret"
    assert (draft["valid_from"], draft["valid_until"]) == ("2019-03-01", "2022-12-31")
    assert (draft["deadline"], draft["executive_board_date"]) == ("2018-05-15", "2018-09-12")
    assert [(body.name, body.kind and body.kind.value, body.page) for body in ekhamn.bodies] == [
        ("Kommunledningskontoret", "executive_office", 4),
        ("Barn- och ungdomsnämnden", "specialist_board", 4),
        ("Nämnden för arbete och välfärd", "specialist_board", 6),
        ("Miljö- och byggnadsnämnden", "specialist_board", 7),
        ("Norra Ekhamns stadsdelsnämnd", "district_board", 8),
        ("Södra Ekhamns stadsdelsnämnd", "district_board", 7),
        ("Kommunala pensionärsrådet", None, 10),
        ("Ekhamns Stadshus AB", "holding_company", 11),
    ]


def test_a_decision_may_run_on_in_its_sentence(ekhamn: ConsultationDraft) -> None:
    body = body_of(ekhamn, "Barn- och ungdomsnämnden")
    assert (body.decision_date, body.report_date) == (date(2018, 4, 24), date(2018, 4, 3))
    assert body.decision_type == "approve"
    assert body.immediate
    assert len(body.decision_points) == 2
    assert body.perspectives.child_rights == "made"
    assert body.perspectives.gender == "declared_not_made"


@pytest.mark.parametrize(
    ("name", "decision", "points"),
    [
        ("Nämnden för arbete och välfärd", "hand_over", 2),
        ("Norra Ekhamns stadsdelsnämnd", "answered_with", 1),
        ("Södra Ekhamns stadsdelsnämnd", "submit_as_response", 1),
        ("Miljö- och byggnadsnämnden", None, 0),
    ],
)
def test_decisions_have_their_type(ekhamn: ConsultationDraft, name: str, decision: str | None, points: int) -> None:
    body = body_of(ekhamn, name)
    assert body.decision_type == decision
    assert len(body.decision_points) == points


@pytest.mark.req("REM-12", "REM-13", "REM-14", "REM-15", "REM-26")
def test_statements_are_read_in_all_the_ways_they_are_announced(ekhamn: ConsultationDraft) -> None:
    found = [
        (one.type.value, shown(one.persons), one.text.value, one.refers_to, one.announced)
        for body in ekhamn.bodies
        for one in body.statements
    ]
    assert found == [
        ("reservation", "Karl Lind m.fl. (M), Maj Nord (EP)", "own", None, True),
        ("special_statement", "Olle Palm m.fl. (SD)", "own", None, True),
        ("substitute_statement", "Rut Sand (KD)", "none", None, True),
        ("reservation", "Sven Tall m.fl. (M), Ulla Vik (L)", "reference", "Barn- och ungdomsnämnden", True),
        ("reservation", "Anna Ask m.fl. (M)", "reference", "Barn- och ungdomsnämnden", True),
        ("special_statement", "Bo Berg (MP)", "own", None, True),
        ("special_statement", "Bo Berg (MP)", "missing", None, True),
        ("special_statement", "Gerd Hag (C)", "own", None, False),
        ("reservation", "Cecilia Dal (M)", "reference", None, True),
        ("reservation", "Erik Fors (EP)", "none", None, True),
    ]
    joined = body_of(ekhamn, "Barn- och ungdomsnämnden").statements[2]
    assert joined.joins == "reservation anförd av (M) och (EP)"


@pytest.mark.req("REM-16")
def test_upper_levels_are_called_what_the_municipality_calls_them(ekhamn: ConsultationDraft) -> None:
    assert [
        (one.level, shown(one.persons), one.text.value, one.identical_to) for one in ekhamn.upper_level_statements
    ] == [
        ("kommunalrådsberedningen", "Curt Dahl (M), Doris Ek (EP)", "own", None),
        ("kommunalrådsberedningen", "Folke Gran (V)", "own", None),
        ("kommunstyrelsen", "Gun Holm m.fl. (M)", "reference", "kommunalrådsberedningen"),
        ("kommunstyrelsen", "Ivar Jonasson (KD)", "identical", "kommunalrådsberedningen"),
    ]
    assert ekhamn.upper_level_statements[2].shown_text == ekhamn.upper_level_statements[0].paragraphs


@pytest.mark.req("REM-09", "REM-26")
def test_the_faults_of_an_invented_report_are_all_found(ekhamn: ConsultationDraft) -> None:
    assert sorted((finding.code, finding.where) for finding in ekhamn.findings) == sorted(
        [
            ("attachment_missing", "Nämnden för arbete och välfärd, line 119"),
            ("consultee_abstained", "Miljö- och byggnadsnämnden, line 121"),
            ("consultee_without_answer", "the document"),
            ("contents_omits", "line 165"),
            ("contents_pages_unordered", "Södra Ekhamns stadsdelsnämnd, line 74"),
            ("date_unreadable", "Södra Ekhamns stadsdelsnämnd, line 141"),
            ("et_al_differs", "Barn- och ungdomsnämnden, line 175"),
            ("in_contents_only", "line 76"),
            ("joined_without_text", "Barn- och ungdomsnämnden, line 94"),
            ("kind_unknown", "Kommunala pensionärsrådet, line 153"),
            ("no_board_decision", "Ekhamns Stadshus AB, line 159"),
            ("no_board_decision", "Kommunala pensionärsrådet, line 153"),
            ("party_differs", "Barn- och ungdomsnämnden, line 175"),
            ("reference_from_other_parties", "Nämnden för arbete och välfärd, line 188"),
            ("reference_unresolved", "Södra Ekhamns stadsdelsnämnd, line 208"),
            ("report_after_decision", "Nämnden för arbete och välfärd, line 117"),
            ("report_date_missing", "Södra Ekhamns stadsdelsnämnd, line 149"),
            ("statement_not_announced", "Norra Ekhamns stadsdelsnämnd, line 202"),
            ("statement_not_printed", "Norra Ekhamns stadsdelsnämnd, line 133"),
            ("sub_referral_without_answer", "Ekhamns Stadshus AB"),
        ]
    )


def test_a_sub_referral_has_its_date(ekhamn: ConsultationDraft) -> None:
    (sub,) = body_of(ekhamn, "Ekhamns Stadshus AB").sub_referrals
    assert (sub.name, sub.date, sub.report_type) == ("AB Ekhamnsbostäder", date(2018, 4, 20), "yttrande")


@pytest.fixture(scope="module")
def vikstad() -> ConsultationDraft:
    return read(text_of("vikstad"))


def test_a_report_with_other_conventions_is_read_without_a_contents_list(vikstad: ConsultationDraft) -> None:
    draft = as_json(vikstad)
    assert draft["case"] == "Överenskommelse om trygghet i Vikstad"
    assert (draft["registry"], draft["responsible"]) == (["KS 2022/88"], ["Ada Berg"])
    assert (draft["executive_board_date"], draft["valid_from"]) == ("2023-04-12", "2023-06-01")
    assert (draft["initiator"], draft["deadline"]) == (None, "2023-02-28")
    assert [
        (
            *(body.name, body.kind and body.kind.value, str(body.decision_date), body.report_by),
            *(str(body.report_date), body.decision_type and body.decision_type.value, body.immediate),
        )
        for body in vikstad.bodies
    ] == [
        ("Stadskontoret", "executive_office", "None", "Stadskontoret", "2023-01-10", None, False),
        (
            *("Kulturnämnden", "specialist_board", "2023-02-16", "Kulturförvaltningen", "2023-01-20"),
            *("submit_as_response", True),
        ),
        (
            *("Tekniska nämnden", "specialist_board", "2023-02-14", "Tekniska kontoret", "2023-01-15"),
            *("submit_as_response", False),
        ),
        (
            *("Socialnämnden Väster", "specialist_board", "2023-02-21", "Socialförvaltningen", "2023-02-01"),
            *("approve_and_hand_over", False),
        ),
        ("Polisregion Väst", None, "None", "Polisregion Väst", "2023-03-03", None, False),
        ("Vikstads Rådhus AB", "holding_company", "None", "Vikstads Rådhus AB", "2023-02-27", None, False),
    ]
    assert [sub.name for sub in vikstad.bodies[-1].sub_referrals] == ["Vikstads Hus AB"]
    assert body_of(vikstad, "Kulturnämnden").perspectives.accessibility == "declared_not_made"


def test_statements_may_stand_where_they_are_announced_and_be_announced_the_other_way_round(
    vikstad: ConsultationDraft,
) -> None:
    found = [
        (one.type.value, shown(one.persons), one.text.value, one.refers_to)
        for body in vikstad.bodies
        for one in body.statements
    ]
    assert found == [
        ("reservation", "Dan Ek m.fl. (M), Eva Fors (C)", "own", None),
        ("special_statement", "Gun Hall (SD)", "missing", None),
        ("reservation", "Ivar Jansson (M)", "reference", "Kulturnämnden"),
        ("reservation", "Kaj Lind (C), Mia Nord (L)", "none", None),
    ]
    own, _ = body_of(vikstad, "Kulturnämnden").statements
    assert own.paragraphs == ("Förslaget saknar kultur.", "Kultur bör vara med.")
    committee, board = vikstad.upper_level_statements
    assert (committee.level, shown(committee.persons)) == (
        "kommunstyrelsens arbetsutskott",
        "Ada Berg (S), Bo Cederlund (V)",
    )
    assert (board.identical_to, board.shown_text) == ("Kulturnämnden", own.paragraphs)


def in_narrow_lines(text: str, *, width: int, head: str = "", blank: bool = True, lines_a_page: int = 40) -> str:
    """Set a text in narrow lines, with a running head and a page number in the midst of it."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += textwrap.wrap(paragraph, width) if paragraph.strip() else [""] if blank else []
    pages = [lines[start : start + lines_a_page] for start in range(0, len(lines), lines_a_page)]
    return "\n".join(
        "\n".join([*([head] if head and number > 1 else []), *page, str(number)])
        for number, page in enumerate(pages, 1)
    )


def without_findings(draft: ConsultationDraft) -> dict[str, object]:
    return {key: value for key, value in as_json(draft).items() if key != "findings"}


def structure(draft: ConsultationDraft) -> list[object]:
    """Return all of a draft that does not depend on how a word is spelled."""
    return [
        (draft.kind, draft.executive_board_date, draft.valid_from, draft.valid_until, draft.deadline),
        [
            (
                *(body.kind, body.page, body.decision_date, body.report_date, body.report_type, body.decision_type),
                *(body.immediate, body.perspectives),
                [
                    (one.type, one.text, one.printed_as, [(p.party, p.et_al) for p in one.persons], bool(one.refers_to))
                    for one in body.statements
                ],
                [(sub.kind, sub.date) for sub in body.sub_referrals],
            )
            for body in draft.bodies
        ],
        [(one.level, one.type, one.text, one.identical_to) for one in draft.upper_level_statements],
    ]


@pytest.mark.parametrize("width", [55, 70, 90])
@pytest.mark.parametrize("blank", [True, False])
def test_narrow_lines_with_heads_and_page_numbers_change_nothing(
    ekhamn: ConsultationDraft, width: int, *, blank: bool
) -> None:
    again = read(in_narrow_lines(text_of("ekhamn"), width=width, head="Program för platser, utlåtande", blank=blank))
    assert without_findings(again) == without_findings(ekhamn)


def with_numbers_below(text: str) -> str:
    return re.sub(r"(?m)^(.+)\t(\d+)$", r"\1\n\2", text)


@pytest.mark.parametrize(
    "changed",
    [
        with_numbers_below,
        lambda text: re.sub(r"(?m)^(.+)\t(\d+)$", r"| \1 | \2 |", text),
        lambda text: re.sub(r"(?m)^(.+)\t(\d+)$", r"\1 . . . . \2", text),
        lambda text: re.sub(r"(?m)^(Norra Ekhamns stadsdelsnämnd)$", r"3. \1", text),
        lambda text: re.sub(r"(?m)^(Norra Ekhamns stadsdelsnämnd)$", r"## **\1**", text),
        lambda text: "> " + text.replace("\n", "\n> "),
        lambda text: text.replace(" den ", "\u00a0den\u00a0").replace("nämnden", "nämn\u00adden"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("m.fl. (M)", "(M) m. fl."),
        lambda text: re.sub(r"\((M|EP|SD|KD|L|MP|C|V)\)", lambda party: party[0].lower(), text).replace("(ep)", "(EP)"),
    ],
    ids=["numbers below", "table", "leaders", "numbered", "marked", "quoted", "spaces", "decomposed", "m.fl.", "small"],
)
def test_ways_of_writing_change_nothing(ekhamn: ConsultationDraft, changed: Callable[[str], str]) -> None:
    assert without_findings(read(changed(text_of("ekhamn")))) == without_findings(ekhamn)


def pdf_in_narrow_columns(text: str) -> bytes:
    """Print each line as a paragraph in a narrow column, so that every line breaks elsewhere."""
    file = io.BytesIO()
    style = getSampleStyleSheet()["Normal"]
    flow: list[Flowable] = []
    for line in filter(None, text.splitlines()):
        flow += [Paragraph(line.replace("&", "&amp;"), style), Spacer(1, 8)]
    SimpleDocTemplate(file, pagesize=A4, leftMargin=120, rightMargin=150).build(flow)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "dressed"),
    [
        ("ekhamn", lambda text: docx_of(text, whole_paragraphs=False)),
        ("ekhamn", lambda text: docx_of(re.sub(r"\n\n+", "\n", text), whole_paragraphs=False)),
        ("ekhamn", pdf_of),
        ("ekhamn", pdf_in_narrow_columns),
        ("tjansteutlatande", lambda text: docx_of(text, whole_paragraphs=False)),
        ("tjansteutlatande", pdf_of),
        ("uttalande", lambda text: docx_of(text, whole_paragraphs=True)),
        ("uttalande", pdf_of),
        ("uttalande", pdf_in_narrow_columns),
    ],
)
def test_docx_and_pdf_give_the_same_as_text(name: str, dressed: Callable[[str], bytes]) -> None:
    text = text_of(name).replace("\t", "....")
    assert without_findings(read(dressed(text))) == without_findings(read(text))


def test_a_contents_list_with_wrong_pages_is_reported_where_the_file_has_pages() -> None:
    draft = read(pdf_of(text_of("ekhamn").replace("\t", "....")))
    wrong = [finding for finding in draft.findings if finding.code == "contents_page_differs"]
    assert wrong
    first = wrong[0]
    assert first.spot is not None
    assert first.spot.page is not None
    assert str(first.spot.page) == first.values["found"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("(M) och Maj Nord (L) enligt", "(M) enligt", "persons_differ"),
        ("gjordes av Olle Palm m.fl. (SD)", "gjordes av Ole Palm m.fl. (SD)", "name_differs"),
        ("Olle Palm m.fl. (SD) enligt", "Olle Palm (SD) enligt", "et_al_differs"),
        ("Norra Ekhamns stadsdelsförvaltnings", "Västra Ekbys stadsdelsförvaltnings", "report_of_other_body"),
        ("till och med den 31 december 2022", "till och med den 31 juni 2022", "date_unreadable"),
        ("Ekhamn den 12 september 2018", "", "executive_board_date_missing"),
        ("Remisstiden sträckte sig till den 15 maj 2018.", "", "deadline_missing"),
        ("lämnar förvaltningens tjänsteutlåtande som sitt yttrande.", "bordlägger frågan.", "decision_type_unknown"),
        ("Karl Lind m.fl. (M)", "Karl Lind m.fl.", "party_not_stated"),
        ("Norra Ekhamns stadsdelsnämnd	8\n", "", "not_in_contents"),
        ("Ersättaryttrande gjordes av Rut", "Ers■■■■■■■■■ gjordes av Rut", "statement_unclear"),
    ],
)  # fmt: skip
def test_each_fault_has_its_finding(old: str, new: str, code: str) -> None:
    text = text_of("ekhamn")
    assert old in text
    assert code in codes(read(text.replace(old, new, 1)))


def test_a_lost_heading_is_made_good_by_the_sentence_of_the_decision(ekhamn: ConsultationDraft) -> None:
    text = text_of("ekhamn").replace(
        "Norra Ekhamns stadsdelsnämnd\n\nNorra Ekhamns stadsdelsnämnd bes", "Norra Ekhamns stadsdelsnämnd bes"
    )
    assert without_findings(read(text)) == without_findings(ekhamn)


def test_an_undated_sentence_that_begins_with_in_is_no_day() -> None:
    text = text_of("ekhamn").replace("den 24 april 2018 att", "I november 2018 att")
    assert body_of(read(text), "Barn- och ungdomsnämnden").decision_date is None


# Official reports


@pytest.fixture(scope="module")
def official() -> ConsultationDraft:
    return read(text_of("tjansteutlatande"))


@pytest.mark.req("REM-06", "REM-11", "REM-25", "DEC-11")
def test_an_official_report_has_its_head_points_and_signatures(official: ConsultationDraft) -> None:
    (body,) = official.bodies
    assert (body.name, body.report_by) == ("Björkviks stadsdelsnämnd", "Björkviks stadsdelsförvaltning")
    assert (body.report_date, official.deadline) == (date(2021, 3, 8), date(2021, 4, 30))
    assert official.case == "Förslag till program för trygga platser"
    assert official.registry == ("1.5.1-123/2021", "KS 2021/14")
    assert body.decision_type == "approve_and_hand_over"
    assert body.immediate
    assert "remisstiden" in (body.immediate_reason or "")
    assert [(one.name, one.title) for one in body.signed_by] == [
        ("Maria Mark", "Stadsdelsdirektör"),
        ("Nils Nord", "Avdelningschef"),
    ]
    assert (body.perspectives.gender, body.perspectives.child_rights) == ("made", "declared_not_made")
    assert [section.code for section in body.sections] == [
        *("decision", "summary", "background", "matter", "preparation", "views", "gender", "child_rights", "annexes")
    ]
    assert codes(official) == ["attachment_missing", "decision_not_shown"]


def test_the_handling_officer_has_not_signed(official: ConsultationDraft) -> None:
    assert "Lena Lund" not in json.dumps(as_json(official)["bodies"], ensure_ascii=False)


def test_scanned_official_reports_read_the_same(official: ConsultationDraft) -> None:
    scanned = text_of("tjansteutlatande").translate(str.maketrans("åäö", "§dé"))
    again = read(scanned)
    assert structure(again) == structure(official)
    assert again.bodies[0].name == "Bjérkviks stadsdelsnämnd"
    assert [one.title for one in again.bodies[0].signed_by] == ["Stadsdelsdirektör", "Avdelningschef"]


# Statements on their own


@pytest.mark.req("REM-29")
def test_a_statement_on_its_own_is_attributed_to_body_day_and_persons() -> None:
    draft = read(text_of("uttalande"))
    (body,) = draft.bodies
    (one,) = body.statements
    assert draft.case == "Svar på remiss om program för trygga platser"
    assert (body.name, body.decision_date) == ("Björkviks stadsdelsnämnd", date(2021, 4, 22))
    assert (one.type, shown(one.persons)) == (StatementType.SPECIAL_STATEMENT, "Pia Quist m.fl. (M), Rolf Rask (EP)")
    assert one.text is StatementText.OWN
    assert len(one.paragraphs) == 2
    assert codes(draft) == []


@pytest.mark.req("REM-29")
def test_a_statement_that_names_nobody_says_what_it_lacks() -> None:
    draft = read(text_of("uttalande_utan_namn"))
    assert draft.bodies[0].name is None
    assert draft.bodies[0].statements[0].persons == ()
    assert codes(draft) == ["body_missing", "meeting_date_missing", "persons_missing"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Reservation av Pia Quist (M)", StatementType.RESERVATION),
        ("Ersättaryttrande av Pia Quist (M)", StatementType.SUBSTITUTE_STATEMENT),
        ("Särskilt uttalande\n\nPia Quist (M)", StatementType.SPECIAL_STATEMENT),
    ],
)
def test_other_statements_on_their_own_keep_their_kind(title: str, kind: StatementType) -> None:
    draft = read(f"{title}\n\nVi anser att förslaget är bra.\n\nDet bör genomföras snart.")
    assert draft.bodies[0].statements[0].type is kind
    assert shown(draft.bodies[0].statements[0].persons) == "Pia Quist (M)"


# What is none of these


@pytest.mark.parametrize(
    "text",
    [
        "Hej, kan vi ses på tisdag? Jag bokar rummet.",
        "Sammanfattning\n\nEn bok om hästar.\n\nBakgrund\n\nHästar är stora.",
        "Reservation av platser ska ske senast fredag.\n\nRing oss.",
        "Protokoll 2023-10-24\n\n§ 7 Svar på remiss\n\nReservation\n\nJan Ek (L)\n\nVi vill mer.",
        NORRVIK.read_text(),
    ],
)
def test_what_is_no_document_of_a_consultation_is_refused_with_one_sentence(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(text)
    assert re.fullmatch(r"[^.]+\.", str(refusal.value))


def test_the_contract_has_exactly_its_keys(ekhamn: ConsultationDraft) -> None:
    draft: Any = json.loads(json.dumps(as_json(ekhamn)))
    assert list(draft) == [
        *("kind", "case", "registry", "initiator", "responsible", "executive_board_date", "valid_from", "valid_until"),
        *("deadline", "bodies", "upper_level_statements", "findings"),
    ]
    assert list(draft["bodies"][0]) == [
        *("name", "kind", "page", "decision_date", "report_by", "report_date", "report_type", "decision_points"),
        *("decision_type", "immediate", "perspectives", "statements", "sub_referrals"),
    ]
    statement = draft["bodies"][1]["statements"][0]
    assert list(statement) == ["type", "persons", "text", "refers_to", "announced", "printed_as"]
    assert list(statement["persons"][0]) == ["name", "party", "et_al"]
    assert list(draft["upper_level_statements"][0]) == ["level", "type", "persons", "text", "identical_to"]
    assert list(draft["findings"][0]) == ["code", "where", "message"]


def test_every_finding_has_a_swedish_sentence() -> None:
    with (HERE.parent / "locale/sv/LC_MESSAGES/django.po").open("rb") as file:
        swedish = {str(message.id): str(message.string) for message in read_po(file) if message.id}
    assert {text for text in MESSAGES.values() if not swedish.get(text)} == set()


# How long it takes


def test_an_invented_report_as_long_as_the_real_one_is_read_within_two_seconds() -> None:
    text = invented_report()
    assert 80_000 < len(text) < 120_000
    before = time.process_time()
    draft, seconds = read_timed(text.encode())
    assert time.process_time() - before < SECONDS
    assert seconds > 0
    assert len(draft.bodies) == 16
    assert codes(draft) == []
    assert all(one.text is StatementText.OWN for body in draft.bodies for one in body.statements)


def test_many_answers_have_names_and_persons_of_their_own() -> None:
    draft = read(invented_report(bodies=60, paragraphs=1))
    assert len({body.name for body in draft.bodies}) == 60
    assert codes(draft) == []
