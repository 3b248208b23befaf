"""Questions about answers: who may read which, and what they hold."""

from __future__ import annotations

from django.db.models import Max, Prefetch, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.consultations.models import (
    Answer,
    Clause,
    Comment,
    Link,
    Referral,
    Section,
    Statement,
    Step,
)
from samverkan.consultations.queries.access import insight_in, sending_ids, sitting, writing
from samverkan.consultations.rules.insight import Insight
from samverkan.consultations.rules.life import Analysed
from samverkan.consultations.words import AnswerState, Perspective, PerspectiveState


def _referrals() -> QuerySet[Referral]:
    return Referral.objects.select_related(
        "answer", "unit", "administration", "parent", "round__case__municipality", "round__source"
    )


def referral_for(actor: Actor, referral_id: int) -> tuple[Referral, Insight]:
    """Return the referral and how the actor stands to it, or answer as if it did not exist.

    It is there for those who write the answer, who sit on the board, who sent it, and for the body that sent it
    on. Bodies meet it when it has been sent. What the answer says is another question: `Insight.reads`.
    """
    asked = (writing(actor) | sitting(actor)) & Q(round__sent_on__isnull=False)
    gathered = writing(actor, "parent__") & Q(parent__isnull=False)
    sent = Q(round__case__municipality_id__in=sending_ids(actor))
    referral = _referrals().filter(asked | gathered | sent, pk=referral_id).first()
    if referral is None:
        raise Http404
    return referral, insight_in(actor, referral)


def referral_to_write(actor: Actor, referral_id: int) -> Referral:
    """Return a referral that the actor writes the answer to, or answer as if it did not exist."""
    referral = _referrals().filter(writing(actor), round__sent_on__isnull=False, pk=referral_id).first()
    if referral is None:
        raise Http404
    return referral


def next_to_write(section: Section) -> int | None:
    """Return the next part of the answer that says nothing yet, after this one or from the start: one query."""
    empty = Section.objects.filter(answer_id=section.answer_id, text="", not_made_because="").exclude(pk=section.pk)
    places = list(empty.order_by("order", "pk").values_list("order", "pk"))
    later = (pk for order, pk in places if order > section.order)
    return next(later, places[0][1] if places else None)


def referral_to_send(actor: Actor, referral_id: int) -> Referral:
    """Return a referral that the actor keeps as sender, or sent on as sub-referral; else as if it did not exist."""
    sent = Q(round__case__municipality_id__in=sending_ids(actor))
    on = writing(actor, "parent__") & Q(parent__isnull=False)
    referral = _referrals().filter(sent | on, pk=referral_id).first()
    if referral is None:
        raise Http404
    return referral


def answer_to_work(actor: Actor, referral_id: int) -> Referral:
    """Return a referral whose answer has been handed in and which the actor works, or as if it did not exist."""
    referral = (
        _referrals()
        .filter(round__case__municipality_id__in=sending_ids(actor), answer__state=AnswerState.SUBMITTED)
        .filter(pk=referral_id)
        .first()
    )
    if referral is None:
        raise Http404
    return referral


def sections_of(answer: Answer) -> list[Section]:
    """Return the parts of the report in order: one query. The caller has passed the answer's gate."""
    return list(answer.sections.order_by("order", "pk"))


def section_for(actor: Actor, section_id: int) -> Section:
    """Return a part that the actor writes, or answer as if it did not exist."""
    section = (
        Section.objects.filter(writing(actor, "answer__referral__"), pk=section_id)
        .select_related("answer__referral__round__case__municipality", "answer__referral__unit")
        .first()
    )
    if section is None:
        raise Http404
    return section


def section_to_work(actor: Actor, section_id: int) -> Section:
    """Return a part of an answer handed in that the actor works, or answer as if it did not exist."""
    section = (
        Section.objects.filter(
            answer__referral__round__case__municipality_id__in=sending_ids(actor),
            answer__state=AnswerState.SUBMITTED,
            pk=section_id,
        )
        .select_related("answer__referral__round__case__municipality")
        .first()
    )
    if section is None:
        raise Http404
    return section


def comments_of(answer: Answer) -> list[Comment]:
    """Return the comments to clauses in the order of the draft: one query."""
    return list(
        answer.comments.select_related("clause__material").order_by("clause__material__order", "clause__order", "pk")
    )


