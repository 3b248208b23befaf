"""Questions of the one who works the answers: views, the matrix of stances, texts that nearly agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.consultations.models import Answer, Clause, Comment, Referral, Remark, Round, Section, Statement
from samverkan.consultations.queries.access import sending_ids, sitting, writing
from samverkan.consultations.rules.grouping import Voice
from samverkan.consultations.rules.persons import written
from samverkan.consultations.rules.report import Person, place_in_report
from samverkan.consultations.words import AnswerState, BodyKind, SectionKind, Stance, TextKind


def remarks_of(round_: Round) -> QuerySet[Remark]:
    """Return the views taken from the round's answers. The caller sends the round."""
    return (
        Remark.objects.filter(round=round_)
        .select_related("answer__referral", "statement", "clause__material", "assignee")
        .order_by("number")
    )


def narrowed(
    remarks: QuerySet[Remark], *, clause: Clause | None, body: Referral | None, show: str, user_id: int | None
) -> tuple[QuerySet[Remark], bool]:
    """Return the views narrowed to a clause, a body or a state, and whether anything was narrowed.

    `show` is a word of the address: "oppna", "mina", "klara" or nothing.
    """
    shown = remarks
    if clause is not None:
        shown = shown.filter(clause=clause)
    if body is not None:
        shown = shown.filter(answer__referral=body)
    if show == "oppna":
        shown = shown.filter(disposition="")
    elif show == "klara":
        shown = shown.exclude(disposition="")
    elif show == "mina":
        shown = shown.filter(assignee_id=user_id)
    return shown, shown is not remarks


def taken_by_body(round_: Round) -> dict[int, int]:
    """Return how many views have been taken from each body's answer, by its referral: one query."""
    rows = Remark.objects.filter(round=round_, answer__isnull=False).values_list("answer__referral_id")
    return dict(rows.annotate(count=Count("pk")).order_by())


def next_to_settle(remark: Remark) -> int | None:
    """Return the next view of the round that has no disposition, after this one or from the start: one query."""
    others = Remark.objects.filter(round_id=remark.round_id, disposition="").exclude(pk=remark.pk)
    numbers = list(others.order_by("number").values_list("number", "pk"))
    later = (pk for number, pk in numbers if number > remark.number)
    return next(later, numbers[0][1] if numbers else None)


def next_to_split(referral: Referral) -> int | None:
    """Return another answer of the round that no view has been taken of, in the order of the report: two queries."""
    round_ = referral.round
    taken = taken_by_body(round_)
    others = (one.pk for one in answered_bodies(round_) if one.pk != referral.pk and one.pk not in taken)
    return next(others, None)


def remark_for(actor: Actor, remark_id: int) -> Remark:
    """Return a view that the actor works, or answer as if it did not exist."""
    remark = (
        Remark.objects.filter(round__case__municipality_id__in=sending_ids(actor), pk=remark_id)
        .select_related("round__case__municipality", "answer__referral", "statement", "clause__material", "assignee")
        .first()
    )
    if remark is None:
        raise Http404
    return remark


def replies_to(actor: Actor, referral: Referral) -> list[Remark]:
    """Return what became of the body's views, once settled: to the body itself (REM-23). One query."""
    own = Q(writing(actor, "answer__referral__") | sitting(actor, "answer__referral__"))
    return list(
        Remark.objects.filter(own, answer__referral=referral)
        .exclude(disposition="")
        .select_related("clause__material")
        .prefetch_related("changes")
        .order_by("number")
    )


def already_taken(answer: Answer) -> frozenset[str]:
    """Return the texts of the answer that have become views: one query."""
    return frozenset(Remark.objects.filter(answer=answer).values_list("text", flat=True))


def progress_of(round_: Round) -> dict[str, int]:
    """Return how many views there are, have been settled and are assigned: one query."""
    return Remark.objects.filter(round=round_).aggregate(
        taken=Count("pk"),
        settled=Count("pk", filter=~Q(disposition="")),
        assigned=Count("pk", filter=Q(assignee__isnull=False)),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """How a body meets a clause: the stances, most serious first, and how many views."""

    stances: tuple[Stance, ...] = ()
    count: int = 0


SERIOUS = (Stance.CRITICISM, Stance.QUESTION, Stance.WISH, Stance.POSITIVE)
"""Which stance colours a cell that holds several."""


def matrix_of(round_: Round) -> dict[tuple[int, int | None], Cell]:
    """Return the stance of each body to each clause, by referral and clause; none for the draft as a whole.

    From the views taken, and from the comments of answers handed in that have not been taken. Three queries. A
    body's stance to the whole is the one stated in its answer.
    """
    found: dict[tuple[int, int | None], list[Stance]] = {}

    def note(referral_id: int, clause_id: int | None, stance: str) -> None:
        if stance:
            found.setdefault((referral_id, clause_id), []).append(Stance(stance))

    for referral_id, clause_id, stance in Remark.objects.filter(round=round_, answer__isnull=False).values_list(
        "answer__referral_id", "clause_id", "stance"
    ):
        note(referral_id, clause_id, stance)
    untaken = Comment.objects.filter(
        answer__referral__round=round_, answer__state=AnswerState.SUBMITTED, remark__isnull=True
    )
    for referral_id, clause_id, stance in untaken.values_list("answer__referral_id", "clause_id", "stance"):
        note(referral_id, clause_id, stance)
    whole = Answer.objects.filter(referral__round=round_, state=AnswerState.SUBMITTED).exclude(stance="")
    for referral_id, stance in whole.values_list("referral_id", "stance"):
        note(referral_id, None, stance)
    return {
        place: Cell(tuple(one for one in SERIOUS if one in stances), len(stances)) for place, stances in found.items()
    }


def answered_bodies(round_: Round) -> list[Referral]:
    """Return the bodies whose answers have been handed in, in the order of the report: one query."""
    found = Referral.objects.filter(
        Q(answer__state=AnswerState.SUBMITTED), round=round_, parent__isnull=True
    ).select_related("answer")
    return sorted(found, key=lambda one: place_in_report(BodyKind(one.kind), one.name))


def voices_of_statements(round_: Round) -> list[Voice]:
    """Return the statements with words of their own, in answers handed in and at the levels above: two queries."""
    found = (
        Statement.objects.filter(
            Q(answer__referral__round=round_, answer__state=AnswerState.SUBMITTED) | Q(step__case_id=round_.case_id),
            text_kind=TextKind.OWN,
        )
        .select_related("answer__referral", "step")
        .prefetch_related("persons")
        .order_by("pk")
    )
    return [Voice(f"s{one.pk}", f"{place_of(one)}: {persons_of(one)}", one.text) for one in found]


def place_of(statement: Statement) -> str:
    """Return the body or level that the statement stands under. Wants them selected."""
    if statement.answer is not None:
        return statement.answer.referral.name
    return statement.step.name if statement.step is not None else ""


def persons_of(statement: Statement) -> str:
    """Return the persons as they are written. Wants them fetched."""
    return written(Person(one.name, one.party, one.et_al) for one in statement.persons.all())


def voices_of_sections(round_: Round) -> list[Voice]:
    """Return the views in the answers handed in, so that administrations that wrote together are found: one query."""
    found: Iterable[Section] = (
        Section.objects.filter(
            answer__referral__round=round_, answer__state=AnswerState.SUBMITTED, kind=SectionKind.VIEWS
        )
        .exclude(text="")
        .select_related("answer__referral")
        .order_by("pk")
    )
    return [Voice(f"a{one.pk}", one.answer.referral.name, one.text) for one in found if len(one.text) > 200]
