"""Pages and deeds of a body's answer, with an account or through the body's link."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.access.rules import demand
from samverkan.consultations.forms.answers import (
    CommentForm,
    DecisionForm,
    FactsForm,
    OwnSectionForm,
    PerspectiveForm,
    SectionForm,
    SendBackForm,
    TakeBackForm,
)
from samverkan.consultations.forms.rounds import NothingForm, SendOnForm
from samverkan.consultations.pages.answers import PERSPECTIVES, AnswerPage
from samverkan.consultations.pages.common import section_title
from samverkan.consultations.queries import answers as queries
from samverkan.consultations.queries import cases as case_queries
from samverkan.consultations.queries import rounds as round_queries
from samverkan.consultations.queries import work as work_queries
from samverkan.consultations.services import answers as services
from samverkan.consultations.services import comments
from samverkan.consultations.services import links as link_services
from samverkan.consultations.services import rounds as round_services
from samverkan.consultations.services.common import ONLY_SENDER
from samverkan.consultations.views.common import NEXT, answer_address, deed_on_answer, guests_too, is_guest
from samverkan.consultations.words import (
    AnswerState,
    DecisionType,
    SectionKind,
    Stance,
)
from samverkan.ui.http import GET_POST, ActorRequest


@guests_too
@require_safe
def answer(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Show an answer: all of it to the body, to others what is open to them."""
    referral, insight = queries.referral_for(request.actor, referral_id)
    if insight.writes:
        link_services.note_opening(by=request.actor, referral=referral, today=localdate())
    found = referral.answer
    reads = insight.reads(AnswerState(found.state))
    sections = queries.sections_of(found) if reads else []
    statements = queries.statements_of(found) if reads else []
    page = AnswerPage.of(
        referral,
        insight,
        is_guest=is_guest(request),
        materials=round_queries.materials_of(referral.round),
        sections=sections,
        perspectives=queries.perspectives_of(found, sections) if reads else (),
        comments=queries.comments_of(found) if reads else [],
        statements=statements,
        there=queries.referred_words(statements),
        subs=queries.sub_referrals_of(referral) if insight.writes or (insight.sends and reads) else [],
        replies=work_queries.replies_to(request.actor, referral) if insight.writes or insight.sits else [],
        links=round_queries.links_of_body(referral) if insight.sends or insight.gathers else [],
        on=localdate(),
    )
    return render(request, "consultations/answer.html", {"page": page})


