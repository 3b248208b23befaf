"""Questions about cases, their chain and what was gathered early."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.agreements.models import Agreement
from samverkan.agreements.words import AgreementState
from samverkan.consultations.models import (
    Case,
    CaseText,
    EarlyInput,
    EarlyVoice,
    Referral,
    Round,
    Statement,
    Step,
)
from samverkan.consultations.queries.access import sending_ids, sitting, writing
from samverkan.consultations.rules.insight import writing_unit_ids
from samverkan.consultations.words import CaseTextKind, ChainLevel
from samverkan.ground.words import Party, Tier
from samverkan.organisation.models import Dated, Post, Unit
from samverkan.organisation.words import UnitKind


def asked_of(actor: Actor) -> Q:
    """Return the condition that a round has been sent to a body that the actor writes for or sits on."""
    asked = Referral.objects.filter(writing(actor) | sitting(actor), round=OuterRef("pk"))
    return Q(sent_on__isnull=False) & Q(Exists(asked))


def rounds_visible_to(actor: Actor) -> QuerySet[Round]:
    """Return the rounds the actor sends, and those sent to a body of the actor's."""
    return Round.objects.filter(Q(case__municipality_id__in=sending_ids(actor)) | asked_of(actor)).select_related(
        "case__municipality", "source"
    )


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Return the cases the actor sends, those sent to a body of the actor's, and those that ask it early."""
    units = writing_unit_ids(actor)
    early = Q(early_inputs__voices__unit_id__in=units) if units else Q(pk__in=[])
    asked = Round.objects.filter(asked_of(actor), case=OuterRef("pk"))
    found = Case.objects.filter(Q(municipality_id__in=sending_ids(actor)) | Q(Exists(asked)) | early)
    return found.distinct().select_related("municipality", "agreement")


def case_for(actor: Actor, case_id: int) -> Case:
    """Return the case, or answer as if it did not exist."""
    case = cases_visible_to(actor).filter(pk=case_id).first()
    if case is None:
        raise Http404
    return case


