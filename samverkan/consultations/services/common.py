"""What the deeds of the package share: pointers, and the small checks before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.consultations.models import (
    Case,
    EarlyInput,
    Referral,
    Remark,
    Round,
    Step,
)
from samverkan.consultations.rules.insight import Guest, board_unit_ids, writes_for
from samverkan.consultations.rules.period import is_open, last_day_for
from samverkan.consultations.words import ChainLevel
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data

ONLY_SENDER = "Only the central preparation group and the City Executive Office keep consultations."
ONLY_BODY = "Only the body that is asked writes its answer."
ONLY_DISSENT = "Only the body that is asked, and its elected representatives, write statements to its decision."


def case_pointer(case: Case) -> Pointer:
    """Return where the case can be opened."""
    return Pointer("consultations.case", str(case.pk), case.title, reverse("consultations:case", args=[case.pk]))


def round_pointer(round_: Round) -> Pointer:
    """Return where the round can be opened."""
    title = gettext("%(case)s, round %(number)s") % {"case": round_.case.title, "number": round_.number}
    return Pointer("consultations.round", str(round_.pk), title, reverse("consultations:round", args=[round_.pk]))


def referral_pointer(referral: Referral) -> Pointer:
    """Return where the body's answer can be opened; the title says nothing of what is in it."""
    title = gettext("%(body)s on %(case)s") % {"body": referral.name, "case": referral.round.case.title}
    address = reverse("consultations:answer", args=[referral.pk])
    return Pointer("consultations.referral", str(referral.pk), title, address)


def step_pointer(step: Step) -> Pointer:
    """Return where the level of the chain is shown."""
    title = gettext("%(level)s on %(case)s") % {
        "level": gettext(ChainLevel(step.level).label),
        "case": step.case.title,
    }
    address = reverse("consultations:case", args=[step.case_id])
    return Pointer("consultations.step", str(step.pk), title, address)


def early_pointer(early: EarlyInput) -> Pointer:
    """Return where the early input can be opened."""
    address = reverse("consultations:early", args=[early.pk])
    return Pointer("consultations.early_input", str(early.pk), early.title, address)


def remark_pointer(remark: Remark) -> Pointer:
    """Return where the view is worked; the title says nothing of its words."""
    title = gettext("View %(number)s") % {"number": remark.number}
    address = reverse("consultations:remark", args=[remark.pk])
    return Pointer("consultations.remark", str(remark.pk), title, address)


def demand_sender(by: Actor, case: Case) -> None:
    """Raise unless the actor sends the case, and the case is worked on."""
    demand(may_prepare(by, case.municipality_id), ONLY_SENDER)
    if case.is_past:
        raise Refused("The case was read from an old report. It can be seen, but not worked on.")


def demand_writer(by: Actor, referral: Referral) -> None:
    """Raise unless the actor writes the body's answer, and the round has been sent."""
    demand(writes_for(by, referral.pk, (referral.unit_id, referral.administration_id)), ONLY_BODY)
    demand_worked_on(referral)


def demand_dissenter(by: Actor, referral: Referral) -> None:
    """Raise unless the actor writes the answer or sits on the board, and the round has been sent."""
    may = writes_for(by, referral.pk, (referral.unit_id, referral.administration_id))
    demand(may or referral.unit_id in board_unit_ids(by), ONLY_DISSENT)
    demand_worked_on(referral)


def demand_worked_on(referral: Referral) -> None:
    """Raise when the round has not been sent or was read from an old report."""
    if referral.round.case.is_past:
        raise Refused("The case was read from an old report. It can be seen, but not worked on.")
    if referral.round.sent_on is None:
        raise Refused("The round has not been sent yet.")


def demand_period(referral: Referral, today: date) -> None:
    """Raise when the period has ended for the body (REM-04)."""
    last = last_day_for(referral.round.last_day, referral.own_last_day)
    if not is_open(sent_on=referral.round.sent_on, last_day=last, on=today):
        raise Refused(
            "The period ended on %(day)s, so the answer cannot be handed in.",
            way_on="Ask the sender for another last day.",
            day=last,
        )


def told(texts: Mapping[str, str], limits: Mapping[str, int] | None = None) -> dict[str, str]:
    """Refuse person data in the texts and return them without blanks around, cut where the table has a limit."""
    for name, text in texts.items():
        refuse_person_data(**{name: text}, contact_details=False)
    limits = limits or {}
    return {name: text.strip()[: limits.get(name)] for name, text in texts.items()}


def demand_text(field: str, text: str, reason: str) -> None:
    """Raise naming the field when the text is empty."""
    if not text.strip():
        raise Refused(reason, field=field)


def lines(field: str, given: Iterable[str]) -> list[str]:
    """Return a list of texts without empty ones, with person data refused."""
    found = [one.strip() for one in given if one.strip()]
    told({field: "\n".join(found)})
    return found


def signatories(field: str, given: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Return functions with their office-holders, if named; a name without a function is refused."""
    rows = []
    for function, name in given:
        if not function.strip() and name.strip():
            raise Refused("Write the function that %(name)s holds.", field=field, name=name.strip())
        if function.strip():
            rows.append({"function": function.strip()[:120], "name": name.strip()[:120]})
    told({field: "\n".join(f"{row['function']} {row['name']}" for row in rows)})
    return rows


def demand_asker(by: Actor, referral: Referral) -> None:
    """Raise unless the actor sends the round, or writes for the body that sent the referral on."""
    parent = referral.parent
    if parent is not None and writes_for(by, parent.pk, (parent.unit_id, parent.administration_id)):
        demand_worked_on(referral)
        return
    demand(not isinstance(by, Guest), ONLY_SENDER)
    demand_sender(by, referral.round.case)
