"""Deeds with a case: open it, write the sender's texts, follow the chain, put the agreement in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.agreements.models import Agreement
from samverkan.agreements.services.overall import register_overall_agreement
from samverkan.audit.services import record
from samverkan.consultations.models import Case, CaseText, EarlyInput, EarlyVoice, Step
from samverkan.consultations.rules.chain import breaks_order
from samverkan.consultations.rules.insight import writing_unit_ids
from samverkan.consultations.services.common import (
    ONLY_SENDER,
    case_pointer,
    demand_sender,
    demand_text,
    early_pointer,
    lines,
    signatories,
    step_pointer,
    told,
)
from samverkan.consultations.words import CaseTextKind, ChainLevel, EarlyKind
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused
from samverkan.notices.services import tell
from samverkan.organisation.models import Dated, Post, Unit
from samverkan.organisation.words import UnitKind


@transaction.atomic
def open_case(
    *,
    by: Actor,
    municipality: Unit,
    title: str,
    initiator: str,
    registry_numbers: Iterable[str] = (),
    responsible: Iterable[tuple[str, str]] = (),
    proposal: Iterable[str] = (),
    agreement: Agreement | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    today: date,
) -> Case:
    """Open a case (REM-01). `responsible` are pairs of function and, where the report prints it, name.

    `agreement` is the one in force that the draft revises; `valid_until` is exclusive.
    """
    demand(may_prepare(by, municipality.pk), ONLY_SENDER)
    if municipality.kind != UnitKind.MUNICIPALITY:
        raise Refused("A consultation is sent by a municipality.", field="municipality")
    case = Case(municipality=municipality, opened_on=today)
    _fill(case, title, initiator, registry_numbers, responsible, proposal, agreement, valid_from, valid_until)
    case.save()
    record(by=by, event="consultations.case_opened", on=case_pointer(case), details={"unit": municipality.name})
    return case


def _fill(
    case: Case,
    title: str,
    initiator: str,
    registry_numbers: Iterable[str],
    responsible: Iterable[tuple[str, str]],
    proposal: Iterable[str],
    agreement: Agreement | None,
    valid_from: date | None,
    valid_until: date | None,
) -> None:
    texts = told({"title": title, "initiator": initiator}, {"title": 300, "initiator": 160})
    demand_text("title", texts["title"], "Write what the case is about.")
    demand_text("initiator", texts["initiator"], "Write who has initiated the case.")
    if valid_from and valid_until and valid_until <= valid_from:
        raise Refused(
            "The last day lies before the start date.", field="valid_until", way_on="Correct one of the dates."
        )
    if agreement is not None and agreement.unit_id != case.municipality_id:
        raise Refused("The agreement belongs to another municipality.", field="agreement")
    case.title, case.initiator = texts["title"], texts["initiator"]
    case.registry_numbers = [one[:60] for one in lines("registry_numbers", registry_numbers)]
    case.responsible = signatories("responsible", responsible)
    case.proposal = lines("proposal", proposal)
    case.agreement, case.valid_from, case.valid_until = agreement, valid_from, valid_until


@transaction.atomic
def revise_case(
    *,
    by: Actor,
    case: Case,
    edition: int,
    title: str,
    initiator: str,
    registry_numbers: Iterable[str] = (),
    responsible: Iterable[tuple[str, str]] = (),
    proposal: Iterable[str] = (),
    agreement: Agreement | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    saved_by: str = "",
) -> Case:
    """Correct the case. Raises `SavedMeanwhile` when somebody else has saved since it was opened."""
    case = Case.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=case.pk)
    demand_sender(by, case)
    demand_edition(edition, case.edition, saved_by=saved_by or gettext("A colleague"))
    _fill(case, title, initiator, registry_numbers, responsible, proposal, agreement, valid_from, valid_until)
    case.edition += 1
    case.save()
    record(by=by, event="consultations.case_revised", on=case_pointer(case), details={"edition": case.edition})
    return case


@transaction.atomic
def write_case_text(*, by: Actor, case: Case, kind: CaseTextKind, edition: int, text: str) -> CaseText:
    """Write one of the sender's texts in the report to the council (REM-20). `edition` is 0 for the first time."""
    demand_sender(by, case)
    texts = told({"text": text})
    stored = CaseText.objects.select_for_update(of=("self",)).filter(case=case, kind=kind).first()
    row = stored or CaseText(case=case, kind=kind, edition=0)
    demand_edition(edition, row.edition, saved_by=row.saved_by_name)
    row.text, row.edition, row.saved_by_name = texts["text"], row.edition + 1, by.name[:120]
    row.save()
    record(
        by=by,
        event="consultations.case_text_written",
        on=case_pointer(case),
        details={"kind": kind, "edition": row.edition},
    )
    return row


