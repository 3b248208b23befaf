"""Invented documents in the layouts that cities use, each against what a person reads in it, clean and damaged."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

import docx
import pytest

from samverkan.ground.refusals import Refused
from samverkan.reading.consultation import BodyDraft, ConsultationDraft, as_json, read_consultation
from samverkan.reading.files import read_document
from samverkan.reading.tests.build import HERE

DATA = HERE / "data" / "consultation"


def text_of(name: str) -> str:
    return (DATA / f"{name}.txt").read_text()


def read(source: str | bytes) -> ConsultationDraft:
    data = source.encode() if isinstance(source, str) else source
    return read_consultation(read_document(data, "document", size_limit=10_000_000))


def day(value: date | None) -> str:
    return value.isoformat() if value else "–"


def line(body: BodyDraft) -> str:
    """Return a body as one line: who, page, decision, whose report, points, type, whether at once."""
    kind = body.decision_type.value if body.decision_type else "–"
    at_once = " at once" if body.immediate else ""
    decided = f"{day(body.decision_date)} {kind} {len(body.decision_points)}{at_once}"
    return (
        f"{body.name} p{body.page or '–'}: {decided}; "
        f"{body.report_by or '–'} {day(body.report_date)} {body.report_type or '–'}"
    )


def said(body: BodyDraft) -> list[str]:
    """Return a body's statements as lines: kind, persons, where the words are."""
    return [
        f"{one.type.value}: "
        + ", ".join(f"{p.name}{' m.fl.' if p.et_al else ''} ({p.party})" for p in one.persons)
        + f": {one.text.value}{f' {one.refers_to}' if one.refers_to else ''}"
        for one in body.statements
    ]


# A council report as they were printed in the 2010s


@pytest.fixture(scope="module")
def granstad() -> ConsultationDraft:
    return read(text_of("granstad"))


@pytest.mark.req("REM-01", "REM-02", "REM-03", "REM-22")
def test_an_old_report_tells_its_case_its_levels_and_whom_it_asked(granstad: ConsultationDraft) -> None:
    head = as_json(granstad)
    assert (head["registry"], head["initiator"], head["responsible"]) == (
        *(["159-1204/2015"], "stadsledningskontoret", ["Eva-Lena Strand"]),
    )
    assert (head["valid_from"], head["valid_until"], head["deadline"]) == ("2017-01-01", "2019-12-31", "2016-06-30")
    mayors, board = granstad.levels
    assert (mayors.name, mayors.day) == ("Borgarrådsberedningen", None)
    assert (board.name, board.place, day(board.day)) == ("Kommunstyrelsen", "Granstad", "2016-10-12")
    assert board.signed_by is not None
    assert board.signed_by.name == "Eva-Lena Strand"
    assert [(one.number, one.title[:12]) for one in granstad.annexes] == [
        *((1, "Reservatione"), (2, "Trygghetsöve"), (3, "Karta över s")),
    ]
    assert granstad.responsible_title == "Föredragande borgarrådet"
    assert granstad.summary[0].startswith("Stadsledningskontoret har tillsammans")
    assert granstad.matter[0].startswith("Granstads stad och polisen har sedan 2008")


@pytest.mark.req("PRI-16", "REM-21")
def test_a_change_told_with_both_wordings_in_quotes_is_kept_with_its_reason(granstad: ConsultationDraft) -> None:
    (change,) = granstad.text_changes
    assert (change.old, change.new) == (
        "Parterna ska mötas vid behov",
        "Parterna ska mötas minst två gånger per år",
    )
    assert change.reason == "för att nämnderna efterlyst en tidsplan"


