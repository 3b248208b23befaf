"""Who sees what of an answer: the body that writes it, its elected representatives, those who gather it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.access.actor import Actor
from samverkan.access.words import Role
from samverkan.consultations.rules.life import OPEN_TO_BOARD
from samverkan.consultations.words import AnswerState
from samverkan.ground.words import Party

NOT_WRITING = frozenset({Role.BOARD, Role.ADMINISTRATOR})
"""Posts that do not write for an administration or a company."""


@dataclass(frozen=True, slots=True)
class Guest(Actor):
    """Somebody who came in through a body's link: acts for that one body, and has no posts."""

    link_id: int = 0
    referral_id: int = 0


def writing_unit_ids(actor: Actor) -> frozenset[int]:
    """Return the units for which the actor writes answers."""
    return frozenset(
        post.unit_id for post in actor.posts if post.role not in NOT_WRITING and post.party != Party.POLICE
    )


def board_unit_ids(actor: Actor) -> frozenset[int]:
    """Return the boards on which the actor sits."""
    return frozenset(post.unit_id for post in actor.posts if post.role == Role.BOARD)


def writes_for(actor: Actor, referral_id: int, units: Iterable[int | None]) -> bool:
    """Tell whether the actor writes the answer: works in one of the units, or came in through the body's link."""
    if isinstance(actor, Guest):
        return actor.referral_id == referral_id
    return not writing_unit_ids(actor).isdisjoint(unit for unit in units if unit is not None)


@dataclass(frozen=True, slots=True)
class Insight:
    """How somebody stands to an answer. `gathers` is the body that sent it on as a sub-referral."""

    writes: bool = False
    sits: bool = False
    sends: bool = False
    gathers: bool = False

    @property
    def is_any(self) -> bool:
        """Tell whether the referral is there at all for the person."""
        return self.writes or self.sits or self.sends or self.gathers

    def reads(self, state: AnswerState) -> bool:
        """Tell whether what the answer says is open: a working draft only to those who write it."""
        if self.writes:
            return True
        if self.sits and state in OPEN_TO_BOARD:
            return True
        return (self.sends or self.gathers) and state == AnswerState.SUBMITTED
