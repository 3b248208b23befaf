"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from samverkan.reporting.models import CouncilReport, Suggestion
from samverkan.reporting.services.boards import Upload, give_feedback, log_council_report
from samverkan.reporting.services.compilations import draft_compilation
from samverkan.reporting.services.reports import return_report
from samverkan.reporting.tests.story import NOW, build_story
from samverkan.reporting.words import FeedbackPart
from tests.cast import TODAY, Cast
from tests.door import Door


def report(cast: Cast) -> list[Any]:
    return [build_story(cast).report().pk]


def submitted(cast: Cast) -> list[Any]:
    return [build_story(cast).submit().pk]


def accepted(cast: Cast) -> list[Any]:
    return [build_story(cast).accept().pk]


def section(cast: Cast) -> list[Any]:
    return [*report(cast), "summary"]


def returned(cast: Cast) -> list[Any]:
    story = build_story(cast)
    found = return_report(by=cast.gustav, report=story.submit(), text="Skriv mer om effekten.", now=NOW)
    return [found.report_id, found.pk]


def period(cast: Cast) -> list[Any]:
    return [build_story(cast).period.pk]


def export(cast: Cast) -> list[Any]:
    return [*period(cast), "csv"]


def compilation(cast: Cast) -> list[Any]:
    story = build_story(cast)
    story.accept()
    return [draft_compilation(by=cast.gustav, period=story.period, now=NOW).pk]


def paragraph(cast: Cast) -> list[Any]:
    story = build_story(cast)
    story.accept()
    return [story.compile().paragraphs.all()[0].pk]


def letter(cast: Cast) -> list[Any]:
    story = build_story(cast)
    story.accept()
    return [story.compile().letters.get(unit=cast.units["bjorkasa"]).pk]


def board(cast: Cast) -> list[Any]:
    return [cast.units["board"].pk]


def feedback(cast: Cast) -> list[Any]:
    texts = dict.fromkeys(FeedbackPart, "Som planerat")
    return [give_feedback(by=cast.amina, board=cast.units["board"], texts=texts, now=NOW).pk]


def suggestion(cast: Cast) -> list[Any]:
    return [
        Suggestion.objects.create(
            board=cast.units["board"],
            unit=cast.units["bjorkasa"],
            text="Tänk på bakgatan",
            from_function="Ledamot",
            received_at=NOW,
        ).pk
    ]


def council(cast: Cast) -> list[Any]:
    kept: CouncilReport = log_council_report(
        by=cast.gustav,
        municipality=cast.units["town"],
        given_on=TODAY,
        registry_number="KS 2026/12",
        upload=Upload("rapport.pdf", "application/pdf", b"%PDF-1.4"),
        now=NOW,
    )
    return [kept.pk]


ELSEWHERE = {"cecilia": 404, "fatima": 404, "nils": 404, "ivar": 404}
CENTRAL = {"gustav": 200}
WRITERS = {"amina": 200, "bertil": 200, "doris": 200, "erik": 200}
ONLY_CENTRAL_SEES = {"gustav": 200}
DOORS = {
    "reporting:list": Door(200),
    "reporting:open_period": Door(403, CENTRAL),
    "reporting:draft": Door(405, {"anonymous": 302}, period),
    "reporting:export": Door(200, {"nils": 404}, export),
    "reporting:report": Door(200, ELSEWHERE, accepted),
    "reporting:section": Door(403, ELSEWHERE | WRITERS | {"hanna": 404}, section),
    "reporting:agree": Door(405, {}, report),
    "reporting:submit": Door(405, {}, report),
    "reporting:accept": Door(405, {}, submitted),
    "reporting:return": Door(403, ELSEWHERE | CENTRAL | {"hanna": 404}, submitted),
    "reporting:returned": Door(200, ELSEWHERE | {"hanna": 404}, returned),
    "reporting:compilation": Door(404, ONLY_CENTRAL_SEES, compilation),
    "reporting:settle": Door(404, ONLY_CENTRAL_SEES, compilation),
    "reporting:paragraph": Door(404, ONLY_CENTRAL_SEES, paragraph),
    "reporting:restore": Door(405, {}, paragraph),
    "reporting:letter": Door(404, ONLY_CENTRAL_SEES, letter),
    "reporting:write_letter": Door(404, ONLY_CENTRAL_SEES, letter),
    "reporting:boards": Door(200),
    "reporting:board": Door(200, ELSEWHERE, board),
    "reporting:give_feedback": Door(403, ELSEWHERE | WRITERS | CENTRAL, board),
    "reporting:suggest": Door(403, ELSEWHERE | {"hanna": 200}, board),
    "reporting:answer": Door(403, ELSEWHERE | WRITERS | CENTRAL, suggestion),
    "reporting:feedback": Door(200, ELSEWHERE, feedback),
    "reporting:council": Door(200),
    "reporting:log_council": Door(403, CENTRAL),
    "reporting:council_file": Door(200, {"nils": 404}, council),
}
