"""The actor: a person at work, with today's posts and seats, as one plain value."""

from __future__ import annotations

from dataclasses import dataclass, field

from samverkan.access.words import Role
from samverkan.ground.words import FunctionKind, GroupKind, Party


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post the actor holds today: a role in a unit of one party."""

    role: Role
    unit_id: int
    unit_name: str
    party: Party
    title: str = ""


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """A seat the actor holds today in a group."""

    group_id: int
    group_name: str
    group_kind: GroupKind
    group_unit_id: int
    function: FunctionKind
    party: Party
    is_ordinary: bool
    has_mandate: bool
    is_decision_maker: bool


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `unit_ids` are the units whose matters the posts open, pairings and units below counted.

    `city_wide_ids` are the municipalities of which the actor sees every district. `own_unit_ids` are the
    units of the posts themselves and, for posts of the police, the paired districts: where the actor prepares.
    """

    user_id: int | None
    name: str = ""
    email: str = ""
    posts: tuple[PostHeld, ...] = ()
    seats: tuple[SeatHeld, ...] = ()
    own_unit_ids: frozenset[int] = field(default_factory=frozenset)
    unit_ids: frozenset[int] = field(default_factory=frozenset)
    city_wide_ids: frozenset[int] = field(default_factory=frozenset)
    municipality_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles of all posts."""
        return frozenset(post.role for post in self.posts)

    @property
    def party(self) -> Party | None:
        """Return the party of the first post, or none for a person without a post."""
        return self.posts[0].party if self.posts else None

    @property
    def group_ids(self) -> frozenset[int]:
        """Return the groups in which the actor has a seat."""
        return frozenset(seat.group_id for seat in self.seats)

    def seat_in(self, group_id: int) -> SeatHeld | None:
        """Return the actor's seat in the group, if any."""
        return next((seat for seat in self.seats if seat.group_id == group_id), None)


NOBODY = Actor(user_id=None)
"""The anonymous visitor: no posts, no seats, no powers."""


def system_actor(name: str) -> Actor:
    """Return an actor for a command that runs without a person; it may do what an administrator may."""
    return Actor(user_id=None, name=name, posts=(PostHeld(Role.ADMINISTRATOR, 0, name, Party.MUNICIPALITY),))
