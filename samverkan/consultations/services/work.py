"""Deeds of the one who works the answers: views, dispositions, paragraphs, extracts and text changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.consultations.models import (
    Answer,
    Clause,
    Comment,
    Referral,
    Remark,
    Round,
    Section,
    Statement,
    TextChange,
)
from samverkan.consultations.queries.rounds import people_of
from samverkan.consultations.services.common import (
    demand_sender,
    demand_text,
    referral_pointer,
    remark_pointer,
    round_pointer,
    told,
)
from samverkan.consultations.words import AnswerState, Disposition, Stance
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused
from samverkan.notices.services import tell


@dataclass(frozen=True, slots=True)
class Taken:
    """A view as it is taken from an answer: its words, and what it is tied to."""

    text: str
    clause: Clause | None = None
    stance: Stance | None = None
    comment: Comment | None = None
    statement: Statement | None = None


def _worked(by: Actor, referral: Referral) -> Answer:
    answer = (
        Answer.objects.select_for_update(of=("self",))
        .select_related("referral__round__case__municipality")
        .get(referral_id=referral.pk)
    )
    demand_sender(by, answer.referral.round.case)
    if answer.state != AnswerState.SUBMITTED:
        raise Refused("The answer has not been handed in yet.")
    return answer


@transaction.atomic
def take_views(*, by: Actor, referral: Referral, views: Sequence[Taken]) -> list[Remark]:
    """Split an answer into views, each tied to a clause where it is about one (REM-23)."""
    answer = _worked(by, referral)
    if not views:
        raise Refused("Choose at least one paragraph.")
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=answer.referral.round_id)
    number = Remark.objects.filter(round=round_).aggregate(most=Max("number"))["most"] or 0
    remarks = []
    for place, view in enumerate(views, start=1):
        texts = told({"text": view.text})
        demand_text("text", texts["text"], "A view has no words.")
        if view.clause is not None and view.clause.material.round_id != round_.pk:
            raise Refused("The clause belongs to another round.", field="clause")
        if view.comment is not None and Remark.objects.filter(comment=view.comment).exists():
            raise Refused("The comment has already been taken as a view.")
        remarks.append(
            Remark.objects.create(
                round=round_,
                answer=answer,
                comment=view.comment,
                statement=view.statement,
                clause=view.clause,
                number=number + place,
                text=texts["text"],
                stance=view.stance or "",
                saved_by_name=by.name[:120],
            )
        )
    record(
        by=by,
        event="consultations.views_taken",
        on=referral_pointer(answer.referral),
        details={"views": [one.number for one in remarks]},
    )
    return remarks


def _locked(by: Actor, remark: Remark, edition: int) -> Remark:
    remark = (
        Remark.objects.select_for_update(of=("self",))
        .select_related("round__case__municipality", "answer__referral")
        .get(pk=remark.pk)
    )
    demand_sender(by, remark.round.case)
    demand_edition(edition, remark.edition, saved_by=remark.saved_by_name)
    return remark


@transaction.atomic
def work_view(
    *,
    by: Actor,
    remark: Remark,
    edition: int,
    clause: Clause | None = None,
    stance: Stance | None = None,
    assignee: User | None = None,
    disposition: Disposition | None = None,
    reply: str = "",
    today: date,
) -> Remark:
    """Tag a view, give it to somebody, and settle it: what becomes of it, and the reply to its author (REM-23)."""
    remark = _locked(by, remark, edition)
    texts = told({"reply": reply})
    if disposition is not None and not texts["reply"]:
        raise Refused("Write a reply to the body.", field="reply")
    if clause is not None and clause.material.round_id != remark.round_id:
        raise Refused("The clause belongs to another round.", field="clause")
    if disposition is Disposition.ADOPTED and clause is None:
        raise Refused("Choose the clause that the view was adopted in.", field="clause")
    before = remark.assignee_id
    remark.clause, remark.stance, remark.assignee = clause, stance or "", assignee
    settled_anew = (disposition or "") != remark.disposition
    remark.disposition, remark.reply = disposition or "", texts["reply"]
    if settled_anew:
        remark.settled_on = today if disposition is not None else None
    remark.edition, remark.saved_by_name = remark.edition + 1, by.name[:120]
    remark.save()
    if assignee is not None and assignee.pk not in {before, by.user_id}:
        tell(
            [assignee],
            about=remark_pointer(remark),
            title=gettext("A view to work: %(case)s") % {"case": remark.round.case.title},
        )
    record(
        by=by,
        event="consultations.view_settled" if disposition is not None and settled_anew else "consultations.view_worked",
        on=remark_pointer(remark),
        details={"disposition": disposition or "", "assignee": assignee.pk if assignee else None},
    )
    return remark


@transaction.atomic
def settle_alike(
    *, by: Actor, remarks: Sequence[Remark], disposition: Disposition, reply: str, today: date
) -> list[Remark]:
    """Settle several views of a round in the same way, for those that say the same; each keeps its own row."""
    texts = told({"reply": reply})
    demand_text("reply", texts["reply"], "Write a reply to the body.")
    if not remarks:
        raise Refused("Choose at least one view.")
    settled = []
    for remark in remarks:
        locked = (
            Remark.objects.select_for_update(of=("self",)).select_related("round__case__municipality").get(pk=remark.pk)
        )
        demand_sender(by, locked.round.case)
        if locked.disposition:
            raise Refused("View %(number)s has already been settled.", number=locked.number)
        if disposition is Disposition.ADOPTED and locked.clause_id is None:
            raise Refused("Choose first which clause view %(number)s was adopted in.", number=locked.number)
        locked.disposition, locked.reply, locked.settled_on = disposition, texts["reply"], today
        locked.edition, locked.saved_by_name = locked.edition + 1, by.name[:120]
        locked.save()
        record(
            by=by,
            event="consultations.view_settled",
            on=remark_pointer(locked),
            details={"disposition": disposition, "together": len(remarks)},
        )
        settled.append(locked)
    return settled


@transaction.atomic
def write_summary(*, by: Actor, referral: Referral, edition: int, summary: str, stance: Stance | None = None) -> Answer:
    """Write the body's paragraph in the report to the council, and its stance to the whole (REM-19, REM-28)."""
    answer = _worked(by, referral)
    demand_edition(edition, answer.summary_edition, saved_by=gettext("A colleague"))
    texts = told({"summary": summary})
    answer.summary, answer.summary_edition = texts["summary"], answer.summary_edition + 1
    answer.stance = stance or ""
    answer.save(update_fields=["summary", "summary_edition", "stance"])
    record(
        by=by,
        event="consultations.summary_written",
        on=referral_pointer(answer.referral),
        details={"edition": answer.summary_edition},
    )
    return answer


