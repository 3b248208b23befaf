"""Deeds with matters and decisions."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_run_group
from samverkan.audit.services import record
from samverkan.decisions.bells import DECIDED
from samverkan.decisions.models import Decision, Excerpt, Matter, Step
from samverkan.decisions.queries import mandate_for
from samverkan.decisions.rules import next_number
from samverkan.decisions.words import DecisionCategory, MatterState
from samverkan.documents.models import Document
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group, Seat
from samverkan.guard.rules import refuse_person_data


def matter_pointer(matter: Matter) -> Pointer:
    """Return where the matter can be opened."""
    return Pointer("decisions.matter", str(matter.pk), matter.title, reverse("decisions:matter", args=[matter.pk]))


def decision_pointer(decision: Decision) -> Pointer:
    """Return where the decision can be opened."""
    return Pointer(
        "decisions.decision", str(decision.pk), str(decision), reverse("decisions:decision", args=[decision.pk])
    )


@transaction.atomic
def raise_matter(
    *,
    by: Actor,
    raised_in: Group,
    decided_in: Group,
    title: str,
    text: str = "",
    proposal: str = "",
    basis: str = "",
    category: DecisionCategory,
    amount: int | None = None,
    concerns: Pointer | None = None,
    due_date: date | None = None,
    today: date,
) -> Matter:
    """Put a matter in the backlog of the group where it is raised (MEE-17).

    `decided_in` is the group that is to decide: `raised_in` itself or one above it. `concerns` points to what the
    decision sets in motion; its kind is looked up in `bells.DECIDED` when the matter is decided.
    """
    demand(may_run_group(by, raised_in.pk, raised_in.unit_id), "You may not raise matters in this group.")
    refuse_person_data(title=title, text=text, proposal=proposal, basis=basis)
    if not title.strip():
        raise Refused("Write what the matter is called.", field="title")
    if decided_in.pk != raised_in.pk and decided_in.pk not in _ids_above(raised_in):
        raise Refused("%(group)s is not above the group that raises the matter.", field="decided_in", group=decided_in)
    matter = Matter.objects.create(
        title=title.strip(),
        text=text,
        proposal=proposal,
        basis=basis,
        category=category,
        amount=amount,
        raised_in=raised_in,
        group=raised_in,
        decided_in=decided_in,
        concerns_kind=concerns.kind if concerns else "",
        concerns_key=concerns.key if concerns else "",
        concerns_address=concerns.address if concerns else "",
        due_date=due_date,
        raised_on=today,
    )
    record(by=by, event="decisions.matter_raised", on=matter_pointer(matter))
    return matter


def _ids_above(group: Group) -> list[int]:
    ids: list[int] = []
    current: Group | None = group.parent
    while current is not None and current.pk not in ids:
        ids.append(current.pk)
        current = current.parent
    return ids


@transaction.atomic
def forward_matter(*, by: Actor, matter: Matter, recommendation: str = "") -> Matter:
    """Send the matter on to the group above, with a recommendation (MEE-17, DEC-09)."""
    matter = Matter.objects.select_for_update().select_related("group__parent").get(pk=matter.pk)
    demand(may_run_group(by, matter.group_id, matter.group.unit_id), "You may not send this matter on.")
    refuse_person_data(recommendation=recommendation)
    if matter.state not in {MatterState.OPEN, MatterState.SCHEDULED}:
        raise Refused("The matter is already decided or withdrawn.")
    above = matter.group.parent
    if above is None:
        raise Refused("There is no group above %(group)s.", group=matter.group)
    Step.objects.create(
        matter=matter,
        from_group=matter.group,
        to_group=above,
        recommendation=recommendation,
        at=timezone.now(),
        by_name=by.name,
    )
    matter.group, matter.state = above, MatterState.OPEN
    matter.save(update_fields=["group", "state"])
    record(by=by, event="decisions.matter_forwarded", on=matter_pointer(matter), details={"to": above.name})
    return matter


@transaction.atomic
def record_decision(
    *,
    by: Actor,
    group: Group,
    title: str,
    text: str,
    basis: str = "",
    category: DecisionCategory,
    amount: int | None = None,
    decided_on: date,
    matter: Matter | None = None,
    meeting: Pointer | None = None,
    responsible_seat: Seat | None = None,
    responsible_title: str = "",
    due_date: date | None = None,
    municipality_decision_maker: str,
    police_decision_maker: str,
    needs_planning_entry: bool = False,
    document: Document | None = None,
) -> Decision:
    """Document a decision in writing, numbered in the group's year (DEC-06 to -08), after the mandate check (DEC-03).

    Raises `Refused` with the way on when the decision goes beyond the mandate, when a party's decision-maker is
    not named, or when the matter belongs to another group. When the matter came from another group its decision
    goes back as an excerpt. What the matter concerns is set in motion by `bells.DECIDED`.
    """
    demand(may_run_group(by, group.pk, group.unit_id), "You may not record decisions of this group.")
    refuse_person_data(title=title, text=text, basis=basis)
    if not text.strip():
        raise Refused("Write the decision: it is valid only in writing.", field="text")
    if not municipality_decision_maker.strip() or not police_decision_maker.strip():
        raise Refused(
            "Name the decision-makers of both parties.",
            field="municipality_decision_maker" if not municipality_decision_maker.strip() else "police_decision_maker",
        )
    if matter is not None:
        matter = Matter.objects.select_for_update().get(pk=matter.pk)
        if matter.state not in {MatterState.OPEN, MatterState.SCHEDULED}:
            raise Refused("The matter is already decided or withdrawn.")
        if matter.group_id != group.pk or matter.decided_in_id != group.pk:
            raise Refused("The matter is to be decided by %(group)s.", group=matter.decided_in)
        category, amount = DecisionCategory(matter.category), matter.amount if amount is None else amount
    answer = mandate_for(group, category, amount, on=decided_on)
    if not answer.is_within:
        raise Refused(answer.verdict.label, way_on=answer.way_on)
    Group.objects.select_for_update().get(pk=group.pk)  # two secretaries must not take the same number
    taken = Decision.objects.filter(group=group, year=decided_on.year).values_list("number", flat=True)
    decision = Decision.objects.create(
        group=group,
        year=decided_on.year,
        number=next_number(taken),
        title=title.strip(),
        text=text,
        basis=basis,
        category=category,
        amount=amount,
        decided_on=decided_on,
        documented_at=timezone.now(),
        matter=matter,
        meeting_key=meeting.key if meeting else "",
        meeting_title=meeting.title if meeting else "",
        responsible_title=responsible_title or (responsible_seat.title if responsible_seat else ""),
        responsible_seat=responsible_seat,
        responsible_unit_id=responsible_seat.unit_id if responsible_seat else None,
        due_date=due_date,
        municipality_decision_maker=municipality_decision_maker.strip(),
        police_decision_maker=police_decision_maker.strip(),
        needs_planning_entry=needs_planning_entry,
        mandate_basis=answer.basis,
        document=document,
    )
    if matter is not None:
        matter.state = MatterState.DECIDED
        if matter.raised_in_id != group.pk:
            Excerpt.objects.create(decision=decision, group_id=matter.raised_in_id, sent_at=timezone.now())
            matter.state = MatterState.RETURNED
        matter.save(update_fields=["state"])
        if matter.concerns_kind in DECIDED:
            DECIDED[matter.concerns_kind](by, decision, matter.concerns_key)
    record(by=by, event="decisions.recorded", on=decision_pointer(decision), details={"group": group.name})
    return decision
