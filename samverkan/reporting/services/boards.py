"""Telling boards, taking and answering their members' suggestions, and reports to the City Council."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.access.words import Role
from samverkan.audit.services import record
from samverkan.documents.models import Document
from samverkan.documents.services import store_document
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import seal
from samverkan.ground.words import Party
from samverkan.guard.rules import refuse_person_data
from samverkan.notices.services import tell
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import Area
from samverkan.reporting.models import BoardFeedback, CouncilReport, Report, ReportingPeriod, Suggestion
from samverkan.reporting.queries.boards import (
    administration_of,
    answerers_of,
    figures_for,
    may_answer_for,
    may_suggest,
    members_of,
)
from samverkan.reporting.services.pointers import board_pointer, council_pointer, feedback_pointer
from samverkan.reporting.words import FeedbackPart, FeedbackState, ReportState

NOT_YOURS = "You may not answer for this board's administration."


@transaction.atomic
def give_feedback(
    *,
    by: Actor,
    board: Unit,
    texts: Mapping[FeedbackPart, str],
    report: Report | None = None,
    now: datetime,
) -> BoardFeedback:
    """Tell a board how the work goes, in the set form; text and figures are frozen as they are (REP-03, REP-04).

    The figures are of the report's year when it rests on an accepted report, else of this year.
    """
    demand(may_answer_for(by, board), NOT_YOURS)
    for part in FeedbackPart:
        said: dict[str, str] = {part.value: texts.get(part, "")}
        refuse_person_data(contact_details=False, **said)
        if not texts.get(part, "").strip():
            raise Refused("Fill in every part of the form: %(part)s.", field=part.value, part=gettext(part.label))
    unit = administration_of(board)
    if report is not None and (report.state != ReportState.ACCEPTED or report.unit_id != unit.pk):
        raise Refused("Feedback rests on an accepted report of the board's own administration.", field="report")
    year = report.period.year if report else localdate(now).year
    parts = {part.value: texts[part].strip() for part in FeedbackPart}
    content = {"format": 1, "texts": parts, "figures": figures_for(board, year, report)}
    feedback = BoardFeedback.objects.create(
        board=board,
        unit=unit,
        period=report.period if report else None,
        texts=parts,
        content=content,
        sealed=seal(content),
        given_at=now,
        by_name=by.name[:120],
    )
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Feedback to %(board)s") % {"board": board.name}
    notices = tell(
        members_of(board, on=localdate(now)),
        about=feedback_pointer(feedback),
        title=title,
        text=parts[FeedbackPart.DONE.value],
    )
    record(
        by=by,
        event="reporting.feedback_given",
        on=feedback_pointer(feedback),
        details={"sealed": feedback.sealed, "told": len(notices)},
    )
    return feedback


@transaction.atomic
def make_suggestion(*, by: Actor, board: Unit, text: str, area: Area | None = None, now: datetime) -> Suggestion:
    """Leave knowledge, a suggestion or an idea to the administration, as a member of its board (REP-06)."""
    demand(may_suggest(by, board), "Only members of the board leave suggestions here.")
    refuse_person_data(text=text)
    if not text.strip():
        raise Refused("Write your suggestion.", field="text")
    post = next(post for post in by.posts if post.role == Role.BOARD and post.unit_id == board.pk)
    function = f"{post.title or gettext(post.role.label)}, {board.name}"
    suggestion = Suggestion.objects.create(
        board=board,
        unit=administration_of(board),
        area=area,
        text=text.strip(),
        from_function=function[:160],
        received_at=now,
    )
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("A suggestion from %(board)s") % {"board": board.name}
    notices = tell(
        answerers_of(board, on=localdate(now)), about=board_pointer(board), title=title, text=suggestion.text
    )
    record(
        by=by,
        event="reporting.suggestion_made",
        on=board_pointer(board),
        details={"suggestion": suggestion.pk, "told": len(notices)},
    )
    return suggestion


@transaction.atomic
def answer_suggestion(*, by: Actor, suggestion: Suggestion, reply: str, now: datetime) -> Suggestion:
    """Answer a suggestion; the board's members are told (REP-06)."""
    suggestion = (
        Suggestion.objects.select_for_update(of=("self",)).select_related("board__parent").get(pk=suggestion.pk)
    )
    board = suggestion.board
    demand(may_answer_for(by, board), NOT_YOURS)
    refuse_person_data(reply=reply)
    if suggestion.state == FeedbackState.ANSWERED:
        raise Refused("The suggestion has already been answered.")
    if not reply.strip():
        raise Refused("Write the reply.", field="reply")
    suggestion.reply, suggestion.state, suggestion.replied_at = reply.strip(), FeedbackState.ANSWERED, now
    suggestion.replied_by_party = by.party or Party.MUNICIPALITY
    suggestion.save(update_fields=["reply", "state", "replied_at", "replied_by_party"])
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("A suggestion from %(board)s has been answered") % {"board": board.name}
    notices = tell(members_of(board, on=localdate(now)), about=board_pointer(board), title=title, text=suggestion.reply)
    record(
        by=by,
        event="reporting.suggestion_answered",
        on=board_pointer(board),
        details={"suggestion": suggestion.pk, "told": len(notices)},
    )
    return suggestion


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came from the web."""

    name: str
    media_type: str
    data: bytes


@transaction.atomic
def log_council_report(
    *,
    by: Actor,
    municipality: Unit,
    given_on: date,
    registry_number: str,
    period: ReportingPeriod | None = None,
    text: str = "",
    upload: Upload | None = None,
    now: datetime,
) -> CouncilReport:
    """Keep that the work was reported to the City Council, and what was said (Act 2023:196 s. 13)."""
    demand(may_prepare(by, municipality.pk), "Only the central group logs reports to the City Council.")
    refuse_person_data(text=text, registry_number=registry_number)
    if municipality.kind != UnitKind.MUNICIPALITY:
        raise Refused("Only a municipality has a City Council.")
    if given_on > localdate(now):
        raise Refused("The report is logged when it has been given, not before.", field="given_on")
    number = registry_number.strip()
    if not number:
        raise Refused("Write the registry number.", field="registry_number")
    if not text.strip() and upload is None:
        raise Refused("Write what was reported, or attach the document.", field="text")
    if period is not None and period.municipality_id != municipality.pk:
        raise Refused("The period belongs to another municipality.", field="period")
    if CouncilReport.objects.filter(municipality=municipality, registry_number=number).exists():
        raise Refused("A report with that registry number has already been logged.", field="registry_number")
    document: Document | None = None
    if upload is not None:
        document = store_document(
            by=by, name=upload.name, media_type=upload.media_type, data=upload.data, registry_number=number
        )
    report = CouncilReport.objects.create(
        municipality=municipality,
        given_on=given_on,
        registry_number=number,
        period=period,
        text=text.strip(),
        document=document,
        recorded_by=by.name[:120],
        recorded_at=now,
    )
    record(
        by=by,
        event="reporting.council_report_logged",
        on=council_pointer(report),
        details={"given": given_on.isoformat(), "document": document.sha256 if document else ""},
    )
    return report
