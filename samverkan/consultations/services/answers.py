"""Deeds of a body with its answer: write it, release it, enter the decision, hand it in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.consultations.models import Answer, Referral, Section, Statement
from samverkan.consultations.queries.rounds import people_of
from samverkan.consultations.rules.life import WRITABLE, Analysed, following, perspectives_missing
from samverkan.consultations.services.common import (
    demand_period,
    demand_sender,
    demand_text,
    demand_writer,
    lines,
    referral_pointer,
    signatories,
    told,
)
from samverkan.consultations.words import (
    AnswerDeed,
    AnswerState,
    DecisionType,
    Perspective,
    ReportType,
    SectionKind,
    Stance,
    TextKind,
)
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import seal
from samverkan.notices.services import tell

FULL_FORM = (
    SectionKind.SUMMARY,
    SectionKind.BACKGROUND,
    SectionKind.MATTER,
    SectionKind.PREPARATION,
    SectionKind.VIEWS,
    SectionKind.ECONOMY,
    SectionKind.OPERATIONS,
    SectionKind.GENDER,
    SectionKind.CHILD_RIGHTS,
    SectionKind.ACCESSIBILITY,
)
"""The official report in its fixed form (REM-06, REM-25, REM-30)."""
SHORT_FORM = (SectionKind.VIEWS, SectionKind.ECONOMY, SectionKind.OPERATIONS)
"""What a company's statement or response holds."""
PERSPECTIVES = frozenset(SectionKind(one.value) for one in Perspective)
NOT_WRITABLE = "The answer has been released, so its text cannot be changed."
TAKE_IT_BACK = "Take it back for more work first."


def locked_answer(by: Actor, referral: Referral, *, edition: int | None = None) -> Answer:
    """Return the answer, locked, to somebody who writes it; with `edition`, only if nobody has saved since."""
    answer = (
        Answer.objects.select_for_update(of=("self",))
        .select_related("referral__round__case__municipality", "referral__administration", "referral__parent")
        .get(referral_id=referral.pk)
    )
    demand_writer(by, answer.referral)
    if edition is not None:
        demand_edition(edition, answer.edition, saved_by=answer.saved_by_name)
    return answer


def demand_writable(answer: Answer) -> None:
    """Refuse an answer that is released, decided or submitted."""
    if answer.state not in WRITABLE:
        raise Refused(NOT_WRITABLE, way_on=TAKE_IT_BACK)


def saved_by(answer: Answer, by: Actor, *fields: str) -> None:
    """Store the fields as a new edition, under the name of who wrote them."""
    answer.edition += 1
    answer.saved_by_name = by.name[:120]
    answer.save(update_fields=[*fields, "edition", "saved_by_name"])


@transaction.atomic
def begin_answer(*, by: Actor, referral: Referral, today: date) -> Answer:
    """Begin the answer: the parts of its fixed form are laid out, empty (REM-06)."""
    answer = locked_answer(by, referral)
    if answer.begun_on is not None:
        raise Refused("The answer has already been begun.")
    form = FULL_FORM if answer.report_type == ReportType.OFFICIAL_REPORT else SHORT_FORM
    Section.objects.bulk_create(
        Section(answer=answer, kind=kind, order=place) for place, kind in enumerate(form, start=1)
    )
    answer.begun_on = today
    saved_by(answer, by, "begun_on")
    record(by=by, event="consultations.answer_begun", on=referral_pointer(answer.referral))
    return answer


