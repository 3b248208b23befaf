"""How the demo's working groups came to be, and the forums that were there before (ORG-17, ORG-29, DEC-10)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from samverkan.decisions.models import Decision, Matter
from samverkan.decisions.words import DecisionCategory, DecisionState, MatterState
from samverkan.ground.words import GroupKind
from samverkan.priorities.models import Area
from samverkan.site.town.groups import SINCE, WORKING_GROUPS, Groups
from samverkan.site.town.structure import Structure
from samverkan.working_groups.models import Appointment, Forum

WITHOUT_DECISION = "working.farsta.3"
"""One working group in the demo was never appointed by decision, so that the mirror has something to find."""

FORUMS = (
    ("Trygghetsvandringar", "Vandringar med boende, två gånger om året", 2, "vår och höst"),
    ("Platssamverkan i centrum", "Fastighetsägare, handel, stadsdel och polis", 2, "varje månad"),
    ("Sociala insatsgrupper", "Stöd kring unga på individnivå, utanför denna struktur", 1, "vid behov"),
    ("Föräldravandrare", "Föreningsdriven närvaro på kvällar", 1, "varje helg"),
)


def build_appointments(structure: Structure, groups: Groups, areas: dict[int, Area], *, today: date) -> None:
    """Store the decisions that appointed the working groups; every third group is time-limited."""
    numbers: dict[int, int] = {}
    for key, group in groups.found.items():
        if group.kind != GroupKind.WORKING or key == WITHOUT_DECISION:
            continue
        preparation = group.parent
        assert preparation is not None
        decided = group.valid_from + timedelta(days=30 if group.valid_from == SINCE else 0)
        moment = make_aware(datetime.combine(decided, time(10)))
        number = numbers[preparation.pk] = numbers.get(preparation.pk, 0) + 1
        name = WORKING_GROUPS[int(key.rpartition(".")[2]) - 1][0]
        matter = Matter.objects.create(
            title=f"Tillsättning av arbetsgrupp: {name}",
            category=DecisionCategory.WORKING_GROUP,
            raised_in=preparation,
            group=preparation,
            decided_in=preparation,
            state=MatterState.DECIDED,
            raised_on=decided,
        )
        decision = Decision.objects.create(
            group=preparation,
            year=decided.year,
            number=number,
            title=matter.title,
            text=f"Arbetsgruppen {name} tillsätts.",
            basis="Åtgärdsplanens fokusområden",
            category=DecisionCategory.WORKING_GROUP,
            decided_on=decided,
            documented_at=moment,
            matter=matter,
            responsible_title="Trygghetssamordnare",
            state=DecisionState.DONE,
            closed_on=decided,
            municipality_decision_maker="Trygghetssamordnare",
            police_decision_maker="Kommunpolis",
            mandate_basis="Gruppens mandatavgränsning",
        )
        permanent = number % 3 != 0
        Appointment.objects.create(
            unit=group.unit,
            preparation_group=preparation,
            name=group.name,
            task=group.task,
            area=areas[groups.area_number[key]],
            focus=name,
            is_permanent=permanent,
            ends_on=None if permanent else date(today.year + 1, 6, 30),
            forums_considered="Befintliga forum har gåtts igenom; inget av dem har uppdraget.",
            starts_from="Gemensam lokal lägesbild, bilaga 2",
            proposed_on=decided,
            matter=matter,
            decision=decision,
            group=group,
        )
    for unit in structure.districts.values():
        Forum.objects.bulk_create(
            Forum(unit=unit, name=name, purpose=purpose, area=areas[area], meets=meets, valid_from=SINCE)
            for name, purpose, area, meets in FORUMS
        )