GRANSTAD = [
    "Stadsledningskontoret p7: – – 0; Stadsledningskontoret 2016-04-04 tjänsteutlåtande",
    "Fastighetsnämnden p8: 2016-06-14 hand_over 2 at once; Fastighetskontoret 2016-05-24 tjänsteutlåtande",
    "Kultur- och idrottsnämnden p9: 2016-06-16 answered_with 1; "
    "Kultur- och idrottsförvaltningen 2016-05-30 tjänsteutlåtande",
    "Norra Granstads stadsdelsnämnd p10: 2016-06-15 approve_and_hand_over 1; "
    "Norra Granstads stadsdelsförvaltning 2016-05-26 tjänsteutlåtande",
    "Ekbackens stadsdelsnämnd p11: – – 0; – – –",
    "Sjölunda-Backa stadsdelsnämnd p12: 2016-06-16 answered_with 1; "
    "Sjölunda-Backa stadsdelsförvaltning 2016-05-27 tjänsteutlåtande",
    "Granstads Stadshus AB p13: – – 0; Granstads Stadshus AB 2016-06-20 yttrande",
    "Polisregion Öst p14: – – 0; Polisregion Öst 2016-06-22 yttrande",
]
GRANSTAD_STATEMENTS = {
    "Fastighetsnämnden": [
        "reservation: Per Holmgren m.fl. (M), Ylva Storm (L): own",
        "substitute_statement: Malte Frid (KD): own",
    ],
    "Norra Granstads stadsdelsnämnd": ["special_statement: Bo Lager m.fl. (M), Ulla Frisk (L), Ann Sten (C): own"],
    "Sjölunda-Backa stadsdelsnämnd": ["reservation: Nils Bergvall m.fl. (M): reference Fastighetsnämnden"],
}


@pytest.mark.req("REM-08", "REM-10", "REM-12", "REM-15", "REM-18")
def test_every_body_and_statement_of_an_old_report_is_read(granstad: ConsultationDraft) -> None:
    assert [line(body) for body in granstad.bodies] == GRANSTAD
    assert {str(body.name): said(body) for body in granstad.bodies if body.statements} == GRANSTAD_STATEMENTS
    subs = [(one.name, day(one.date)) for one in granstad.bodies[6].sub_referrals]
    assert subs == [("Granstadshem AB", "2016-06-01"), ("AB Granstads Parkering", "2016-06-03")]
    assert [one.code for one in granstad.findings] == [
        *("consultee_abstained", "no_board_decision", "kind_unknown", "no_board_decision", "contents_omits"),
    ]


# A council report of another municipality, without a contents list


def test_a_report_with_paragraph_numbers_and_no_contents_list_is_read() -> None:
    draft = read(text_of("norrhamn"))
    assert draft.case == "Överenskommelse om samverkan mot brott i Norrhamn"
    assert [line(body) for body in draft.bodies] == [
        "Kommunledningsförvaltningen p–: – – 0; Kommunledningsförvaltningen 2024-02-12 tjänsteutlåtande",
        "Barn- och utbildningsnämnden p–: 2024-03-21 submit_as_response 2 at once; "
        "Barn- och utbildningsförvaltningen 2024-03-04 tjänsteutlåtande",
        "Socialnämnden p–: 2024-03-19 approve_and_hand_over 1; Socialförvaltningen 2024-03-01 yttrande",
        "Samhällsbyggnadsnämnden p–: 2024-03-20 submit_as_response 1; "
        "Samhällsbyggnadsförvaltningen 2024-02-28 tjänsteutlåtande",
        "Norrhamns Stadshus AB p–: – – 0; Norrhamns Stadshus AB 2024-04-09 remissvar",
    ]
    assert [said(body) for body in draft.bodies if body.statements] == [
        [
            "reservation: Tor Ulvsson (M), Eli Brandt (L): none",
            "special_statement: Mona Rydh m.fl. (V): own",
        ],
        ["reservation: Ante Kall m.fl. (C): own"],
    ]
    assert draft.unanswered == ("kommunala ungdomsrådet",)
    assert {one.code for one in draft.findings} == {
        *("et_al_differs", "no_board_decision", "consultee_without_answer"),
    }


# Official reports of three cities