@transaction.atomic
def record_step(
    *,
    by: Actor,
    case: Case,
    level: ChainLevel,
    edition: int,
    name: str,
    decided_on: date | None,
    decision: str = "",
    registry_number: str = "",
    place: str = "",
    chair_function: str = "",
    chair_name: str = "",
    today: date,
) -> Step:
    """Enter what a level of the chain decided, and when (REM-22; for the executive board DEC-12).

    `edition` is 0 the first time. Refused when the day lies in the future or breaks the order of the chain.
    """
    demand_sender(by, case)
    limits = {
        "name": 160,
        "registry_number": 60,
        "place": 80,
        "chair_function": 120,
        "chair_name": 120,
    }
    texts = told(
        {
            "name": name,
            "decision": decision,
            "registry_number": registry_number,
            "place": place,
            "chair_function": chair_function,
            "chair_name": chair_name,
        },
        limits,
    )
    demand_text("name", texts["name"], "Write which body it is.")
    if decided_on is not None and decided_on > today:
        raise Refused("The day lies in the future.", field="decided_on", way_on="Enter it when it has been decided.")
    if decided_on is None and texts["decision"]:
        raise Refused("Write the day of the decision.", field="decided_on")
    steps = list(Step.objects.select_for_update(of=("self",)).filter(case=case))
    days = {ChainLevel(step.level): step.decided_on for step in steps}
    if decided_on is not None and (other := breaks_order(days, level, decided_on)) is not None:
        raise Refused(
            "The day does not fit with %(level)s, which is dated %(day)s.",
            field="decided_on",
            way_on="Correct one of the days.",
            level=gettext(other.label),
            day=days[other],
        )
    step = next((one for one in steps if one.level == level), None) or Step(case=case, level=level, edition=0)
    demand_edition(edition, step.edition, saved_by=step.saved_by_name)
    for field, text in texts.items():
        setattr(step, field, text)
    step.decided_on, step.edition, step.saved_by_name = decided_on, step.edition + 1, by.name[:120]
    step.save()
    record(
        by=by,
        event="consultations.step_recorded",
        on=step_pointer(step),
        details={"level": level, "decided_on": decided_on.isoformat() if decided_on else None},
    )
    return step