@transaction.atomic
def write_report_facts(
    *,
    by: Actor,
    referral: Referral,
    edition: int,
    report_date: date | None,
    registry_number: str = "",
    report_by: str = "",
    prepared_by: str = "",
    signed_by: Iterable[tuple[str, str]] = (),
    proposed_points: Iterable[str] = (),
    stance: Stance | None = None,
    footnotes: Iterable[tuple[str, str, str]] = (),
) -> Answer:
    """Write what surrounds the text: date, who prepared and who signs, and the points proposed (REM-06, -07, DEC-11).

    `footnotes` are mark, text and web address (REM-31).
    """
    answer = locked_answer(by, referral, edition=edition)
    demand_writable(answer)
    texts = told(
        {"registry_number": registry_number, "report_by": report_by, "prepared_by": prepared_by},
        {"registry_number": 60, "report_by": 160, "prepared_by": 300},
    )
    for field, text in texts.items():
        setattr(answer, field, text)
    if not answer.report_by:
        prepares = answer.referral.administration
        answer.report_by = prepares.name if prepares is not None else answer.referral.name
    answer.report_date = report_date
    answer.signed_by = signatories("signed_by", signed_by)
    answer.proposed_points = lines("proposed_points", proposed_points)
    answer.stance = stance or ""
    answer.footnotes = _footnotes(footnotes)
    saved_by(answer, by, *texts, "report_date", "signed_by", "proposed_points", "stance", "footnotes")
    record(
        by=by,
        event="consultations.report_written",
        on=referral_pointer(answer.referral),
        details={"edition": answer.edition},
    )
    return answer


def _footnotes(given: Iterable[tuple[str, str, str]]) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for mark, text, address in given:
        if not text.strip() and not address.strip():
            continue
        if address.strip() and not address.strip().startswith(("https://", "http://")):
            raise Refused("A web address begins with https://.", field="footnotes")
        told({"footnotes": text})
        rows.append({"mark": mark.strip()[:4] or str(len(rows) + 1), "text": text.strip(), "address": address.strip()})
    return rows


@transaction.atomic
def write_section(
    *,
    by: Actor,
    section: Section,
    edition: int,
    text: str,
    heading: str = "",
    not_made_because: str = "",
) -> Section:
    """Write a part of the report. A perspective analysis is made, or declined with a reason (REM-25)."""
    answer = locked_answer(by, section.answer.referral)
    section = Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
    demand_writable(answer)
    demand_edition(edition, section.edition, saved_by=section.saved_by_name)
    texts = told({"text": text, "heading": heading, "not_made_because": not_made_because}, {"heading": 200})
    if texts["not_made_because"] and section.kind not in PERSPECTIVES:
        raise Refused("Only a perspective analysis is declined with a reason.", field="not_made_because")
    if texts["text"] and texts["not_made_because"]:
        raise Refused(
            "The analysis is either made or not made.", field="not_made_because", way_on="Remove one of the two texts."
        )
    for field, one in texts.items():
        setattr(section, field, one)
    section.edition, section.saved_by_name = section.edition + 1, by.name[:120]
    section.save()
    record(
        by=by,
        event="consultations.section_written",
        on=referral_pointer(answer.referral),
        details={"part": section.kind, "edition": section.edition},
    )
    return section


@transaction.atomic
def add_section(*, by: Actor, referral: Referral, heading: str, text: str) -> Section:
    """Add a part with a heading of one's own after the others."""
    answer = locked_answer(by, referral)
    demand_writable(answer)
    texts = told({"heading": heading, "text": text}, {"heading": 200})
    demand_text("heading", texts["heading"], "Write the heading.")
    demand_text("text", texts["text"], "Write the text.")
    section = Section.objects.create(
        answer=answer,
        kind=SectionKind.OTHER,
        order=answer.sections.count() + 1,
        saved_by_name=by.name[:120],
        **texts,
    )
    record(
        by=by,
        event="consultations.section_written",
        on=referral_pointer(answer.referral),
        details={"part": section.kind},
    )
    return section


def _next(answer: Answer, deed: AnswerDeed) -> AnswerState:
    state = following(AnswerState(answer.state), deed, has_board=answer.referral.has_board)
    if state is None:
        raise Refused(
            "This cannot be done while the answer is: %(state)s.",
            state=gettext(AnswerState(answer.state).label).lower(),
        )
    return state