def case_to_keep(actor: Actor, case_id: int) -> Case:
    """Return a case that the actor sends, or answer as if it did not exist."""
    case = (
        Case.objects.filter(municipality_id__in=sending_ids(actor))
        .select_related("municipality", "agreement")
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        raise Http404
    return case


def listed_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases to list, the newest first, with their rounds counted and prefetched: two queries.

    `council_day` is when the council decided, if it has.
    """
    council = Step.objects.filter(case=OuterRef("pk"), level=ChainLevel.COUNCIL).values("decided_on")[:1]
    rounds = Round.objects.annotate(
        asked=Count("referrals", filter=Q(referrals__parent__isnull=True)),
        answered=Count("referrals", filter=Q(referrals__parent__isnull=True, referrals__answer__state="submitted")),
    ).order_by("number")
    return (
        cases_visible_to(actor)
        .annotate(council_day=Subquery(council))
        .order_by("is_past", "-opened_on", "-pk")
        .prefetch_related(Prefetch("rounds", queryset=rounds, to_attr="counted_rounds"))
    )


def texts_of(case: Case) -> dict[CaseTextKind, CaseText]:
    """Return the sender's texts by kind: one query. The caller has passed the case's gate."""
    return {CaseTextKind(text.kind): text for text in case.texts.all()}


def steps_of(case: Case) -> dict[ChainLevel, Step]:
    """Return the levels that have been entered, each with its statements and persons: three queries."""
    statements = Statement.objects.select_related("refers_to__step").prefetch_related("persons", "refers_to__persons")
    return {
        ChainLevel(step.level): step
        for step in case.steps.prefetch_related(Prefetch("statements", queryset=statements))
    }


def days_of(
    case: Case, steps: Mapping[ChainLevel, Step], rounds: list[Round], *, on: date
) -> dict[ChainLevel, date | None]:
    """Return the day of each level. Until it is entered, the consultation is dated by its last round's last day."""
    days: dict[ChainLevel, date | None] = {level: step.decided_on for level, step in steps.items()}
    if days.get(ChainLevel.CONSULTATION) is None and rounds and rounds[-1].sent_on is not None:
        last = rounds[-1].last_day
        days[ChainLevel.CONSULTATION] = last if last is not None and on > last else None
    return days


def rounds_of(case: Case) -> list[Round]:
    """Return the rounds of the case with counts of bodies asked and answers handed in: one query."""
    return list(
        case.rounds.annotate(
            asked=Count("referrals", filter=Q(referrals__parent__isnull=True)),
            answered=Count("referrals", filter=Q(referrals__parent__isnull=True, referrals__answer__state="submitted")),
        ).order_by("number")
    )


def early_visible_to(actor: Actor) -> QuerySet[EarlyInput]:
    """Return the early inputs of the cases the actor sends, and those that ask a unit of the actor's."""
    asked = EarlyVoice.objects.filter(early_input=OuterRef("pk"), unit_id__in=writing_unit_ids(actor))
    return EarlyInput.objects.filter(Q(case__municipality_id__in=sending_ids(actor)) | Q(Exists(asked))).select_related(
        "case__municipality"
    )


def early_for(actor: Actor, early_id: int) -> EarlyInput:
    """Return the early input, or answer as if it did not exist."""
    early = early_visible_to(actor).filter(pk=early_id).first()
    if early is None:
        raise Http404
    return early


def voices_of(actor: Actor, early: EarlyInput) -> list[EarlyVoice]:
    """Return the answers of the units: all to the sender, to others those of their own units. One query."""
    voices = early.voices.select_related("unit").order_by("unit__name")
    if early.case.municipality_id in sending_ids(actor):
        return list(voices)
    return list(voices.filter(unit_id__in=writing_unit_ids(actor)))


def voice_for(actor: Actor, early: EarlyInput, voice_id: int) -> EarlyVoice:
    """Return an answer that the actor's unit gives, or answer as if it did not exist."""
    voice = (
        early.voices.filter(unit_id__in=writing_unit_ids(actor), pk=voice_id)
        .select_related("unit", "early_input__case__municipality")
        .first()
    )
    if voice is None:
        raise Http404
    return voice


def municipalities_to_send_for(actor: Actor) -> list[Unit]:
    """Return the municipalities that the actor sends drafts out for."""
    return list(Unit.objects.filter(pk__in=sending_ids(actor), kind=UnitKind.MUNICIPALITY).order_by("name"))


def units_to_ask(case: Case, *, on: date) -> list[Unit]:
    """Return the boards, administrations and companies of the municipality that may be asked, by kind and name."""
    kinds = (UnitKind.BOARD, UnitKind.DISTRICT, UnitKind.SPECIALIST, UnitKind.COMPANY, UnitKind.EXECUTIVE_OFFICE)
    return list(
        Unit.objects.filter(Dated.holding(on), municipality_id=case.municipality_id, kind__in=kinds)
        .select_related("parent")
        .order_by("kind", "name")
    )


def people_to_assign(case: Case, *, on: date) -> list[User]:
    """Return those who work the answers for the sender, by name: one query."""
    posts = Post.objects.filter(
        Dated.holding(on),
        Q(unit_id=case.municipality_id) | Q(unit__municipality_id=case.municipality_id),
        role__in=(Role.CENTRAL, Role.EXECUTIVE_OFFICE),
        user__is_active=True,
    )
    return list(User.objects.filter(pk__in=posts.values("user")).order_by("name"))


def agreements_to_revise(municipality_id: int) -> list[Agreement]:
    """Return the municipality's overall agreements, the newest first."""
    return list(
        Agreement.objects.filter(unit_id=municipality_id, tier=Tier.OVERALL, state=AgreementState.ADOPTED).order_by(
            "-valid_from"
        )
    )


def police_to_agree_with(municipality_id: int, *, on: date) -> list[Unit]:
    """Return the police regions and areas that may be the other party, by name."""
    kinds = (UnitKind.POLICE_REGION, UnitKind.POLICE_AREA)
    return list(Unit.objects.filter(Dated.holding(on), party=Party.POLICE, kind__in=kinds).order_by("name"))