@transaction.atomic
def write_extract(*, by: Actor, section: Section, edition: int, extract: str) -> Section:
    """Choose what the report prints of a part "in substance"; the full original is kept beside it (REM-32)."""
    answer = _worked(by, section.answer.referral)
    section = Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
    demand_edition(edition, section.edition, saved_by=section.saved_by_name)
    texts = told({"extract": extract})
    section.extract = texts["extract"]
    section.edition, section.saved_by_name = section.edition + 1, by.name[:120]
    section.save(update_fields=["extract", "edition", "saved_by_name"])
    record(
        by=by,
        event="consultations.extract_written",
        on=referral_pointer(answer.referral),
        details={"part": section.kind, "edition": section.edition},
    )
    return section


def _plain(text: str) -> str:
    return " ".join(text.split())


@transaction.atomic
def change_text(
    *,
    by: Actor,
    round_: Round,
    clause: Clause,
    old: str,
    new: str,
    reason: str,
    remarks: Sequence[Remark] = (),
    today: date,
) -> TextChange:
    """Record a wording changed after the consultation: old, new and why; all who were asked are told (REM-21, PRI-16).

    The old wording must stand in the clause that was sent, so that nobody has to search for it.
    """
    round_ = Round.objects.select_for_update(of=("self",)).select_related("case__municipality").get(pk=round_.pk)
    demand_sender(by, round_.case)
    if round_.sent_on is None:
        raise Refused("The round has not been sent yet.", way_on="Write in the draft itself.")
    if clause.material.round_id != round_.pk:
        raise Refused("The clause belongs to another round.", field="clause")
    texts = told({"old": old, "new": new, "reason": reason})
    demand_text("reason", texts["reason"], "Write why the wording was changed.")
    demand_text("old", texts["old"], "Write the old wording.")
    if _plain(texts["old"]) == _plain(texts["new"]):
        raise Refused("The old and the new wording are the same.", field="new")
    if _plain(texts["old"]) not in _plain(f"{clause.heading} {clause.text}"):
        raise Refused(
            "The old wording does not stand in the clause.",
            field="old",
            way_on="Copy it from the clause as it was sent.",
        )
    if any(remark.round_id != round_.pk for remark in remarks):
        raise Refused("A view belongs to another round.", field="remarks")
    change = TextChange.objects.create(
        round=round_,
        clause=clause,
        material_name=clause.material.title[:200],
        heading=str(clause)[:200],
        changed_on=today,
        **texts,
    )
    change.remarks.set(remarks)
    referrals = list(round_.referrals.select_related("round__case"))
    people = people_of(referrals, on=today)
    tell(
        dict.fromkeys(user for users in people.values() for user in users),
        about=round_pointer(round_),
        title=gettext("Changed after the consultation: %(case)s") % {"case": round_.case.title},
        text=texts["reason"],
    )
    record(
        by=by,
        event="consultations.text_changed",
        on=round_pointer(round_),
        details={"clause": clause.pk, "old": texts["old"], "new": texts["new"], "reason": texts["reason"]},
    )
    return change
