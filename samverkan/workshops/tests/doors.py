"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from samverkan.causes.words import Side
from samverkan.workshops.models import Card, Member, Workshop
from samverkan.workshops.rules import MINUTES
from samverkan.workshops.words import CardKind
from tests.cast import Cast
from tests.door import Door
from tests.red_thread import NOW, an_analysis


def analysis(cast: Cast) -> list[Any]:
    return [an_analysis(cast).pk]


def a_workshop(cast: Cast, **more: Any) -> Workshop:
    """Store an open workshop that Amina has joined."""
    values: dict[str, Any] = {"code": "KLMN2345", "phase_started_at": NOW, "opened_at": NOW}
    minutes = {str(phase): planned for phase, planned in MINUTES.items()}
    workshop = Workshop(analysis=an_analysis(cast), minutes=minutes, **(values | more))
    workshop.save()
    Member.objects.create(
        workshop=workshop, user=cast.users["amina"], function="Trygghetssamordnare", token_hash="a", joined_at=NOW
    )
    return workshop


def a_card(workshop: Workshop, text: str = "Ingen ser torget", **more: Any) -> Card:
    """Store a card of Amina's."""
    workshop.sequence += 1
    workshop.save()
    values: dict[str, Any] = {"kind": CardKind.CAUSE, "side": Side.GUARDIAN, "added_at": NOW}
    values |= {"key": f"00000000-0000-4000-8000-{workshop.sequence:012}", "member": workshop.members.first()}
    card = Card(workshop=workshop, text=text, sequence=workshop.sequence, **(values | more))
    card.save()
    return card


def code(cast: Cast) -> list[Any]:
    workshop = a_workshop(cast)
    a_card(workshop)
    return [workshop.code]


def card(cast: Cast) -> list[Any]:
    workshop = a_workshop(cast)
    return [workshop.code, a_card(workshop).pk]


OUTSIDE = {"cecilia": 404, "fatima": 404, "hanna": 404, "ivar": 404, "nils": 404}
LED_TO_JOINING = Door(302, {"amina": 200}, code)

DOORS = {
    "workshops:list": Door(200),
    "workshops:find": Door(200, {"anonymous": 200}),
    "workshops:open": Door(200, OUTSIDE | {"gustav": 403}, analysis),
    "workshops:board": LED_TO_JOINING,
    "workshops:wall": LED_TO_JOINING,
    "workshops:join": Door(200, {"anonymous": 200, "amina": 302}, code),
    "workshops:news": Door(404, {"anonymous": 404}, code),
    "workshops:contribute": Door(405, {"anonymous": 405}, code),
    "workshops:give_points": Door(405, {"anonymous": 405}, card),
    "workshops:place": Door(405, {}, card),
    "workshops:set_aside": Door(405, {}, card),
    "workshops:merge": Door(405, {}, code),
    "workshops:undo": Door(405, {}, code),
    "workshops:step": Door(405, {}, code),
    "workshops:save": Door(200, OUTSIDE | {"gustav": 403}, code),
}
