"""Deeds with questionnaires: the same questions to every preparation group before an agreement is revised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.agreements.models import Agreement
from samverkan.agreements.words import AgreementState
from samverkan.audit.services import record
from samverkan.followup.models import Answer, Questionnaire
from samverkan.followup.queries.lessons import units_to_ask
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Unit

MOST = 20
"""Questions in a questionnaire: more is not answered with care."""


def questionnaire_pointer(questionnaire: Questionnaire) -> Pointer:
    """Return where the questionnaire can be opened."""
    address = reverse("followup:questionnaire", args=[questionnaire.pk])
    return Pointer("followup.questionnaire", str(questionnaire.pk), questionnaire.title, address)


@transaction.atomic
def send_questionnaire(
    *,
    by: Actor,
    municipality: Unit,
    agreement: Agreement,
    title: str,
    questions: Sequence[str],
    due_on: date,
    today: date,
) -> Questionnaire:
    """Send the same questions to all local preparation groups, about the agreement in force (FOL-18, FOL-19)."""
    demand(may_prepare(by, municipality.pk), "Questionnaires are sent by the central preparation group.")
    refuse_person_data(title=title, questions="\n".join(questions))
    asked = [question.strip() for question in questions if question.strip()]
    if not title.strip():
        raise Refused("Write what the questionnaire is called.", field="title")
    if not asked:
        raise Refused("Write at least one question.", field="questions")
    if len(asked) > MOST:
        raise Refused("Ask at most %(most)s questions.", field="questions", most=MOST)
    if len({question.casefold() for question in asked}) < len(asked):
        raise Refused("The same question stands twice.", field="questions")
    if due_on <= today:
        raise Refused("The day to answer by must lie ahead.", field="due_on")
    if agreement.state != AgreementState.ADOPTED or agreement.valid_from is None or agreement.valid_from > today:
        raise Refused("Only work under an agreement in force can be evaluated.", field="agreement")
    units = units_to_ask(municipality, today)
    if not units:
        raise Refused("There is no local preparation group to ask.")
    questionnaire = Questionnaire.objects.create(
        municipality=municipality,
        agreement=agreement,
        title=title.strip(),
        questions=asked,
        sent_on=today,
        due_on=due_on,
    )
    Answer.objects.bulk_create(Answer(questionnaire=questionnaire, unit=unit) for unit in units)
    record(
        by=by,
        event="followup.questionnaire_sent",
        on=questionnaire_pointer(questionnaire),
        details={"units": len(units), "questions": len(asked)},
    )
    return questionnaire


@transaction.atomic
def answer_questionnaire(*, by: Actor, answer: Answer, edition: int, texts: Sequence[str], today: date) -> Answer:
    """Answer for the unit's preparation group; the answer can be changed until the questionnaire is closed (FOL-19)."""
    answer = Answer.objects.select_for_update(of=("self",)).select_related("questionnaire", "unit").get(pk=answer.pk)
    demand(may_prepare(by, answer.unit_id), "You may not answer for this unit.")
    if answer.questionnaire.closed_on is not None:
        raise Refused("The questionnaire is closed.")
    demand_edition(edition, answer.edition, saved_by=answer.saved_by)
    if len(texts) != len(answer.questionnaire.questions):
        raise Refused("There is to be one answer to each question.")
    for number, text in enumerate(texts):
        refuse_person_data(**{f"answer_{number}": text})  # type: ignore[arg-type]  # the key is never the flag's name
    empty = next((number for number, text in enumerate(texts) if not text.strip()), None)
    if empty is not None:
        raise Refused("Answer every question; write what you do not know as well.", field=f"answer_{empty}")
    answer.texts = [text.strip() for text in texts]
    answer.answered_on, answer.saved_by = today, by.name
    answer.edition += 1
    answer.save()
    record(
        by=by,
        event="followup.questionnaire_answered",
        on=questionnaire_pointer(answer.questionnaire),
        details={"unit": answer.unit.name},
    )
    return answer


@transaction.atomic
def close_questionnaire(*, by: Actor, questionnaire: Questionnaire, today: date) -> Questionnaire:
    """Close the questionnaire: its answers stand as they are, and units that did not answer are told by name."""
    questionnaire = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
    demand(
        may_prepare(by, questionnaire.municipality_id), "Questionnaires are closed by the central preparation group."
    )
    if questionnaire.closed_on is not None:
        raise Refused("The questionnaire is already closed.")
    questionnaire.closed_on = today
    questionnaire.save(update_fields=["closed_on"])
    missing = Answer.objects.filter(questionnaire=questionnaire, answered_on__isnull=True).count()
    record(
        by=by,
        event="followup.questionnaire_closed",
        on=questionnaire_pointer(questionnaire),
        details={"unanswered": missing},
    )
    return questionnaire
