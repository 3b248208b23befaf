"""Old documents read into rounds of the past: the real report of 2023, the command, and what is refused."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override

from samverkan.access.actor import system_actor
from samverkan.audit.models import Entry
from samverkan.consultations.models import Case, ReadFinding, ReadValue, Round, Statement
from samverkan.consultations.queries.report import council_report
from samverkan.consultations.queries.work import voices_of_statements
from samverkan.consultations.rules.grouping import group_alike
from samverkan.consultations.rules.report import CouncilReport, findings
from samverkan.consultations.services import cases, rounds
from samverkan.consultations.services.past import import_report
from samverkan.consultations.words import CaseTextKind, ChainLevel, FindingCode, PerspectiveState, TextKind
from samverkan.documents.models import Document
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.organisation.models import Unit
from samverkan.reading.consultation import read_consultation
from samverkan.reading.files import read_document
from samverkan.reading.tests.build import HERE
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
INVENTED = HERE / "data" / "consultation"
REPORT = "003_41df3c59e6282b61.txt"
STATEMENT = """Särskilt uttalande av Eva Ek (M)

Med anledning av remissen om samverkansöverenskommelsen vill vi anföra följande.

Vi ställer oss positiva till överenskommelsen men saknar en tidplan.
"""


def imported(cast: Cast, shared: Path) -> Round:
    data = (shared / "seeds" / REPORT).read_bytes()
    return import_report(by=cast.gustav, data=data, name=REPORT, municipality=cast.units["town"], today=TODAY)[0]


@pytest.fixture
def report(cast: Cast, shared: Path) -> CouncilReport:
    return council_report(imported(cast, shared))


@pytest.mark.req("REM-18", "REM-20", "REM-22")
def test_the_real_report_of_2023_becomes_a_round_in_the_same_order(report: CouncilReport, shared: Path) -> None:
    data = (shared / "seeds" / REPORT).read_bytes()
    read = read_consultation(read_document(data, REPORT, size_limit=len(data)))
    assert report.contents == tuple(body.name for body in read.bodies)
    assert len(report.contents) == 16
    for body, draft in zip(report.bodies, read.bodies, strict=True):
        assert (body.decision_date, body.report_date, body.decision_points) == (
            draft.decision_date,
            draft.report_date,
            draft.decision_points,
        )
        assert [one.type.value for one in body.statements] == [one.type.value for one in draft.statements]
        assert [one.text_kind.value for one in body.statements] == [one.text.value for one in draft.statements]
        assert [one.name for one in body.sub_referrals] == [one.name for one in draft.sub_referrals]
        told = " ".join(" ".join(f"{one.heading} {one.text}" for one in body.sections).split())
        assert told.strip() == " ".join(" ".join(draft.paragraphs).split())
    assert [(level.level, level.decided_on) for level in report.levels] == [
        (ChainLevel.EXECUTIVE_OFFICE, date(2023, 6, 20)),
        (ChainLevel.COUNCIL_OF_MAYORS, None),
        (ChainLevel.EXECUTIVE_BOARD, date(2023, 11, 29)),
    ]
    assert (report.valid_from, len(report.proposal), len(report.annexes)) == (date(2024, 1, 1), 2, 2)


@pytest.mark.req("REM-15", "REM-16", "REM-26", "REM-29")
def test_references_are_shown_in_place_and_the_reports_own_faults_are_found(report: CouncilReport) -> None:
    kinds = Counter(one.text_kind for body in report.bodies for one in body.statements)
    assert kinds[TextKind.REFERENCE] == 6
    referring = [one for body in report.bodies for one in body.statements if one.text_kind is TextKind.REFERENCE]
    assert len({one.resolved_text for one in referring}) == 1
    assert all(one.resolved_points for one in referring)
    identical = [one for level in report.levels for one in level.statements if one.text_kind is TextKind.IDENTICAL]
    assert [bool(one.words) for one in identical] == [True, True]
    assert [(one.code, one.where) for one in findings(report)] == [
        (FindingCode.TYPE_DIFFERS, "Socialnämnden"),
        (FindingCode.ET_AL_DIFFERS, "Skärholmens stadsdelsnämnd"),
        (FindingCode.TEXT_MISSING, "Skärholmens stadsdelsnämnd"),
    ]


@pytest.mark.req("REM-25", "CRO-02", "CRO-03", "CRO-04")
def test_the_perspectives_of_2023_are_told_made_declined_or_absent(report: CouncilReport) -> None:
    by_name = {body.name.split()[0]: [state for _one, state in body.perspectives] for body in report.bodies}
    made, declined, absent = PerspectiveState.MADE, PerspectiveState.DECLARED_NOT_MADE, PerspectiveState.ABSENT
    assert by_name["Kungsholmens"] == [made, made, made]
    assert by_name["Utbildningsnämnden"] == [declined, declined, absent]
    assert by_name["Skärholmens"] == [made, absent, absent]
    assert by_name["Farsta"] == [absent, absent, absent]


@pytest.mark.req("REM-17")
def test_the_near_identical_reservations_of_2023_are_one_group(cast: Cast, shared: Path) -> None:
    round_ = imported(cast, shared)
    groups = group_alike(voices_of_statements(round_))
    assert [len(group.voices) for group in groups] == [6, 2]


def test_every_value_stands_beside_its_place_and_what_is_missing_is_told(cast: Cast, shared: Path) -> None:
    round_ = imported(cast, shared)
    board = ReadValue.objects.get(round=round_, label="executive_board_date")
    assert (board.value, board.first_line, "29 november 2023" in board.quote) == ("2023-11-29", 109, True)
    codes = set(ReadFinding.objects.values_list("code", flat=True))
    assert {"statement_not_printed", "statement_kind_differs", "deadline_missing"} <= codes
    assert round_.last_day is None
    assert all(one.first_line for one in ReadValue.objects.all())


def test_a_round_of_the_past_is_seen_but_not_worked_on(
    cast: Cast, shared: Path, client_of: Callable[[str], Client]
) -> None:
    round_ = imported(cast, shared)
    with pytest.raises(Refused):
        rounds.prepare_round(by=cast.gustav, case=round_.case, today=TODAY)
    with pytest.raises(Refused):
        cases.revise_case(by=cast.gustav, case=round_.case, edition=1, title="Ny", initiator="Ny")
    client = client_of("gustav")
    for address in (
        f"/remisser/omgang/{round_.pk}/inlast/",
        f"/remisser/omgang/{round_.pk}/",
        f"/remisser/omgang/{round_.pk}/lika/",
        f"/remisser/omgang/{round_.pk}/hallningar/",
        f"/remisser/arende/{round_.case_id}/",
        f"/remisser/svar/{round_.referrals.get(name='Socialnämnden').pk}/",
    ):
        assert client.get(address).status_code == 200, address
    shown = client.get(f"/remisser/omgang/{round_.pk}/inlast/").content.decode()
    assert "Tapani Juntunen" in shown
    assert "29 november 2023" in shown
    assert client_of("amina").get(f"/remisser/omgang/{round_.pk}/").status_code == 404


def test_the_same_file_twice_is_the_same_round(cast: Cast) -> None:
    values: dict[str, Any] = {
        "data": STATEMENT.encode(),
        "name": "uttalande.txt",
        "municipality": cast.units["town"],
        "today": TODAY,
    }
    first, is_new = import_report(by=cast.gustav, **values)
    again, is_new_again = import_report(by=cast.gustav, **values)
    assert (first, is_new, is_new_again) == (again, True, False)
    assert Statement.objects.get().persons.get().name == "Eva Ek"
    with pytest.raises(NotAllowed):
        import_report(by=cast.amina, **values)


@pytest.mark.parametrize(
    "text", ["", "Recept på kanelbullar\n\nVispa smör och socker.", "19811218-9876\n\n" + STATEMENT]
)
def test_a_document_of_no_known_kind_or_with_person_data_leaves_nothing_behind(
    cast: Cast, text: str, documents_folder: Path
) -> None:
    before = Entry.objects.count()
    with pytest.raises(Refused):
        import_report(by=cast.gustav, data=text.encode(), name="fil.txt", municipality=cast.units["town"], today=TODAY)
    assert not Case.objects.exists()
    assert not Document.objects.exists()
    assert not documents_folder.exists() or not [path for path in documents_folder.rglob("*") if path.is_file()]
    assert Entry.objects.count() == before


def test_the_command_prints_the_contract_and_stores_only_when_it_is_not_a_dry_run(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "uttalande.txt"
    path.write_text(STATEMENT)
    call_command("import_consultation", str(path), "--dry-run", "--json")
    read = json.loads(capsys.readouterr().out)
    assert read["kind"] == "special_statement"
    assert set(read) == {
        *("kind", "case", "registry", "initiator", "responsible", "executive_board_date", "valid_from"),
        *("valid_until", "deadline", "bodies", "upper_level_statements", "findings"),
    }
    assert not Round.objects.exists()
    call_command("import_consultation", str(path))
    assert "Eva Ek (M)" in capsys.readouterr().out
    assert Round.objects.get().case.municipality == cast.units["town"]


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01\x02", "Recept på kanelbullar".encode()])
def test_the_command_refuses_with_one_line_and_stores_nothing(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    path = tmp_path / "fil.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        call_command("import_consultation", str(path))
    captured = capsys.readouterr()
    assert ended.value.code == 1
    assert (captured.out, len(captured.err.strip().splitlines())) == ("", 1)
    assert not Case.objects.exists()


def test_the_municipality_is_the_only_one_the_named_one_or_asked_for(cast: Cast) -> None:
    by = system_actor("import-consultation")
    Unit.objects.create(name="Ekstads kommun", kind="municipality", party="municipality", valid_from=TODAY)
    with pytest.raises(Refused):
        import_report(by=by, data=STATEMENT.encode(), name="a.txt", today=TODAY)
    named = STATEMENT.replace("samverkansöverenskommelsen", "samverkansöverenskommelsen i Ekstad")
    assert (
        import_report(by=by, data=named.encode(), name="a.txt", today=TODAY)[0].case.municipality.name
        == "Ekstads kommun"
    )


@pytest.mark.req("REM-20", "REM-21", "REM-22", "REM-31")
def test_the_texts_levels_changes_and_notes_of_2023_are_stored(report: CouncilReport) -> None:
    assert [kind for kind, _text in report.texts] == list(CaseTextKind)
    assert report.text(CaseTextKind.MATTER).startswith("Nu gällande samverkansöverenskommelse")
    (change,) = report.changes
    assert (change.material, change.heading) == ("bilaga 2", "Särskilt utsatta och sårbara brottsoffer")
    assert change.reason == "för att överensstämja med Polisens brottskategorier"
    mayors, board = report.levels[1:]
    assert mayors.decision == "Borgarrådsberedningen tillstyrker föredragande borgarrådets förslag."
    assert board.place == "Stockholm"
    assert board.chair is not None
    assert (board.chair.function, bool(board.chair.name)) == ("Kommunstyrelsens ordförande", True)
    assert [len(body.footnotes) for body in report.bodies if body.footnotes] == [2]
    assert {one.function for one in report.responsible} == {"Föredragande borgarråden"}


def test_what_is_stored_is_in_the_documents_words_whoever_reads_it_in(cast: Cast, shared: Path) -> None:
    with override("en"):
        round_ = imported(cast, shared)
    assert list(round_.case.steps.order_by("pk").values_list("name", flat=True)) == [
        *("Stadsledningskontoret", "Borgarrådsberedningen", "Kommunstyrelsen"),
    ]


@pytest.mark.req("REM-34")
def test_a_body_that_was_asked_and_prints_no_answer_is_told_as_such(cast: Cast) -> None:
    text = (INVENTED / "ekhamn.txt").read_bytes()
    round_, _new = import_report(by=cast.gustav, data=text, name="e.txt", municipality=cast.units["town"], today=TODAY)
    report = council_report(round_)
    assert report.missing == ("Valnämnden",)
    assert report.bodies[-1].unanswered_subs == ("Ekhamns Hamn AB",)
    assert FindingCode.NOT_ANNOUNCED in {one.code for one in findings(report)}


@pytest.mark.parametrize(("language", "line"), [("sv", "rad 622"), ("en", "line 622")])
def test_where_something_is_wrong_is_told_in_the_readers_language(
    cast: Cast, shared: Path, client_of: Callable[[str], Client], language: str, line: str
) -> None:
    round_ = imported(cast, shared)
    client = client_of("gustav")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    shown = client.get(f"/remisser/omgang/{round_.pk}/inlast/").content.decode()
    assert line in shown
    assert "substitute_statement" not in shown
    assert "Perspectives(" not in shown


def test_the_form_on_the_page_takes_a_file(client_of: Callable[[str], Client]) -> None:
    shown = client_of("gustav").get("/remisser/las-in/").content.decode()
    assert 'enctype="multipart/form-data"' in shown
