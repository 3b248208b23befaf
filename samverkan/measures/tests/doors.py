"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from samverkan.ground.words import Party
from samverkan.measures.models import Carried, Delivery, Half, Part, PlanVersion
from samverkan.measures.tests.town import build_town
from tests.cast import TODAY, Cast
from tests.door import Door
from tests.red_thread import NOW, a_measure, a_plan, area_list


def areas(cast: Cast) -> list[Any]:
    area_list(cast)
    return []


def plan(cast: Cast) -> list[Any]:
    return [a_plan(cast).pk]


def plan_area(cast: Cast) -> list[Any]:
    found = a_plan(cast)
    return [found.pk, found.area_list.areas.all()[0].pk]


def old_plan(cast: Cast) -> list[Any]:
    """A plan with a measure, written for areas that are no longer in force."""
    found = a_plan(cast)
    a_measure(cast, found)
    other = area_list(cast)
    other.pk, other.name, other.valid_from = None, "Nya områden", TODAY
    other.save()
    return [found.pk]


def part(cast: Cast) -> list[Any]:
    return [Part.objects.get_or_create(plan=a_plan(cast), kind="goals")[0].pk]


def carried(cast: Cast) -> list[Any]:
    return [Carried.objects.create(plan=a_plan(cast), text="Belysning på torget").pk]


def measure(cast: Cast) -> list[Any]:
    return [a_measure(cast).pk]


def municipal_half(cast: Cast) -> list[Any]:
    return [a_measure(cast).pk, Party.MUNICIPALITY.value]


def version(cast: Cast) -> list[Any]:
    return [_decided(cast).pk]


def _decided(cast: Cast) -> PlanVersion:
    town = build_town(cast)
    draft = town.plan(2027)
    town.measure(draft, is_important=True)
    return town.decided(draft)


def half(cast: Cast) -> list[Any]:
    """The police's half of a measure in force."""
    _decided(cast)
    return [Half.objects.get(measure__plan__year=2027, party=Party.POLICE).pk]


def reported(cast: Cast) -> list[Any]:
    found = half(cast)
    Half.objects.filter(pk=found[0]).update(state="reported", done_on=TODAY, outcome="Klart", reported_by="Erik")
    return found


def delivery(cast: Cast) -> list[Any]:
    return [Delivery.objects.create(half_id=half(cast)[0], on=TODAY, amount=1, recorded_at=NOW).pk]


ELSEWHERE = {"cecilia": 404, "fatima": 404, "ivar": 404, "nils": 404}
UNDECIDED = ELSEWHERE | {"hanna": 404}
DEPARTMENT_FREE = {"amina": 200, "bertil": 200, "doris": 200, "erik": 200}
POLICE_ONLY = ELSEWHERE | {"amina": 403, "doris": 403, "gustav": 403, "hanna": 403}
WRITERS = UNDECIDED | {"gustav": 403}
CITY = {"gustav": 200}
DOORS = {
    "measures:plans": Door(200),
    "measures:mine": Door(200),
    "measures:overview": Door(200),
    "measures:ambitions": Door(200),
    "measures:stopped": Door(200),
    "measures:open_plan": Door(403, DEPARTMENT_FREE | {"cecilia": 200}, areas),
    "measures:open_action_plan": Door(403, CITY, areas),
    "measures:open_group_plan": Door(403, DEPARTMENT_FREE, areas),
    "measures:plan": Door(200, UNDECIDED, plan),
    "measures:start_from": Door(200, WRITERS, plan),
    "measures:note_area": Door(200, WRITERS, plan_area),
    "measures:adopt_areas": Door(200, WRITERS, old_plan),
    "measures:freeze": Door(200, WRITERS, plan),
    "measures:open_next": Door(200, WRITERS, plan),
    "measures:export": Door(200, UNDECIDED, plan),
    "measures:draft": Door(200, WRITERS, plan),
    "measures:part": Door(200, WRITERS, part),
    "measures:carried": Door(200, WRITERS, carried),
    "measures:plan_version": Door(200, ELSEWHERE, version),
    "measures:measure": Door(200, UNDECIDED, measure),
    "measures:change": Door(200, WRITERS, measure),
    "measures:withdraw": Door(200, WRITERS, measure),
    "measures:stop": Door(200, WRITERS, measure),
    "measures:set_half": Door(200, WRITERS | {"bertil": 403, "erik": 403}, municipal_half),
    "measures:leave_out_half": Door(200, WRITERS | {"bertil": 403, "erik": 403}, municipal_half),
    "measures:start_half": Door(405, {}, half),
    "measures:deliver": Door(200, POLICE_ONLY, half),
    "measures:report_half": Door(200, POLICE_ONLY, half),
    "measures:close_half": Door(200, POLICE_ONLY, reported),
    "measures:reopen_half": Door(200, POLICE_ONLY, reported),
    "measures:evidence": Door(404, {}, half),
    "measures:withdraw_delivery": Door(200, POLICE_ONLY, delivery),
}