@transaction.atomic
def release(*, by: Actor, referral: Referral, today: date) -> Answer:
    """Release the report inside the body: its elected representatives see it, and may write their statements.

    The views must be written; an official report also its date, who signs, and each perspective analysis made or
    declined with a reason (REM-25).
    """
    answer = locked_answer(by, referral)
    state = _next(answer, AnswerDeed.RELEASE)
    sections = list(answer.sections.all())
    by_kind = {section.kind: section for section in sections}
    views = by_kind.get(SectionKind.VIEWS)
    if (views is None or not views.text.strip()) and not answer.comments.exists():
        raise Refused("There are no views in the answer yet.", way_on="Write the views, or comment on the clauses.")
    if answer.report_type == ReportType.OFFICIAL_REPORT:
        if answer.report_date is None:
            raise Refused("Write the date of the official report.", field="report_date")
        if not answer.signed_by:
            raise Refused("Write which managers sign the official report.", field="signed_by")
        missing = perspectives_missing(
            Analysed(one, by_kind[one.value].text, by_kind[one.value].not_made_because)
            for one in Perspective
            if one.value in by_kind
        )
        if missing:
            raise Refused(
                "The official report says nothing about: %(what)s.",
                way_on="Make the analysis, or write why none is made.",
                what=", ".join(gettext(one.label).lower() for one in missing),
            )
    answer.state, answer.released_on = state, today
    saved_by(answer, by, "state", "released_on")
    record(
        by=by,
        event="consultations.answer_released",
        on=referral_pointer(answer.referral),
        details={"sha256": seal(content_of(answer))},
    )
    if referral.has_board:
        people = people_of([answer.referral], on=today)[answer.referral_id]
        tell(
            [user for user in people if user.pk != by.user_id],
            about=referral_pointer(answer.referral),
            title=gettext("The answer is ready for the board: %(case)s") % {"case": answer.referral.round.case.title},
        )
    return answer


@transaction.atomic
def take_back(*, by: Actor, referral: Referral, because: str = "") -> Answer:
    """Take the answer one step back: a decision that was entered wrongly, or a report that needs more work."""
    answer = locked_answer(by, referral)
    state = _next(answer, AnswerDeed.TAKE_BACK)
    told({"because": because})
    fields = ["state"]
    if answer.state == AnswerState.DECIDED:
        answer.decided_on, answer.decision_points, answer.decision_type = None, [], ""
        answer.immediate_confirmation, answer.immediate_because = False, ""
        fields += ["decided_on", "decision_points", "decision_type", "immediate_confirmation", "immediate_because"]
    else:
        answer.released_on = None
        fields.append("released_on")
    answer.state = state
    saved_by(answer, by, *fields)
    record(
        by=by,
        event="consultations.answer_taken_back",
        on=referral_pointer(answer.referral),
        details={"to": state, "because": because.strip()[:300]},
    )
    return answer


@transaction.atomic
def decide(
    *,
    by: Actor,
    referral: Referral,
    edition: int,
    decided_on: date,
    decision_type: DecisionType,
    points: Sequence[str],
    immediate: bool = False,
    immediate_because: str = "",
    today: date,
) -> Answer:
    """Enter the board's decision: points, their kind, and immediate confirmation with its reason (REM-09 to -11)."""
    answer = locked_answer(by, referral, edition=edition)
    state = _next(answer, AnswerDeed.DECIDE)
    if decided_on > today:
        raise Refused("The day lies in the future.", field="decided_on", way_on="Enter it when it has been decided.")
    if answer.report_date is not None and decided_on < answer.report_date:
        raise Refused(
            "The decision cannot be older than the official report, which is dated %(day)s.",
            field="decided_on",
            way_on="Correct one of the days.",
            day=answer.report_date,
        )
    decided = lines("points", points)
    if not decided:
        raise Refused("Write at least one decision point.", field="points")
    texts = told({"immediate_because": immediate_because}, {"immediate_because": 300})
    if immediate and not texts["immediate_because"]:
        raise Refused("Write why the minutes are confirmed at once.", field="immediate_because")
    if not immediate and texts["immediate_because"]:
        raise Refused("There is a reason, but no immediate confirmation.", field="immediate")
    answer.state, answer.decided_on = state, decided_on
    answer.decision_type, answer.decision_points = decision_type, decided
    answer.immediate_confirmation, answer.immediate_because = immediate, texts["immediate_because"]
    saved_by(
        answer,
        by,
        "state",
        "decided_on",
        "decision_type",
        "decision_points",
        "immediate_confirmation",
        "immediate_because",
    )
    record(
        by=by,
        event="consultations.answer_decided",
        on=referral_pointer(answer.referral),
        details={"decided_on": decided_on.isoformat(), "type": decision_type, "immediate": immediate},
    )
    return answer


