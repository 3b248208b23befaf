"""Deeds with problems: raised from what the parties see, owned by a function, closed with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.queries import entries_about
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.priorities.models import Area, Theme
from samverkan.situation.models import Problem, Statement
from samverkan.situation.services.pointers import PROBLEM, problem_pointer
from samverkan.situation.words import ProblemState, TargetKind, VictimCategory

NOT_YOURS = "You may not keep the problems of this unit."
CLOSED = "The problem is closed. Open it again first."


def last_saved_by(kind: str, key: str) -> str:
    """Return who did the last deed with the thing, for telling the one who saves after them."""
    entry = entries_about(kind, key).first()
    return entry.actor_name if entry else ""


def _locked(problem: Problem, by: Actor, *, edition: int | None = None) -> Problem:
    """Return the row, locked, to somebody who may keep it; with `edition`, only if nobody has saved since."""
    locked = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    demand(may_prepare(by, locked.unit_id), NOT_YOURS)
    if edition is not None:
        demand_edition(edition, locked.edition, saved_by=last_saved_by(PROBLEM, str(locked.pk)))
    return locked


def _checked(
    unit: Unit,
    *,
    area: Area,
    theme: Theme | None,
    title: str,
    description: str,
    target: TargetKind,
    target_name: str,
    place: Place | None,
    victims: VictimCategory,
    is_complex: bool,
    consequences: str,
    statements: Iterable[Statement],
    kept_area_id: int | None = None,
    on: date,
) -> tuple[dict[str, Any], list[Statement]]:
    """Return the values as they are stored and the statements, or refuse.

    `kept_area_id` is the area the problem already has: it may stay though the list has been replaced since.
    """
    refuse_person_data(title=title, description=description, target_name=target_name, consequences=consequences)
    if not title.strip():
        raise Refused("Write what the problem is, in one line.", field="title")
    if not description.strip():
        raise Refused("Describe the problem: what happens, where, when and to whom.", field="description")
    area_list = area.area_list
    in_force = (
        not area_list.is_draft and area_list.holds(on) and area_list.municipality_id in (unit.municipality_id, unit.pk)
    )
    if not in_force and area.pk != kept_area_id:
        raise Refused("The area is not one of the priority areas in force.", field="area")
    if theme is not None and theme.area_id != area.pk:
        raise Refused("The sub-theme belongs to another area.", field="theme")
    if target == TargetKind.PLACE and place is None:
        raise Refused("Choose the place that the problem is tied to.", field="place")
    if target != TargetKind.PLACE and not target_name.strip():
        raise Refused("Write which group or phenomenon the problem is tied to.", field="target_name")
    if place is not None and place.unit_id != unit.pk:
        raise Refused("The place lies in another district.", field="place")
    derived = list(statements)
    for statement in derived:
        if statement.picture.unit_id != unit.pk:
            raise Refused("The statement stands in another district's picture.", field="statements")
    values = {
        "area": area,
        "theme": theme,
        "title": title.strip(),
        "description": description.strip(),
        "target": target.value,
        "target_name": target_name.strip(),
        "place": place,
        "victims": victims.value,
        "is_complex": is_complex,
        "consequences": consequences.strip(),
    }
    return values, derived


def _checked_owner(unit: Unit | None, title: str) -> None:
    refuse_person_data(owner_title=title)
    if unit is not None and not title.strip():
        raise Refused("Write which function answers for the problem.", field="owner_title")
    if unit is None and title.strip():
        raise Refused("Choose the organisation that the function belongs to.", field="owner_unit")


@transaction.atomic
def raise_problem(
    *,
    by: Actor,
    unit: Unit,
    area: Area,
    theme: Theme | None = None,
    title: str,
    description: str,
    target: TargetKind,
    target_name: str = "",
    place: Place | None = None,
    victims: VictimCategory = VictimCategory.NONE,
    is_complex: bool = False,
    consequences: str = "",
    statements: Iterable[Statement] = (),
    owner_unit: Unit | None = None,
    owner_title: str = "",
    on: date,
) -> Problem:
    """Raise a problem from what stands in the situation picture (SIT-06, -18, -19, -20, -21, -24).

    A problem need not be derived from a statement when it is raised, nor have an owner: both are then shown as
    missing until they are there.
    """
    demand(may_prepare(by, unit.pk), NOT_YOURS)
    values, derived = _checked(
        unit,
        area=area,
        theme=theme,
        title=title,
        description=description,
        target=target,
        target_name=target_name,
        place=place,
        victims=victims,
        is_complex=is_complex,
        consequences=consequences,
        statements=statements,
        on=on,
    )
    for statement in derived:
        if statement.removed_at is not None:
            raise Refused("The statement has been removed from the picture.", field="statements")
    _checked_owner(owner_unit, owner_title)
    open_titles = Problem.objects.filter(unit=unit, state=ProblemState.OPEN).values_list("title", flat=True)
    if title.strip().casefold() in {one.casefold() for one in open_titles}:
        raise Refused("There is already an open problem with that name in the district.", field="title")
    problem = Problem.objects.create(
        unit=unit, raised_on=on, owner_unit=owner_unit, owner_title=owner_title.strip(), **values
    )
    problem.statements.set(derived)
    details = {"unit": unit.name, "area": area.name, "statements": [statement.pk for statement in derived]}
    record(by=by, event="situation.problem_raised", on=problem_pointer(problem), details=details)
    return problem


@transaction.atomic
def change_problem(
    *,
    by: Actor,
    problem: Problem,
    edition: int,
    area: Area,
    theme: Theme | None,
    title: str,
    description: str,
    target: TargetKind,
    target_name: str,
    place: Place | None,
    victims: VictimCategory,
    is_complex: bool,
    consequences: str,
    statements: Iterable[Statement],
    on: date,
) -> Problem:
    """Change an open problem. `edition` is the one that was opened; the trail keeps the former values."""
    problem = _locked(problem, by, edition=edition)
    if problem.state == ProblemState.CLOSED:
        raise Refused(CLOSED)
    values, derived = _checked(
        problem.unit,
        area=area,
        theme=theme,
        title=title,
        description=description,
        target=target,
        target_name=target_name,
        place=place,
        victims=victims,
        is_complex=is_complex,
        consequences=consequences,
        statements=statements,
        kept_area_id=problem.area_id,
        on=on,
    )
    was = {field: getattr(problem, field) for field in values}
    before: dict[str, Any] = {
        field: str(value) if hasattr(value, "pk") else value for field, value in was.items() if value != values[field]
    }
    tied = sorted(problem.statements.values_list("pk", flat=True))
    if tied != sorted(statement.pk for statement in derived):
        before["statements"] = tied
        problem.statements.set(derived)
    for field, value in values.items():
        setattr(problem, field, value)
    problem.edition += 1
    problem.save()
    record(by=by, event="situation.problem_changed", on=problem_pointer(problem), details={"before": before})
    return problem


@transaction.atomic
def name_owner(*, by: Actor, problem: Problem, edition: int, unit: Unit | None, title: str) -> Problem:
    """Say which function answers for the problem, or that none does any longer."""
    problem = _locked(problem, by, edition=edition)
    if problem.state == ProblemState.CLOSED:
        raise Refused(CLOSED)
    _checked_owner(unit, title)
    problem.owner_unit, problem.owner_title = unit, title.strip()
    problem.edition += 1
    problem.save(update_fields=["owner_unit", "owner_title", "edition"])
    details = {"title": problem.owner_title, "unit": unit.name if unit else ""}
    record(by=by, event="situation.problem_owner_named", on=problem_pointer(problem), details=details)
    return problem


@transaction.atomic
def close_problem(*, by: Actor, problem: Problem, reason: str, on: date) -> Problem:
    """Close a problem from a day, with the reason; it stays in the pictures and rankings where it stood."""
    problem = _locked(problem, by)
    refuse_person_data(reason=reason)
    if problem.state == ProblemState.CLOSED:
        raise Refused("The problem is already closed.")
    if not reason.strip():
        raise Refused("Write why the problem is closed.", field="reason")
    if on < problem.raised_on:
        raise Refused(
            "The problem was raised on %(day)s; it cannot be closed before.", field="on", day=problem.raised_on
        )
    problem.state, problem.closed_on, problem.closed_because = ProblemState.CLOSED, on, reason.strip()
    problem.edition += 1
    problem.save(update_fields=["state", "closed_on", "closed_because", "edition"])
    details = {"on": on.isoformat(), "why": reason.strip()}
    record(by=by, event="situation.problem_closed", on=problem_pointer(problem), details=details)
    return problem


@transaction.atomic
def reopen_problem(*, by: Actor, problem: Problem, reason: str) -> Problem:
    """Open a closed problem again, with the reason. Why it was closed stays in the trail."""
    problem = _locked(problem, by)
    refuse_person_data(reason=reason)
    if problem.state == ProblemState.OPEN:
        raise Refused("The problem is already open.")
    if not reason.strip():
        raise Refused("Write why the problem is open again.", field="reason")
    assert problem.closed_on is not None  # the table demands it
    details = {
        "why": reason.strip(),
        "closed_on": problem.closed_on.isoformat(),
        "closed_because": problem.closed_because,
    }
    problem.state, problem.closed_on, problem.closed_because = ProblemState.OPEN, None, ""
    problem.edition += 1
    problem.save(update_fields=["state", "closed_on", "closed_because", "edition"])
    record(by=by, event="situation.problem_reopened", on=problem_pointer(problem), details=details)
    return problem