@guests_too
@GET_POST
def begin(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Begin the answer: its fixed form is laid out (REM-06)."""
    referral = queries.referral_to_write(request.actor, referral_id)
    return deed_on_answer(
        request,
        referral,
        title=_("Begin the answer"),
        form=NothingForm(request.POST if request.method == "POST" else None),
        submit=_("Begin the answer"),
        do=lambda values: services.begin_answer(by=request.actor, referral=referral, today=localdate()),
        said=_("The parts of the answer are laid out."),
        lead=_("Only your own body sees the draft until it is handed in."),
    )


FACTS = ("report_date", "registry_number", "report_by", "prepared_by", "proposed_points")


def _facts_of(found: Any) -> dict[str, Any]:
    return {name: getattr(found, name) for name in FACTS} | {
        "signed_by": [(row["function"], row["name"]) for row in found.signed_by],
        "footnotes": [(row["mark"], row["text"], row["address"]) for row in found.footnotes],
        "stance": Stance(found.stance) if found.stance else None,
    }


@guests_too
@GET_POST
def facts(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Write what surrounds the text: date, who prepared, who signs, what is proposed."""
    referral = queries.referral_to_write(request.actor, referral_id)
    found = referral.answer
    initial = _facts_of(found) | {
        "signed_by": found.signed_by,
        "footnotes": found.footnotes,
        "edition": found.edition,
    }
    return deed_on_answer(
        request,
        referral,
        title=_("About the report"),
        form=FactsForm(request.POST or None, initial=initial),
        submit=_("Save"),
        do=lambda values: services.write_report_facts(by=request.actor, referral=referral, **values),
        said=_("It is saved."),
        stored_now=lambda: _stored_facts(request, referral_id),
    )


def _stored_facts(request: ActorRequest, referral_id: int) -> tuple[int, dict[str, Any]]:
    found = queries.referral_to_write(request.actor, referral_id).answer
    return found.edition, _facts_of(found)


@guests_too
@GET_POST
def section(request: ActorRequest, section_id: int) -> HttpResponse:
    """Write a part of the report; a perspective analysis is made or declined with a reason (REM-25)."""
    found = queries.section_for(request.actor, section_id)
    referral = found.answer.referral
    is_perspective = found.kind in PERSPECTIVES
    kind = PerspectiveForm if is_perspective else OwnSectionForm if found.kind == SectionKind.OTHER else SectionForm
    fields = [name for name in ("heading", "text", "not_made_because") if name in kind.base_fields]
    initial = {name: getattr(found, name) for name in fields} | {"edition": found.edition}

    def stored() -> tuple[int, dict[str, Any]]:
        now = queries.section_for(request.actor, section_id)
        return now.edition, {name: getattr(now, name) for name in fields}

    def onward(row: Any) -> str:
        following = queries.next_to_write(row) if request.POST.get("then") == NEXT else None
        if following is None:
            return answer_address(referral)
        return reverse("consultations:section", args=[following])

    return deed_on_answer(
        request,
        referral,
        title=section_title(found),
        form=kind(request.POST or None, initial=initial),
        submit=_("Save the text"),
        do=lambda values: services.write_section(by=request.actor, section=found, **values),
        said=_("The text is saved."),
        stored_now=stored,
        onward=onward,
        also=_("Save and write the next part") if queries.next_to_write(found) is not None else "",
        also_value=NEXT,
    )


@guests_too
@GET_POST
def add_section(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Add a part with a heading of one's own."""
    referral = queries.referral_to_write(request.actor, referral_id)
    return deed_on_answer(
        request,
        referral,
        title=_("Add a part"),
        form=OwnSectionForm(request.POST or None),
        submit=_("Add the part"),
        do=lambda values: services.add_section(
            by=request.actor, referral=referral, heading=values["heading"], text=values["text"]
        ),
        said=_("The part is added."),
    )


@guests_too
@GET_POST
def comment(request: ActorRequest, referral_id: int, clause_id: int) -> HttpResponse:
    """Comment on a clause of the draft."""
    referral = queries.referral_to_write(request.actor, referral_id)
    clause = round_queries.clause_for(request.actor, referral.round, clause_id)
    return deed_on_answer(
        request,
        referral,
        title=_("Comment on %(clause)s") % {"clause": clause},
        form=CommentForm(request.POST or None),
        submit=_("Save the comment"),
        do=lambda values: comments.comment_clause(
            by=request.actor,
            referral=referral,
            clause=clause,
            stance=values["stance"],
            text=values["text"],
            wording=values["wording"],
        ),
        said=_("The comment is saved."),
        lead=clause.text[:600],
    )


@guests_too
@GET_POST
def edit_comment(request: ActorRequest, comment_id: int) -> HttpResponse:
    """Write other words in a comment."""
    found = queries.comment_for(request.actor, comment_id)
    fields = ("text", "wording")
    initial = {name: getattr(found, name) for name in fields} | {"stance": found.stance, "edition": found.edition}

    def stored() -> tuple[int, dict[str, Any]]:
        now = queries.comment_for(request.actor, comment_id)
        return now.edition, {name: getattr(now, name) for name in fields} | {"stance": Stance(now.stance)}

    return deed_on_answer(
        request,
        found.answer.referral,
        title=_("Comment on %(clause)s") % {"clause": found.clause},
        form=CommentForm(request.POST or None, initial=initial),
        submit=_("Save the comment"),
        do=lambda values: comments.revise_comment(by=request.actor, comment=found, **values),
        said=_("The comment is saved."),
        stored_now=stored,
    )


@guests_too
@GET_POST
def remove_comment(request: ActorRequest, comment_id: int) -> HttpResponse:
    """Take a comment out."""
    found = queries.comment_for(request.actor, comment_id)
    return deed_on_answer(
        request,
        found.answer.referral,
        title=_("Take out the comment on %(clause)s") % {"clause": found.clause},
        form=NothingForm(request.POST if request.method == "POST" else None),
        submit=_("Take out the comment"),
        do=lambda values: comments.remove_comment(by=request.actor, comment=found),
        said=_("The comment has been taken out."),
        is_stop=True,
    )


@guests_too
@GET_POST
def release(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Release the report inside the body."""
    referral = queries.referral_to_write(request.actor, referral_id)
    return deed_on_answer(
        request,
        referral,
        title=_("Release inside the body"),
        form=NothingForm(request.POST if request.method == "POST" else None),
        submit=_("Release inside the body"),
        do=lambda values: services.release(by=request.actor, referral=referral, today=localdate()),
        said=_("The report is released."),
        effect=_("The board's elected representatives see the report and can write statements.")
        if referral.has_board
        else "",
    )


@guests_too
@GET_POST
def take_back(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Take the answer back one step."""
    referral = queries.referral_to_write(request.actor, referral_id)
    return deed_on_answer(
        request,
        referral,
        title=_("Take back for more work"),
        form=TakeBackForm(request.POST if request.method == "POST" else None),
        submit=_("Take back"),
        do=lambda values: services.take_back(by=request.actor, referral=referral, **values),
        said=_("The answer has been taken back one step."),
        is_stop=True,
    )


@guests_too
@GET_POST
def decide(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Enter the board's decision (REM-09 to REM-11)."""
    referral = queries.referral_to_write(request.actor, referral_id)
    found = referral.answer
    initial = {
        "decided_on": found.decided_on,
        "decision_type": found.decision_type,
        "points": found.decision_points or found.proposed_points,
        "immediate": found.immediate_confirmation,
        "immediate_because": found.immediate_because,
        "edition": found.edition,
    }

    def stored() -> tuple[int, dict[str, Any]]:
        now = queries.referral_to_write(request.actor, referral_id).answer
        return now.edition, {
            "decided_on": now.decided_on,
            "decision_type": DecisionType(now.decision_type) if now.decision_type else None,
            "points": now.decision_points,
            "immediate": now.immediate_confirmation,
            "immediate_because": now.immediate_because,
        }

    return deed_on_answer(
        request,
        referral,
        title=_("The board's decision"),
        form=DecisionForm(request.POST or None, initial=initial),
        submit=_("Save the decision"),
        do=lambda values: services.decide(by=request.actor, referral=referral, today=localdate(), **values),
        said=_("The decision is saved."),
        stored_now=stored,
    )


@guests_too
@GET_POST
def submit(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Hand in the answer."""
    referral = queries.referral_to_write(request.actor, referral_id)
    waiting = [one.name for one in queries.sub_referrals_of(referral) if one.answer.state != AnswerState.SUBMITTED]
    return deed_on_answer(
        request,
        referral,
        title=_("Hand in the answer"),
        form=NothingForm(request.POST if request.method == "POST" else None),
        submit=_("Hand in the answer"),
        do=lambda values: services.submit(by=request.actor, referral=referral, now=timezone.now()),
        said=_("The answer has been handed in. Thank you."),
        effect=_("The answer becomes a received document and can no longer be changed."),
        notes=(_("Not answered yet: %(bodies)s") % {"bodies": ", ".join(waiting)},) if waiting else (),
    )


@GET_POST
def send_back(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Send an answer back to the body."""
    referral, insight = queries.referral_for(request.actor, referral_id)
    demand(insight.sends, ONLY_SENDER)
    return deed_on_answer(
        request,
        referral,
        title=_("Send back to the body"),
        form=SendBackForm(request.POST or None),
        submit=_("Send back"),
        do=lambda values: services.send_back(by=request.actor, referral=referral, today=localdate(), **values),
        said=_("The answer has been sent back."),
        effect=_("The body is told, and must hand the answer in anew within its time."),
        is_stop=True,
    )


@guests_too
@GET_POST
def send_on(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Send the referral on to another body (REM-03)."""
    referral = queries.referral_to_write(request.actor, referral_id)
    today = localdate()
    units = [
        unit
        for unit in case_queries.units_to_ask(referral.round.case, on=today)
        if unit.pk not in {referral.unit_id, referral.administration_id}
    ]
    return deed_on_answer(
        request,
        referral,
        title=_("Send the referral on"),
        form=SendOnForm(request.POST or None, units=[] if is_guest(request) else units),
        submit=_("Send it on"),
        do=lambda values: round_services.send_on(by=request.actor, referral=referral, today=today, **values),
        said=_("The referral has been sent on. Its answer is gathered under yours."),
    )
