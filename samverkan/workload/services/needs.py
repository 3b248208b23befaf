"""Deeds with competences, needs, what functions bring, and planned presence (MEE-13, MEE-15, ORG-33)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group, Seat
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Dated, Unit
from samverkan.workload.models import Competence, Department, Need, Presence, Profile
from samverkan.workload.queries.scope import keeps_functions, keeps_needs
from samverkan.workload.services.common import (
    NOT_YOUR_FUNCTIONS,
    NOT_YOUR_NEEDS,
    demand_same_edition,
    pointer,
)

NOT_YOUR_LIST = "You may not change the list of competences."


def need_pointer(need: Need) -> Pointer:
    """Return where the group's needs can be seen."""
    return pointer("need", need.pk, need.competence.name, "group_needs", need.group_id)


@transaction.atomic
def add_competence(*, by: Actor, municipality: Unit, name: str) -> Competence:
    """Add a competence to the municipality's list."""
    demand(may_prepare(by, municipality.pk), NOT_YOUR_LIST)
    refuse_person_data(name=name)
    if not name.strip():
        raise Refused("Write what the competence is called.", field="name")
    taken = Competence.objects.filter(municipality=municipality).values_list("name", flat=True)
    if name.strip().casefold() in {one.casefold() for one in taken}:
        raise Refused("The competence is already on the list.", field="name")
    found = Competence.objects.create(municipality=municipality, name=name.strip())
    record(by=by, event="workload.competence_added", on=pointer("competence", found.pk, found.name, "competences"))
    return found


@transaction.atomic
def add_department(*, by: Actor, unit: Unit, name: str, valid_from: date) -> Department:
    """Add a department of an organisation that staffs groups."""
    demand(keeps_functions(by, unit), NOT_YOUR_FUNCTIONS)
    refuse_person_data(name=name)
    if not name.strip():
        raise Refused("Write what the department is called.", field="name")
    taken = Department.objects.filter(unit=unit).values_list("name", flat=True)
    if name.strip().casefold() in {one.casefold() for one in taken}:
        raise Refused("The organisation already has a department with that name.", field="name")
    found = Department.objects.create(unit=unit, name=name.strip(), valid_from=valid_from)
    record(
        by=by,
        event="workload.department_added",
        on=pointer("department", found.pk, found.name, "organisation", unit.pk),
        details={"unit": unit.name},
    )
    return found


@transaction.atomic
def state_profile(
    *,
    by: Actor,
    unit: Unit,
    holder: User,
    department: Department | None,
    competences: Iterable[Competence],
    edition: int,
    today: date,
) -> Profile:
    """State which department a function belongs to and which competences it brings. `edition` 0 is none before."""
    demand(keeps_functions(by, unit), NOT_YOUR_FUNCTIONS)
    chosen = list(competences)
    if not Seat.objects.filter(Dated.holding(today), unit=unit, holder=holder).exists():
        raise Refused("The function has no seat in any group.")
    if department is not None and department.unit_id != unit.pk:
        raise Refused("The department belongs to another organisation.", field="department")
    if any(one.municipality_id not in (unit.pk, unit.municipality_id) for one in chosen) and unit.municipality_id:
        raise Refused("The competence is on another municipality's list.", field="competences")
    row = Profile.objects.select_for_update(of=("self",)).filter(unit=unit, holder=holder).first()
    demand_same_edition(edition, row, "profile")
    row, _ = Profile.objects.update_or_create(
        unit=unit, holder=holder, defaults={"department": department, "edition": edition + 1}
    )
    row.competences.set(chosen)
    record(
        by=by,
        event="workload.profile_stated",
        on=pointer("profile", row.pk, unit.name, "function", unit.pk, holder.pk),
        details={"department": department.name if department else "", "competences": [one.name for one in chosen]},
    )
    return row


@transaction.atomic
def state_need(*, by: Actor, group: Group, competence: Competence, seats: int, why: str = "", edition: int) -> Need:
    """State that a group needs a competence, and in how many seats. `edition` 0 is none before."""
    demand(keeps_needs(by, group), NOT_YOUR_NEEDS)
    refuse_person_data(why=why)
    if competence.municipality_id not in (group.unit_id, group.unit.municipality_id):
        raise Refused("The competence is on another municipality's list.", field="competence")
    if not 1 <= seats <= 20:
        raise Refused("Write a number of seats between 1 and 20.", field="seats")
    row = Need.objects.select_for_update(of=("self",)).filter(group=group, competence=competence).first()
    demand_same_edition(edition, row, "need")
    row, _ = Need.objects.update_or_create(
        group=group, competence=competence, defaults={"seats": seats, "why": why.strip(), "edition": edition + 1}
    )
    record(by=by, event="workload.need_stated", on=need_pointer(row), details={"group": group.name, "seats": seats})
    return row


@transaction.atomic
def drop_need(*, by: Actor, need: Need) -> None:
    """Take a need away: the group no longer needs the competence. The trail keeps that it was needed."""
    need = Need.objects.select_for_update(of=("self",)).select_related("group__unit", "competence").get(pk=need.pk)
    demand(keeps_needs(by, need.group), NOT_YOUR_NEEDS)
    record(
        by=by, event="workload.need_dropped", on=need_pointer(need), details={"group": need.group.name, "why": need.why}
    )
    need.delete()


@transaction.atomic
def plan_presence(
    *, by: Actor, group: Group, unit: Unit, meetings_a_year: int, starts_on: date, why: str, edition: int
) -> Presence:
    """Plan that an administration takes part in a local steering group (MEE-15). `edition` 0 is none before."""
    demand(keeps_needs(by, group), NOT_YOUR_NEEDS)
    refuse_person_data(why=why)
    if group.kind != GroupKind.LOCAL_STEERING:
        raise Refused("Presence is planned in local steering groups.")
    if not why.strip():
        raise Refused("Write what the administration is needed for.", field="why")
    if not 1 <= meetings_a_year <= 52:
        raise Refused("Write a number of meetings between 1 and 52.", field="meetings_a_year")
    row = Presence.objects.select_for_update(of=("self",)).filter(group=group, unit=unit).first()
    demand_same_edition(edition, row, "presence")
    row, _ = Presence.objects.update_or_create(
        group=group,
        unit=unit,
        defaults={
            "meetings_a_year": meetings_a_year,
            "starts_on": starts_on,
            "why": why.strip(),
            "edition": edition + 1,
        },
    )
    record(
        by=by,
        event="workload.presence_planned",
        on=pointer("presence", row.pk, f"{unit.name}, {group.name}", "presence"),
        details={"group": group.name, "meetings": meetings_a_year, "from": starts_on.isoformat()},
    )
    return row


@transaction.atomic
def drop_presence(*, by: Actor, presence: Presence) -> None:
    """Take a planned presence away."""
    row = Presence.objects.select_for_update(of=("self",)).select_related("group__unit", "unit").get(pk=presence.pk)
    demand(keeps_needs(by, row.group), NOT_YOUR_NEEDS)
    record(
        by=by,
        event="workload.presence_dropped",
        on=pointer("presence", row.pk, f"{row.unit.name}, {row.group.name}", "presence"),
        details={"group": row.group.name, "why": row.why},
    )
    row.delete()
