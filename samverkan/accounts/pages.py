"""What the pages about accounts are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page
from django.forms import Form

from samverkan.access.actor import Actor
from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.ground.words import FunctionKind, Party


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """One invented person to log in as: only where the demo has written its list."""

    role: str
    name: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class LoginPage:
    """The page to log in at. `next` is where to go afterwards, already checked to lie within the site."""

    form: Form
    next: str = ""
    demo_logins: tuple[DemoLogin, ...] = ()


@dataclass(frozen=True, slots=True)
class PostRow:
    """One of the person's posts."""

    role: Role
    title: str
    unit: str
    party: Party


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One of the person's seats."""

    group: str
    function: FunctionKind
    party: Party
    is_decision_maker: bool
    is_ordinary: bool


@dataclass(frozen=True, slots=True)
class MePage:
    """A person's own page."""

    name: str
    email: str
    posts: tuple[PostRow, ...]
    seats: tuple[SeatRow, ...]
    language_form: Form
    form: Form

    @classmethod
    def of(cls, actor: Actor, language_form: Form, form: Form) -> MePage:
        """Build it from the actor, who already knows today's posts and seats."""
        return cls(
            name=actor.name,
            email=actor.email,
            posts=tuple(PostRow(post.role, post.title, post.unit_name, post.party) for post in actor.posts),
            seats=tuple(
                SeatRow(seat.group_name, seat.function, seat.party, seat.is_decision_maker, seat.is_ordinary)
                for seat in actor.seats
            ),
            language_form=language_form,
            form=form,
        )


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the administrators' list."""

    id: int
    name: str
    email: str
    is_active: bool
    is_invented: bool
    joined_at: datetime
    last_login: datetime | None

    @classmethod
    def of(cls, user: User) -> PersonRow:
        """Build it from the account."""
        return cls(user.pk, user.name, user.email, user.is_active, user.is_invented, user.joined_at, user.last_login)


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The administrators' list of people, a page at a time."""

    rows: tuple[PersonRow, ...]
    search: str
    total: int
    pages: Page[User]


@dataclass(frozen=True, slots=True)
class NewPersonPage:
    """Adding a person."""

    form: Form


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person as an administrator sees them."""

    person: PersonRow
    form: Form
    is_me: bool
