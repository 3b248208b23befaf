"""The pages: what each reader sees, boards and the City Council, and how many questions the pages ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.snapshots import is_intact
from samverkan.measures.models import Half
from samverkan.notices.models import Notice
from samverkan.organisation.models import Unit
from samverkan.reporting.models import BoardFeedback, CouncilReport, Report, Suggestion
from samverkan.reporting.services.boards import answer_suggestion, give_feedback, log_council_report, make_suggestion
from samverkan.reporting.services.compilations import settle_compilation
from samverkan.reporting.services.reports import return_report
from samverkan.reporting.tests.story import LAST_DAY, NOW, Story
from samverkan.reporting.words import FeedbackPart, FeedbackState, ParagraphKind, SectionKind
from tests.cast import START, TODAY

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
TOLD = {part.value: f"Nämnden får veta: {part.value}" for part in FeedbackPart}


def page(client: Client, name: str, *args: Any, language: str = "sv", **query: str) -> str:
    answer = client.get(reverse(f"reporting:{name}", args=args), query, headers={"accept-language": language})
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def settled(story: Story) -> Any:
    story.accept()
    return settle_compilation(by=story.cast.gustav, compilation=story.compile(), now=NOW)


def test_a_part_is_written_on_the_web_and_of_two_writers_both_wordings_are_shown(
    story: Story, client_of: ClientOf
) -> None:
    address = reverse("reporting:section", args=[story.report().pk, SectionKind.EFFECT.value])
    assert client_of("amina").post(address, {"text": "Kommunens ord", "edition": "1"}).status_code == 302
    answer = client_of("bertil").post(address, {"text": "Polisens ord", "edition": "1"})
    assert answer.status_code == 422
    assert "Amina Lind har sparat en annan lydelse" in answer.content.decode()
    assert "Kommunens" in answer.content.decode()
    assert "Polisens ord" in answer.content.decode()


def test_a_report_goes_from_written_to_accepted_on_the_web(story: Story, client_of: ClientOf) -> None:
    report = story.write()
    for name, deed in (("amina", "agree"), ("bertil", "agree"), ("bertil", "submit"), ("gustav", "accept")):
        client_of(name).post(reverse(f"reporting:{deed}", args=[report.pk]))
    assert story.report().state == "accepted"
    answer = client_of("gustav").post(reverse("reporting:accept", args=[report.pk]), follow=True)
    assert "inlämnad" in answer.content.decode().lower()
    assert story.report().sealed in page(client_of("amina"), "report", report.pk)


@pytest.mark.req("REP-13")
def test_who_is_elected_sees_a_report_when_it_is_accepted_and_never_the_dialogue_before(
    story: Story, client_of: ClientOf
) -> None:
    report = story.submit()
    hanna = client_of("hanna")
    back = return_report(by=story.cast.gustav, report=report, text="Skriv mer om effekten.", now=NOW)
    address = reverse("reporting:report", args=[report.pk])
    assert hanna.get(address).status_code == 404
    assert "Björkåsa" not in page(hanna, "list").split("<main")[1]
    story.agree()
    client_of("amina").post(reverse("reporting:submit", args=[report.pk]))
    client_of("gustav").post(reverse("reporting:accept", args=[report.pk]))
    text = hanna.get(address).content.decode()
    assert "Skriv mer om effekten." not in text
    assert "Vilka som har fått veta" not in text
    assert hanna.get(reverse("reporting:returned", args=[report.pk, back.pk])).status_code == 404
    assert "Skriv mer om effekten." in page(client_of("amina"), "report", report.pk)


@pytest.mark.req("REP-13")
def test_who_is_elected_sees_the_compilation_when_it_is_settled(story: Story, client_of: ClientOf) -> None:
    story.accept()
    compilation = story.compile()
    hanna = client_of("hanna")
    assert hanna.get(reverse("reporting:compilation", args=[compilation.pk])).status_code == 404
    settle_compilation(by=story.cast.gustav, compilation=compilation, now=NOW)
    assert "Fastställd" in page(hanna, "compilation", compilation.pk)


@pytest.mark.req("REP-07", "REP-02")
@pytest.mark.parametrize("name", ["gustav", "amina", "cecilia", "hanna"])
def test_no_link_of_a_settled_compilation_leads_its_reader_to_a_closed_door(
    story: Story, client_of: ClientOf, name: str
) -> None:
    compilation, client = settled(story), client_of(name)
    texts = [page(client, "compilation", compilation.pk)]
    texts += [page(client, "paragraph", one.pk) for one in compilation.paragraphs.all()]
    texts.append(page(client, "report", story.report().pk))
    addresses = {
        found.replace("&amp;", "&")
        for text in texts
        for found in re.findall(r'href="(/[^"#]+)"', text.split("<main")[1])
        if "/static/" not in found and "/rodatraden/" not in found  # the roof's way into the thread
    }
    assert reverse("reporting:report", args=[story.report().pk]) in addresses
    client.raise_request_exception = False
    closed = {address for address in addresses if client.get(address).status_code == 404}
    assert not closed


@pytest.mark.req("COM-09", "REP-02")
def test_every_district_reads_its_own_letter_when_it_is_sent(story: Story, client_of: ClientOf) -> None:
    story.accept()
    compilation = story.compile()
    letter = compilation.letters.get(unit=story.cast.units["granvik"])
    address = reverse("reporting:letter", args=[letter.pk])
    assert client_of("cecilia").get(address).status_code == 404
    settle_compilation(by=story.cast.gustav, compilation=compilation, now=NOW)
    assert "Vi har ingen godkänd rapport från er" in client_of("cecilia").get(address).content.decode()
    assert client_of("amina").get(address).status_code == 404
    assert Notice.objects.filter(kind="reporting.letter", recipient=story.cast.users["cecilia"]).exists()


def test_rewriting_a_paragraph_on_the_web_refuses_a_number_that_nobody_has_counted(
    story: Story, client_of: ClientOf
) -> None:
    story.accept()
    paragraph = story.compile().paragraphs.get(kind=ParagraphKind.OVERALL)
    address = reverse("reporting:paragraph", args=[paragraph.pk])
    answer = client_of("gustav").post(address, {"text": "Hela 17 åtgärder", "edition": "1"})
    assert answer.status_code == 422
    assert "De här talen finns inte bland styckets siffror: 17." in answer.content.decode()
    assert client_of("gustav").post(address, {"text": "Nästan allt blev gjort.", "edition": "1"}).status_code == 302
    assert "Omskrivet av en människa" in page(client_of("gustav"), "compilation", paragraph.compilation_id)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_pages_are_there_in_both_languages_and_before_anything_has_happened(
    cast: Any, client_of: ClientOf, language: str
) -> None:
    for name in ("gustav", "amina", "hanna"):
        for address in ("list", "boards", "council"):
            assert "%(" not in page(client_of(name), address, language=language)
        assert "%(" not in page(client_of(name), "board", cast.units["board"].pk, language=language)


@pytest.mark.req("REP-08", "REP-05")
def test_a_board_sees_what_it_answers_for_what_is_done_and_nothing_undecided(story: Story, client_of: ClientOf) -> None:
    administration = story.cast.units["board"].parent
    Half.objects.filter(party="municipality").update(unit=administration)
    text = page(client_of("hanna"), "board", story.cast.units["board"].pk)
    assert "1 av 2" in text
    assert "Nattvandring" in text
    story.undone.__class__.objects.filter(pk=story.undone.pk).update(entered=None)
    assert "Nattvandring" not in page(client_of("hanna"), "board", story.cast.units["board"].pk)


@pytest.mark.req("REP-03", "REP-04")
def test_a_board_is_told_in_a_set_form_whose_text_and_figures_are_frozen(story: Story, client_of: ClientOf) -> None:
    report, board = story.accept(), story.cast.units["board"]
    Half.objects.filter(party="municipality").update(unit=board.parent)
    address = reverse("reporting:give_feedback", args=[board.pk])
    lacking = client_of("amina").post(address, TOLD | {"remains": " "})
    assert lacking.status_code == 422
    assert client_of("amina").post(address, TOLD | {"report": str(report.pk)}).status_code == 302
    feedback = BoardFeedback.objects.get()
    assert feedback.content["figures"]["halves"] == {"done": 1, "planned": 1}
    Half.objects.update(state="done", done_on=LAST_DAY)
    feedback.refresh_from_db()
    assert is_intact(feedback.content, feedback.sealed)
    text = page(client_of("hanna"), "feedback", feedback.pk)
    assert all(words in text for words in TOLD.values())
    assert Notice.objects.filter(kind="reporting.feedback", recipient=story.cast.users["hanna"]).count() == 1
    with pytest.raises(Refused, match="own administration"):
        give_feedback(
            by=story.cast.amina,
            board=board,
            texts=dict.fromkeys(FeedbackPart, "Text"),
            report=story.submit("granvik"),
            now=NOW,
        )


@pytest.mark.req("REP-06")
def test_a_member_leaves_a_suggestion_and_is_answered_once(story: Story, client_of: ClientOf) -> None:
    board = story.cast.units["board"]
    with pytest.raises(NotAllowed):
        make_suggestion(by=story.cast.amina, board=board, text="Tänk på bakgatan", now=NOW)
    address = reverse("reporting:suggest", args=[board.pk])
    assert client_of("hanna").post(address, {"text": "Ring 070-123 45 67"}).status_code == 422
    assert client_of("hanna").post(address, {"text": "Tänk på bakgatan"}).status_code == 302
    suggestion = Suggestion.objects.get()
    reply = reverse("reporting:answer", args=[suggestion.pk])
    assert client_of("amina").post(reply, {"reply": "Tack, vi gick dit."}).status_code == 302
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.replied_by_party) == (FeedbackState.ANSWERED, "municipality")
    assert "Tack, vi gick dit." in page(client_of("hanna"), "board", board.pk)
    with pytest.raises(Refused, match="already been answered"):
        answer_suggestion(by=story.cast.doris, suggestion=suggestion, reply="Igen", now=NOW)


def test_a_report_to_the_council_is_logged_once_with_text_or_document(story: Story, client_of: ClientOf) -> None:
    town = story.cast.units["town"]
    values: dict[str, Any] = {
        "municipality": town.pk,
        "given_on": "2026-03-01",
        "registry_number": "KS 2026/12",
        "document": SimpleUploadedFile("rapport.pdf", b"%PDF-1.4", "application/pdf"),
    }
    address = reverse("reporting:log_council")
    assert client_of("gustav").post(address, values).status_code == 302
    kept = CouncilReport.objects.get()
    assert kept.document is not None
    assert "KS 2026/12" in page(client_of("hanna"), "council")
    answer = client_of("hanna").get(reverse("reporting:council_file", args=[kept.pk]))
    assert answer.content == b"%PDF-1.4"
    given: dict[str, Any] = {"by": story.cast.gustav, "municipality": town, "given_on": TODAY, "now": NOW}
    for more, words in (
        ({"registry_number": "KS 2026/12", "text": "Läget"}, "already been logged"),
        ({"registry_number": "KS 2026/13"}, "attach the document"),
        ({"registry_number": "KS 2026/14", "text": "x", "given_on": NOW.date().replace(year=2027)}, "not before"),
    ):
        with pytest.raises(Refused, match=words):
            log_council_report(**(given | more))
    with pytest.raises(NotAllowed):
        log_council_report(**(given | {"by": story.cast.amina, "registry_number": "KS 1", "text": "x"}))


def grow(story: Story, count: int) -> None:
    """Let so many more districts have an accepted report with the same content."""
    report = story.report()
    units = Unit.objects.bulk_create(
        Unit(
            name=f"Stadsdel {number:03}",
            kind="district",
            party="municipality",
            parent=story.cast.units["town"],
            municipality=story.cast.units["town"],
            valid_from=START,
        )
        for number in range(count)
    )
    Report.objects.bulk_create(
        Report(
            period=report.period,
            unit=unit,
            state="accepted",
            content=report.content,
            sealed=report.sealed,
            accepted_at=NOW,
            submitted_at=NOW,
            municipality_agrees_on=TODAY,
            police_agrees_on=TODAY,
        )
        for unit in units
    )


def test_every_page_asks_as_many_questions_for_290_districts_as_for_two(story: Story, client_of: ClientOf) -> None:
    story.accept()
    client, found = client_of("gustav"), []
    for more in (0, 290):
        grow(story, more)
        compilation = story.compile()
        addresses = {
            "list": reverse("reporting:list"),
            "report": reverse("reporting:report", args=[story.report().pk]),
            "compilation": reverse("reporting:compilation", args=[compilation.pk]),
            "boards": reverse("reporting:boards"),
            "board": reverse("reporting:board", args=[story.cast.units["board"].pk]),
            "export": reverse("reporting:export", args=[story.period.pk, "json"]),
        }
        for kind in (ParagraphKind.OVERALL, ParagraphKind.UNDONE):
            addresses[kind] = reverse("reporting:paragraph", args=[compilation.paragraphs.get(kind=kind).pk])
        counts = {}
        for name, address in addresses.items():
            with CaptureQueriesContext(
                connection,
            ) as asked:
                answer = client.get(address)
            assert answer.status_code == 200
            assert len(answer.content) < 2_000_000, name
            counts[name] = len(asked)
        found.append(counts)
    assert found[0] == found[1]
    assert max(found[1].values()) <= 40