def content_of(answer: Answer) -> dict[str, Any]:
    """Return all that the answer says, to be sealed."""
    return {
        "report": [answer.report_type, answer.report_by, str(answer.report_date or ""), answer.prepared_by],
        "signed_by": answer.signed_by,
        "sections": [
            [one.kind, one.heading, one.text, one.not_made_because] for one in answer.sections.order_by("order", "pk")
        ],
        "comments": [[one.clause_id, one.stance, one.text, one.wording] for one in answer.comments.order_by("pk")],
        "decision": [str(answer.decided_on or ""), answer.decision_type, answer.decision_points],
        "statements": [
            [
                one.type,
                one.text_kind,
                one.text,
                one.points,
                one.refers_to_name,
                [[person.name, person.party, person.et_al] for person in one.persons.all()],
            ]
            for one in answer.statements.prefetch_related("persons").order_by("order", "pk")
        ],
    }


@transaction.atomic
def submit(*, by: Actor, referral: Referral, now: datetime) -> Answer:
    """Hand in the answer to the one who asked, while the period is open; it is then frozen.

    Every statement must be attributed to persons and parties and have its words (REM-26, REM-29).
    """
    today = localdate(now)
    answer = locked_answer(by, referral)
    state = _next(answer, AnswerDeed.SUBMIT)
    demand_period(answer.referral, today)
    for statement in answer.statements.prefetch_related("persons"):
        _demand_whole(statement)
    answer.state, answer.submitted_at, answer.submitted_on = state, now, today
    answer.sent_back_because = ""
    answer.text_sha256 = seal(content_of(answer))
    saved_by(answer, by, "state", "submitted_at", "submitted_on", "sent_back_because", "text_sha256")
    record(
        by=by,
        event="consultations.answer_submitted",
        on=referral_pointer(answer.referral),
        details={"sha256": answer.text_sha256},
    )
    return answer


def _demand_whole(statement: Statement) -> None:
    persons = list(statement.persons.all())
    if not persons or any(not one.name or not one.party for one in persons):
        raise Refused("A statement lacks persons or parties.", way_on="Add them, or remove the statement.")
    if statement.text_kind == TextKind.OWN and not statement.text.strip() and not statement.points:
        raise Refused(
            "A statement has been announced, but its text is missing.", way_on="Add the text, or remove the statement."
        )


@transaction.atomic
def send_back(*, by: Actor, referral: Referral, because: str, today: date) -> Answer:
    """Send an answer back to the body, with the reason; the body hands it in anew."""
    answer = (
        Answer.objects.select_for_update(of=("self",))
        .select_related("referral__round__case__municipality")
        .get(referral_id=referral.pk)
    )
    demand_sender(by, answer.referral.round.case)
    texts = told({"because": because}, {"because": 300})
    demand_text("because", texts["because"], "Write why it is sent back.")
    if answer.remarks.exists():
        raise Refused(
            "Views have already been taken from the answer, so it is not sent back.",
            way_on="Ask the body for a supplement in a new round.",
        )
    answer.state, answer.sent_back_because = _next(answer, AnswerDeed.SEND_BACK), texts["because"]
    answer.submitted_at, answer.submitted_on, answer.text_sha256 = None, None, ""
    saved_by(answer, by, "state", "sent_back_because", "submitted_at", "submitted_on", "text_sha256")
    tell(
        people_of([answer.referral], on=today)[answer.referral_id],
        about=referral_pointer(answer.referral),
        title=gettext("The answer has been sent back: %(case)s") % {"case": answer.referral.round.case.title},
        text=texts["because"],
    )
    record(
        by=by,
        event="consultations.answer_sent_back",
        on=referral_pointer(answer.referral),
        details={"because": texts["because"]},
    )
    return answer