@pytest.mark.parametrize(
    ("name", "shown", "case", "registry", "deadline", "signed"),
    [
        (
            "tjansteutlatande_spalter",
            "Lövsjö stadsdelsnämnd p–: – submit_as_response 2 at once; "
            "Lövsjö stadsdelsförvaltning 2023-09-11 tjänsteutlåtande",
            "Övergripande samverkansöverenskommelse med polisen",
            ("LÖV 2023/812", "KS 2023/740"),
            "2023-10-27",
            ["Henrik Sandell Stadsdelsdirektör", "Lisbet Hammar Avdelningschef"],
        ),
        (
            "tjansteutlatande_goteliden",
            "Stadsområdesnämnd Väster p–: – submit_as_response 2 at once; – 2022-08-15 tjänsteutlåtande",
            "Yttrande över remiss om förslag till trygghetsprogram 2023–2026",
            ("N131-0456/22",),
            "2022-09-30",
            ["Lars Berghult Förvaltningsdirektör", "Mia Sandhed Avdelningschef"],
        ),
        (
            "tjansteskrivelse",
            "Funktionsstödsnämnden p–: – approve_and_hand_over 2; "
            "Funktionsstödsförvaltningen 2023-02-20 tjänsteskrivelse",
            "Remiss från kommunstyrelsen: Samverkansöverenskommelse mellan Malmars stad och Polisområde Syd",
            ("FSN-2023-118",),
            "2023-04-14",
            ["Ulf Mårdh Avdelningschef", "Ingrid Kvarn Förvaltningsdirektör"],
        ),
    ],
)
@pytest.mark.req("REM-06", "REM-07", "REM-11", "DEC-11")
def test_official_reports_are_read_in_the_layouts_of_three_cities(
    name: str, shown: str, case: str, registry: tuple[str, ...], deadline: str, signed: list[str]
) -> None:
    draft = read(text_of(name))
    (body,) = draft.bodies
    assert line(body) == shown
    assert (draft.case, draft.registry, day(draft.deadline)) == (case, registry, deadline)
    assert [f"{one.name} {one.title}" for one in body.signed_by] == signed
    assert [one.code for one in draft.findings] == ["decision_not_shown"]


# Statements on their own


@pytest.mark.parametrize(
    ("name", "body", "when", "case", "shown"),
    [
        (
            *("uttalande_versaler", "Lövsjö stadsdelsnämnd", "2023-10-19"),
            "Svar på remiss om övergripande samverkansöverenskommelse med polisen (KS 2023/740)",
            "special_statement: Rolf Tärnström m.fl. (M): own",
        ),
        (
            *("reservation", "Socialnämnden", "2023-10-24"),
            "Övergripande samverkansöverenskommelse mellan staden och polisen – svar på remiss",
            "reservation: Lena Hagman m.fl. (M), Jörgen Spång (L), Pia Tjäder (C): own",
        ),
        (
            *("ersattaryttrande", "Bromsta stadsdelsnämnd", "2023-10-26", "Remiss av samverkansöverenskommelse"),
            "substitute_statement: Gaby Ruse (KD): own",
        ),
    ],
)
@pytest.mark.req("REM-29")
def test_statements_are_read_wherever_they_name_body_day_and_persons(
    name: str, body: str, when: str, case: str, shown: str
) -> None:
    draft = read(text_of(name))
    (found,) = draft.bodies
    assert (found.name, day(found.decision_date), draft.case, said(found)) == (body, when, case, [shown])
    assert draft.findings == ()


