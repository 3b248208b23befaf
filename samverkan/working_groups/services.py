"""Deeds with working groups and existing forums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare, may_run_group
from samverkan.audit.services import record
from samverkan.decisions.models import Decision
from samverkan.decisions.services import decision_pointer, raise_matter
from samverkan.decisions.words import DecisionCategory, MatterState
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.words import FunctionKind, GroupKind
from samverkan.groups.models import Group
from samverkan.groups.services import NewSeat, found_working_group
from samverkan.groups.words import Membership
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Dated, Unit
from samverkan.priorities.models import Area
from samverkan.working_groups.models import Appointment, Forum, SuggestedSeat

APPOINTMENT = "working_groups.appointment"
"""The kind under which `decisions.bells.DECIDED` knows appointments."""
NOT_YOURS = "You may not keep the forums of this unit."
ONLY_PREPARATION = "Working groups are appointed by the local preparation group, and by no other group."


def appointment_pointer(appointment: Appointment) -> Pointer:
    """Return where the appointment can be opened."""
    address = reverse("working_groups:appointment", args=[appointment.pk])
    return Pointer(APPOINTMENT, str(appointment.pk), appointment.name, address)


@transaction.atomic
def propose_working_group(
    *,
    by: Actor,
    preparation_group: Group,
    name: str,
    task: str,
    area: Area,
    focus: str,
    is_permanent: bool,
    ends_on: date | None = None,
    forums_considered: str,
    starts_from: str = "",
    seats: Sequence[NewSeat] = (),
    today: date,
) -> Appointment:
    """Propose a working group and raise the matter that the preparation group decides (ORG-17, -20, -29, DEC-10).

    `ends_on` is the last day of a time-limited group. `forums_considered` says why the existing forums do not
    suffice. The group is founded when the decision is recorded.
    """
    unit = preparation_group.unit
    demand(may_run_group(by, preparation_group.pk, unit.pk), "You may not raise matters in this group.")
    refuse_person_data(name=name, task=task, focus=focus, forums_considered=forums_considered, starts_from=starts_from)
    if preparation_group.kind != GroupKind.LOCAL_PREPARATION or not preparation_group.holds(today):
        raise Refused(ONLY_PREPARATION, field="preparation_group")
    for field, text, reason in (
        ("name", name, "Write what the group is called."),
        ("task", task, "Write the group's task."),
        ("focus", focus, "Write the focus area that the group is tied to."),
        ("forums_considered", forums_considered, "Write why the existing forums and groups do not suffice."),
    ):
        if not text.strip():
            raise Refused(reason, field=field)
    if is_permanent and ends_on is not None:
        raise Refused("A permanent group has no last day.", field="ends_on")
    if not is_permanent and ends_on is None:
        raise Refused("Write the last day of the time-limited group.", field="ends_on")
    if ends_on is not None and ends_on <= today:
        raise Refused("The last day has already passed.", field="ends_on")
    area_list = area.area_list
    if area_list.is_draft or not area_list.holds(today) or area_list.municipality_id != unit.municipality_id:
        raise Refused("The area is not one of the priority areas in force.", field="area")
    _refuse_a_twin(unit, name.strip(), today)
    appointment = Appointment.objects.create(
        unit=unit,
        preparation_group=preparation_group,
        name=name.strip(),
        task=task.strip(),
        area=area,
        focus=focus.strip(),
        is_permanent=is_permanent,
        ends_on=ends_on,
        forums_considered=forums_considered.strip(),
        starts_from=starts_from.strip(),
        proposed_on=today,
    )
    SuggestedSeat.objects.bulk_create(
        SuggestedSeat(
            appointment=appointment,
            function=seat.function,
            unit=seat.unit,
            is_co_opted=seat.membership == Membership.CO_OPTED,
            responsibility=seat.responsibility.strip(),
        )
        for seat in seats
    )
    appointment.matter = raise_matter(
        by=by,
        raised_in=preparation_group,
        decided_in=preparation_group,
        title=gettext("Appointing of the working group %(name)s") % {"name": appointment.name},
        text=appointment.task,
        proposal=_proposal(appointment),
        basis=appointment.starts_from,
        category=DecisionCategory.WORKING_GROUP,
        concerns=appointment_pointer(appointment),
        today=today,
    )
    appointment.save(update_fields=["matter"])
    record(by=by, event="working_groups.proposed", on=appointment_pointer(appointment), details={"unit": unit.name})
    return appointment


def _refuse_a_twin(unit: Unit, name: str, today: date) -> None:
    groups = Group.objects.filter(Dated.holding(today), unit=unit, kind=GroupKind.WORKING)
    waiting = Appointment.objects.filter(unit=unit, decision__isnull=True).exclude(matter__state=MatterState.WITHDRAWN)
    taken = [*groups.values_list("name", flat=True), *waiting.values_list("name", flat=True)]
    if name.casefold() in {one.casefold() for one in taken}:
        raise Refused("There is already a working group, or a proposal, with that name.", field="name")


def _proposal(appointment: Appointment) -> str:
    values = {"name": appointment.name, "focus": appointment.focus, "area": appointment.area.name}
    if appointment.ends_on is None:
        sentence = gettext("The working group %(name)s is appointed as permanent, for %(focus)s within %(area)s.")
        return sentence % values
    sentence = gettext("The working group %(name)s is appointed until %(day)s, for %(focus)s within %(area)s.")
    return sentence % (values | {"day": appointment.ends_on.isoformat()})


@transaction.atomic
def take_decided(by: Actor, decision: Decision, key: str) -> None:
    """Found the working group that the preparation group has just decided on.

    Rung by `decisions.bells.DECIDED` inside the decision's own transaction: when it is refused here, because
    another kind of group decided (ORG-17, DEC-10), the decision is not stored either.
    """
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=int(key))
    if appointment.decision_id is not None:
        raise Refused("The working group has already been appointed.")
    group = decision.group
    if group.kind != GroupKind.LOCAL_PREPARATION or group.pk != appointment.preparation_group_id:
        raise Refused(ONLY_PREPARATION, way_on="Take the matter back to the local preparation group.")
    if appointment.ends_on is not None and appointment.ends_on < decision.decided_on:
        raise Refused("The group's last day has passed before it was appointed.", way_on="Propose it anew.")
    founded = found_working_group(
        by=by,
        preparation_group=group,
        decision=decision_pointer(decision),
        name=appointment.name,
        task=appointment.task,
        valid_from=decision.decided_on,
        valid_until=appointment.ends_on + timedelta(days=1) if appointment.ends_on else None,
        seats=[
            NewSeat(
                function=FunctionKind(seat.function),
                unit=seat.unit,
                membership=Membership.CO_OPTED if seat.is_co_opted else Membership.ORDINARY,
                responsibility=seat.responsibility,
            )
            for seat in appointment.suggested_seats.select_related("unit")
        ],
    )
    appointment.decision, appointment.group = decision, founded
    appointment.save(update_fields=["decision", "group"])
    record(
        by=by,
        event="working_groups.appointed",
        on=appointment_pointer(appointment),
        details={"decision": decision.reference, "group": founded.pk},
    )


def forum_pointer(forum: Forum) -> Pointer:
    """Return where the forum is listed."""
    return Pointer("working_groups.forum", str(forum.pk), forum.name, reverse("working_groups:forums"))


@transaction.atomic
def add_forum(
    *,
    by: Actor,
    unit: Unit,
    name: str,
    purpose: str = "",
    area: Area | None = None,
    meets: str = "",
    participants: Iterable[Unit] = (),
    valid_from: date,
    source: str = "",
) -> Forum:
    """Register an existing group or form of collaboration outside the structure (ORG-29, ORG-36)."""
    demand(may_prepare(by, unit.pk), NOT_YOURS)
    refuse_person_data(name=name, purpose=purpose, meets=meets)
    if not name.strip():
        raise Refused("Write what the forum is called.", field="name")
    known = Forum.objects.filter(unit=unit, valid_until__isnull=True).values_list("name", flat=True)
    if name.strip().casefold() in {one.casefold() for one in known}:
        raise Refused("The forum is already registered.", field="name")
    forum = Forum.objects.create(
        unit=unit,
        name=name.strip(),
        purpose=purpose.strip(),
        area=area,
        meets=meets.strip(),
        valid_from=valid_from,
        source=source,
    )
    forum.participants.set(participants)
    record(by=by, event="working_groups.forum_added", on=forum_pointer(forum), details={"unit": unit.name})
    return forum


@transaction.atomic
def map_forum(*, by: Actor, forum: Forum, group: Group | None) -> Forum:
    """Say which group of the structure an existing forum counts as, or none (ORG-28, ORG-30)."""
    forum = Forum.objects.select_for_update(of=("self",)).get(pk=forum.pk)
    demand(may_prepare(by, forum.unit_id), NOT_YOURS)
    if group is not None and group.unit_id != forum.unit_id:
        raise Refused("The group belongs to another unit.", field="group")
    forum.mapped_to = group
    forum.save(update_fields=["mapped_to"])
    record(
        by=by,
        event="working_groups.forum_mapped",
        on=forum_pointer(forum),
        details={"group": group.name if group else ""},
    )
    return forum


@transaction.atomic
def end_forum(*, by: Actor, forum: Forum, on: date) -> Forum:
    """End a forum from a day, which is the first without it."""
    forum = Forum.objects.select_for_update(of=("self",)).get(pk=forum.pk)
    demand(may_prepare(by, forum.unit_id), NOT_YOURS)
    if forum.valid_until is not None:
        raise Refused("The forum has already ended.")
    if on < forum.valid_from:
        raise Refused("The forum starts on %(day)s; it cannot end before.", field="on", day=forum.valid_from)
    forum.valid_until = on
    forum.save(update_fields=["valid_until"])
    record(by=by, event="working_groups.forum_ended", on=forum_pointer(forum), details={"until": on.isoformat()})
    return forum