def comment_for(actor: Actor, comment_id: int) -> Comment:
    """Return a comment that the actor's body writes, or answer as if it did not exist."""
    comment = (
        Comment.objects.filter(writing(actor, "answer__referral__"), pk=comment_id)
        .select_related("answer__referral__round__case__municipality", "clause__material")
        .first()
    )
    if comment is None:
        raise Http404
    return comment


def with_words(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Fetch persons, and what each statement refers to, beside the statements."""
    return statements.select_related(
        "refers_to_body", "refers_to__step", "refers_to__answer__referral"
    ).prefetch_related("persons", "refers_to__persons")


def statements_of(answer: Answer) -> list[Statement]:
    """Return the statements under the answer in order: three queries."""
    return list(with_words(answer.statements.order_by("order", "pk")))


def statement_for(actor: Actor, statement_id: int) -> Statement:
    """Return a statement the actor may write: of the own body or board, or of a level the actor enters."""
    own = writing(actor, "answer__referral__") | sitting(actor, "answer__referral__")
    level = Q(step__case__municipality_id__in=sending_ids(actor))
    statement = (
        Statement.objects.filter(own | level, pk=statement_id)
        .select_related("answer__referral__round__case__municipality", "step__case__municipality", "refers_to_body")
        .prefetch_related("persons")
        .first()
    )
    if statement is None:
        raise Http404
    return statement


def bodies_to_refer_to(referral: Referral) -> list[Referral]:
    """Return the other bodies of the round, whose statements can be referred to by the body's name: one query."""
    return list(
        Referral.objects.filter(round_id=referral.round_id, parent__isnull=True)
        .exclude(pk=referral.pk)
        .order_by("name")
    )


def statements_to_be_identical_to(step: Step) -> list[Statement]:
    """Return the statements at the other levels of the case, and those of answers handed in (REM-16)."""
    return list(
        with_words(
            Statement.objects.filter(
                Q(step__case_id=step.case_id) & ~Q(step_id=step.pk)
                | Q(answer__referral__round__case_id=step.case_id, answer__state=AnswerState.SUBMITTED)
            )
        ).order_by("step_id", "answer_id", "order")
    )


def referred_words(statements: list[Statement]) -> dict[int, list[Statement]]:
    """Return the statements with words of their own that lie under the bodies referred to, in answers handed in.

    By the body's referral: two queries. Working drafts of other bodies stay closed.
    """
    bodies = {one.refers_to_body_id for one in statements if one.refers_to_body_id}
    found: dict[int, list[Statement]] = {}
    if bodies:
        for one in (
            Statement.objects.filter(
                answer__referral_id__in=bodies, answer__state=AnswerState.SUBMITTED, text_kind="own"
            )
            .select_related("answer")
            .prefetch_related("persons")
            .order_by("order", "pk")
        ):
            assert one.answer is not None
            found.setdefault(one.answer.referral_id, []).append(one)
    return found


def sub_referrals_of(referral: Referral) -> list[Referral]:
    """Return the referrals that the body has sent on, with their answers and newest links: three queries."""
    return list(
        referral.sub_referrals.select_related("answer", "round__case")
        .annotate(reminded_on=Max("reminders__sent_on"))
        .prefetch_related(
            Prefetch("links", queryset=Link.objects.order_by("-made_at")),
            Prefetch("answer__sections", queryset=Section.objects.order_by("order")),
        )
        .order_by("name")
    )


def clauses_with_comments(answer: Answer) -> list[Clause]:
    """Return every clause of what was sent with the body's own comments as `own_comments`: two queries."""
    mine = Comment.objects.filter(answer=answer).order_by("pk")
    return list(
        Clause.objects.filter(material__round_id=answer.referral.round_id)
        .select_related("material")
        .prefetch_related(Prefetch("comments", queryset=mine, to_attr="own_comments"))
        .order_by("material__order", "order")
    )


def perspectives_of(answer: Answer, sections: list[Section]) -> tuple[tuple[Perspective, PerspectiveState], ...]:
    """Return whether each perspective was analysed, from the sections or from what an old report says."""
    if answer.read_perspectives:
        return tuple(
            (one, PerspectiveState(answer.read_perspectives.get(one, PerspectiveState.ABSENT))) for one in Perspective
        )
    by_kind = {section.kind: section for section in sections}
    rows = []
    for one in Perspective:
        section = by_kind.get(one.value)
        analysed = Analysed(one, section.text, section.not_made_because) if section else Analysed(one)
        rows.append((one, analysed.state))
    return tuple(rows)