@pytest.mark.parametrize("name", ["protokollsutdrag"])
def test_an_extract_of_minutes_is_none_of_the_kinds(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(text_of(name))
    assert re.fullmatch(r"[^.]+\.", str(refusal.value))


# The same documents, damaged


def in_capitals(text: str) -> str:
    """Print every heading in capitals: a short line alone, with no full stop, comma or figure in it."""
    return re.sub(
        r"(?<=\n\n)(?=[A-ZÅÄÖ])([^\n.,:\d(]{4,60})(?=\n\n)", lambda found: found[1].upper(), text, flags=re.MULTILINE
    )


def without_contents(text: str) -> str:
    return re.sub(r"\nInnehållsförteckning.*?(?=\n\nStadsledningskontoret\n\n)", "", text, flags=re.DOTALL)


def hyphenated(text: str, width: int = 60) -> str:
    """Set the text in a narrow column in which long words are broken by a hyphen. Lines of columns stay as they are."""
    made = []
    for paragraph in text.split("\n\n"):
        is_columns = re.search(r"\S\s{3,}\S", paragraph) or len(paragraph.split("\n")[0]) < LEAST
        points = re.split(r"\n(?=\d\. )", paragraph)
        lines = [row for one in points for row in _column(one.split(), width)]
        made.append(paragraph if is_columns else "\n".join(lines))
    return "\n\n".join(made)


LEAST = 45
"""A paragraph whose first line is shorter is a heading or a list of short lines."""


def _column(words: list[str], width: int) -> list[str]:
    lines = [""]
    for word in words:
        room = width - len(lines[-1]) - 1
        if len(word) <= room or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif room > 6 and len(word) > 11 and word.isalpha() and word.islower():
            lines[-1] += f" {word[: room - 1]}-"
            lines.append(word[room - 1 :])
        else:
            lines.append(word)
    return lines


def with_page_numbers(text: str) -> str:
    """Put a page number and a running head in the midst of the text, as where page breaks are lost."""
    lines = text.split("\n")
    made: list[str] = []
    for place, each in enumerate(lines):
        made.append(each)
        if place % 31 == 30:
            made += ["", str(place // 31 + 1), "Utlåtande 2016:112", ""]
    return "\n".join(made)


def cyrillic(text: str) -> str:
    return text.translate(str.maketrans("aeocxpAEOCPMKHBT", "аеосхрАЕОСРМКНВТ"))


def tabled(text: str) -> bytes:
    """Make a DOCX whose every paragraph stands in a table, as forms do; what stands in columns gets a cell each."""
    made = docx.Document()
    for paragraph in re.split(r"\n\s*\n", text):
        in_columns = re.search(r"\S\s{3,}\S", paragraph)
        for row in paragraph.split("\n") if in_columns else [" ".join(paragraph.split())]:
            cells = re.split(r"\s{3,}", row.strip())
            table = made.add_table(rows=1, cols=len(cells))
            for place, words in enumerate(cells):
                table.cell(0, place).text = words
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


DAMAGES: dict[str, Callable[[str], str]] = {
    "capitals": in_capitals,
    "hyphens": hyphenated,
    "page numbers": with_page_numbers,
    "Cyrillic letters": cyrillic,
    "all of them": lambda text: cyrillic(with_page_numbers(hyphenated(in_capitals(text)))),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["granstad", "norrhamn"])
def test_a_damaged_report_reads_the_same(name: str, damage: str) -> None:
    clean, damaged = read(text_of(name)), read(DAMAGES[damage](text_of(name)))
    assert [line(body) for body in damaged.bodies] == [line(body) for body in clean.bodies]
    assert [said(body) for body in damaged.bodies] == [said(body) for body in clean.bodies]
    assert damaged.proposed_points == clean.proposed_points


@pytest.mark.parametrize("name", ["granstad", "norrhamn"])
def test_a_report_in_the_tables_of_a_word_document_reads_the_same(name: str) -> None:
    text = re.sub(r"\n(?=\d\. )", "\n\n", text_of(name))
    clean, tables = read(text), read(tabled(text))
    assert [line(body) for body in tables.bodies] == [line(body) for body in clean.bodies]
    assert [said(body) for body in tables.bodies] == [said(body) for body in clean.bodies]


def test_a_report_without_its_contents_list_lacks_only_the_pages() -> None:
    damaged = without_contents(text_of("granstad"))
    assert "Sid\n" not in damaged
    assert [re.sub(r"p–", "p", line(body)) for body in read(damaged).bodies] == [
        re.sub(r"p\d+", "p", each) for each in GRANSTAD
    ]


@pytest.mark.parametrize(("sound", "scanned"), [("Ekbackens", "Ekbachens"), ("Sjölunda-Backa", "Sjölunda-Bacha")])
def test_a_heading_with_a_wrong_letter_makes_no_second_body(sound: str, scanned: str) -> None:
    text = text_of("granstad")
    heading = f"\n\n{sound} stadsdelsnämnd\n\n"
    assert heading in text
    damaged = text.replace(heading, heading.replace(sound, scanned), 1)
    assert [line(body) for body in read(damaged).bodies] == GRANSTAD