@transaction.atomic
def put_in_force(
    *, by: Actor, case: Case, rule_set: str, police: Unit | None, signed_on: date | None = None, today: date
) -> Agreement:
    """Put the agreement in force that the council has approved (DEC-01, DEC-17): the earlier one ends by the decision.

    The terms come from the rule set; who enters agreements, and that the earlier one is named, is judged there.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=case.pk)
    demand_sender(by, case)
    if case.entered_in_force_on is not None:
        raise Refused("The agreement of this case has already been entered.")
    council = Step.objects.filter(case=case, level=ChainLevel.COUNCIL, decided_on__isnull=False).first()
    if council is None or council.decided_on is None:
        raise Refused("The council has not decided yet.", way_on="Enter the council's decision in the chain first.")
    if case.valid_from is None:
        raise Refused("The case does not say from which day the agreement is to apply.", way_on="Enter the day first.")
    reference = f"{council.name} {council.decided_on.isoformat()}"
    if council.registry_number:
        reference = f"{reference}, {council.registry_number}"
    agreement = register_overall_agreement(
        by=by,
        title=case.title,
        registry_number=case.registry_numbers[0] if case.registry_numbers else "",
        municipality=case.municipality,
        police=police,
        valid_from=case.valid_from,
        valid_until=case.valid_until,
        signed_on=signed_on,
        rule_set=rule_set,
        decision_reference=reference,
    )
    case.agreement, case.entered_in_force_on = agreement, today
    case.save(update_fields=["agreement", "entered_in_force_on"])
    record(
        by=by,
        event="consultations.agreement_entered",
        on=case_pointer(case),
        details={"agreement": agreement.pk, "decision": reference},
    )
    return agreement


@transaction.atomic
def gather_early(
    *,
    by: Actor,
    case: Case,
    kind: EarlyKind,
    title: str,
    held_on: date,
    open_until: date | None = None,
    questions: Iterable[str] = (),
    took_part: str = "",
    outcome: str = "",
    units: Sequence[Unit] = (),
) -> EarlyInput:
    """Gather input before the formal consultation (REM-24). `units` are asked the questions of a questionnaire."""
    demand_sender(by, case)
    texts = told({"title": title, "took_part": took_part, "outcome": outcome}, {"title": 200})
    demand_text("title", texts["title"], "Write what it is called.")
    asked = lines("questions", questions)
    if kind == EarlyKind.QUESTIONNAIRE and not asked:
        raise Refused("Write at least one question.", field="questions")
    if kind != EarlyKind.QUESTIONNAIRE and (asked or units):
        raise Refused("Only a questionnaire has questions to units.", field="kind")
    if open_until is not None and open_until < held_on:
        raise Refused("The last day lies before the first.", field="open_until", way_on="Correct one of the dates.")
    early = EarlyInput.objects.create(
        case=case,
        kind=kind,
        held_on=held_on,
        open_until=open_until,
        questions=asked,
        saved_by_name=by.name[:120],
        **texts,
    )
    EarlyVoice.objects.bulk_create(
        EarlyVoice(early_input=early, unit=unit, given_on=held_on, answers=[], edition=0) for unit in units
    )
    posts = Post.objects.filter(Dated.holding(held_on), unit__in=units, user__is_active=True).select_related("user")
    tell(
        dict.fromkeys(post.user for post in posts),
        about=early_pointer(early),
        title=gettext("Questions before the consultation: %(title)s") % {"title": early.title},
    )
    record(
        by=by,
        event="consultations.early_input_begun",
        on=early_pointer(early),
        details={"kind": kind, "units": len(units)},
    )
    return early


@transaction.atomic
def revise_early(
    *, by: Actor, early: EarlyInput, edition: int, title: str, took_part: str = "", outcome: str = ""
) -> EarlyInput:
    """Write who took part and what came out of it."""
    early = EarlyInput.objects.select_for_update(of=("self",)).select_related("case").get(pk=early.pk)
    demand_sender(by, early.case)
    demand_edition(edition, early.edition, saved_by=early.saved_by_name)
    texts = told({"title": title, "took_part": took_part, "outcome": outcome}, {"title": 200})
    demand_text("title", texts["title"], "Write what it is called.")
    for field, text in texts.items():
        setattr(early, field, text)
    early.edition, early.saved_by_name = early.edition + 1, by.name[:120]
    early.save()
    record(
        by=by, event="consultations.early_input_revised", on=early_pointer(early), details={"edition": early.edition}
    )
    return early


@transaction.atomic
def answer_early(*, by: Actor, voice: EarlyVoice, edition: int, answers: Sequence[str], today: date) -> EarlyVoice:
    """Answer a questionnaire for one's unit, until its last day."""
    voice = (
        EarlyVoice.objects.select_for_update(of=("self",)).select_related("early_input__case", "unit").get(pk=voice.pk)
    )
    early = voice.early_input
    demand(voice.unit_id in writing_unit_ids(by), "Only the unit that is asked answers the questionnaire.")
    if early.case.is_past or (early.open_until is not None and today > early.open_until):
        raise Refused("The questionnaire is closed.")
    demand_edition(edition, voice.edition, saved_by=voice.saved_by_name)
    texts = told({f"answer_{place}": text for place, text in enumerate(answers)})
    if len(answers) != len(early.questions) or not any(texts.values()):
        raise Refused("Answer at least one of the questions.")
    voice.answers, voice.given_on = list(texts.values()), today
    voice.edition, voice.saved_by_name = voice.edition + 1, by.name[:120]
    voice.save()
    record(
        by=by, event="consultations.early_input_answered", on=early_pointer(early), details={"unit": voice.unit.name}
    )
    return voice
