"""Deeds with priority areas."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer, may_prepare
from samverkan.audit.services import record
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area, AreaList, AreaMapping, Goal, LocalPriority, Theme, WordingChange
from samverkan.priorities.words import Change

LISTS = Path(__file__).with_name("lists.toml")
"""The dated lists that the sources attest, as configuration."""


def area_pointer(area: Area) -> Pointer:
    """Return where the area can be opened."""
    return Pointer("priorities.area", str(area.pk), area.name, reverse("priorities:area", args=[area.pk]))


@transaction.atomic
def load_area_lists(*, by: Actor, municipality: Unit, path: Path = LISTS) -> list[AreaList]:
    """Store the dated lists of a configuration file for the municipality (PRI-02 to -07, -16, -21).

    Loading again corrects what the file has changed and leaves alone what people have added: clarifications
    and local priorities. Returns the lists, the oldest first.
    """
    demand(
        may_prepare(by, municipality.pk) or may_administer(by), "You may not load the municipality's priority areas."
    )
    content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    areas: dict[tuple[str, int], Area] = {}
    lists = []
    for one in content["lists"]:
        area_list, _ = AreaList.objects.update_or_create(
            municipality=municipality,
            name=one["name"],
            defaults={
                "is_draft": one.get("draft", False),
                "claimed_count": one.get("claimed_count"),
                "source": one["source"],
                "consulted": one.get("consulted", ""),
                "valid_from": one["valid_from"],
                "valid_until": one.get("valid_until"),
            },
        )
        lists.append(area_list)
        for row in one["areas"]:
            areas[one["key"], row["number"]] = _load_area(area_list, row)
    AreaMapping.objects.filter(Q(old__in=areas.values()) | Q(new__in=areas.values())).delete()
    for row in content.get("mappings", ()):
        AreaMapping.objects.create(
            old=areas[tuple(row["from"])] if "from" in row else None,
            new=areas[tuple(row["to"])] if "to" in row else None,
            change=Change(row["change"]),
            is_inferred=row.get("inferred", False),
            source=row.get("source", ""),
            disputed_by=row.get("disputed_by", ""),
        )
    WordingChange.objects.filter(area__in=areas.values()).delete()
    for row in content.get("wording_changes", ()):
        WordingChange.objects.create(
            area=areas[tuple(row["area"])],
            on=row.get("on"),
            heading=row["heading"],
            old_wording=row["old"],
            new_wording=row["new"],
            reason=row["reason"],
            source=row["source"],
        )
    about = Pointer("organisation.unit", str(municipality.pk), municipality.name, reverse("priorities:areas"))
    record(by=by, event="priorities.lists_loaded", on=about, details={"lists": len(lists), "areas": len(areas)})
    return lists


def _load_area(area_list: AreaList, row: dict[str, Any]) -> Area:
    area, _ = Area.objects.update_or_create(
        area_list=area_list,
        number=row["number"],
        defaults={
            "name": row["name"],
            "description": row.get("description", ""),
            "is_attested": row.get("attested", True),
            "source": row.get("source", area_list.source),
        },
    )
    area.themes.all().delete()
    for theme in row.get("themes", ()):
        Theme.objects.create(area=area, name=theme["name"], source=theme["source"])
    for goal in row.get("goals", ()):
        Goal.objects.update_or_create(
            area=area,
            number=goal["number"],
            defaults={"text": goal["text"], "is_proposal": goal.get("proposal", False), "source": goal["source"]},
        )
    return area


@transaction.atomic
def clarify_goal(*, by: Actor, goal: Goal, clarification: str) -> Goal:
    """Write what a goal means, for those who asked (PRI-19). The central level answers for it."""
    goal = Goal.objects.select_for_update().select_related("area__area_list").get(pk=goal.pk)
    demand(may_prepare(by, goal.area.area_list.municipality_id), "Only the central level clarifies goals.")
    refuse_person_data(clarification=clarification)
    goal.clarification = clarification.strip()
    goal.save(update_fields=["clarification"])
    record(by=by, event="priorities.goal_clarified", on=area_pointer(goal.area), details={"goal": goal.number})
    return goal


@transaction.atomic
def set_local_priority(
    *, by: Actor, unit: Unit, area: Area, focus: str, rank: int | None = None, on: date
) -> LocalPriority:
    """Say how a district narrows or ranks an area from a day (PRI-20). What was said before ends the same day."""
    demand(may_prepare(by, unit.pk), "You may not set the priorities of this unit.")
    refuse_person_data(focus=focus)
    if not focus.strip():
        raise Refused("Write what the district focuses on in the area.", field="focus")
    area_list = area.area_list
    if area_list.is_draft or not area_list.holds(on):
        raise Refused("The area does not hold on that day.", field="on")
    if area_list.municipality_id != unit.municipality_id:
        raise Refused("The area belongs to another municipality.", field="area")
    earlier = LocalPriority.objects.select_for_update().filter(unit=unit, area=area, valid_until__isnull=True)
    for row in earlier:
        if on < row.valid_from:
            raise Refused("A priority from %(day)s has already been set.", field="on", day=row.valid_from)
        row.valid_until = on
        row.save(update_fields=["valid_until"])
    priority = LocalPriority.objects.create(unit=unit, area=area, focus=focus.strip(), rank=rank, valid_from=on)
    record(
        by=by,
        event="priorities.local_priority_set",
        on=area_pointer(area),
        details={"unit": unit.name, "rank": rank, "from": on.isoformat()},
    )
    return priority
