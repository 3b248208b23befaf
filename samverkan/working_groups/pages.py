"""What the pages of working groups are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from samverkan.decisions.services import decision_pointer, matter_pointer
from samverkan.decisions.words import MatterState
from samverkan.ground.words import FunctionKind
from samverkan.groups.models import Group
from samverkan.ui.forms import Form
from samverkan.working_groups.models import Appointment, Forum, SuggestedSeat
from samverkan.working_groups.queries import Existing
from samverkan.working_groups.words import AppointmentState


@dataclass(frozen=True, slots=True)
class ForumRow:
    """An existing forum."""

    pk: int
    name: str
    purpose: str
    unit: str
    area: str
    meets: str
    counts_as: str
    counts_as_address: str
    valid_from: date
    last_day: date | None
    may_change: bool

    @classmethod
    def of(cls, forum: Forum, *, may_change: bool) -> ForumRow:
        """Return the row. Wants unit, area and group selected."""
        group = forum.mapped_to
        return cls(
            pk=forum.pk,
            name=forum.name,
            purpose=forum.purpose,
            unit=forum.unit.name,
            area=forum.area.name if forum.area else "",
            meets=forum.meets,
            counts_as=group.name if group else "",
            counts_as_address=reverse("groups:group", args=[group.pk]) if group else "",
            valid_from=forum.valid_from,
            last_day=forum.last_day,
            may_change=may_change and forum.valid_until is None,
        )


@dataclass(frozen=True, slots=True)
class GroupLink:
    """A working group that can be opened."""

    name: str
    task: str
    address: str
    last_day: date | None

    @classmethod
    def of(cls, group: Group) -> GroupLink:
        """Return the link."""
        return cls(group.name, group.task, reverse("groups:group", args=[group.pk]), group.last_day)


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """A proposed or appointed working group."""

    name: str
    address: str
    unit: str
    area: str
    focus: str
    state: AppointmentState
    ends_on: date | None

    @classmethod
    def of(cls, appointment: Appointment) -> AppointmentRow:
        """Return the row. Wants unit, area and matter selected."""
        return cls(
            name=appointment.name,
            address=reverse("working_groups:appointment", args=[appointment.pk]),
            unit=appointment.unit.name,
            area=appointment.area.name,
            focus=appointment.focus,
            state=state_of(appointment),
            ends_on=appointment.ends_on,
        )


def state_of(appointment: Appointment) -> AppointmentState:
    """Tell where the appointment stands."""
    if appointment.group_id is not None:
        return AppointmentState.APPOINTED
    matter = appointment.matter
    if matter is not None and matter.state == MatterState.WITHDRAWN:
        return AppointmentState.WITHDRAWN
    return AppointmentState.PROPOSED


@dataclass(frozen=True, slots=True)
class ForumsPage:
    """Existing forums, proposals and groups that soon end."""

    forums: tuple[ForumRow, ...]
    ended: tuple[ForumRow, ...]
    waiting: tuple[AppointmentRow, ...]
    appointed: tuple[AppointmentRow, ...]
    ending: tuple[GroupLink, ...]
    may_propose: bool
    may_add: bool


@dataclass(frozen=True, slots=True)
class ProposePage:
    """First what is already there, then the proposal. `form` is none until group and area are chosen."""

    start: Form
    form: Form | None
    has_groups: bool
    has_areas: bool
    group: str
    area: str
    forums: tuple[ForumRow, ...]
    same_area: tuple[GroupLink, ...]
    others: tuple[GroupLink, ...]

    @classmethod
    def with_existing(cls, found: Existing | None, **more: object) -> ProposePage:
        """Return the page with what is already there."""
        return cls(
            forums=tuple(ForumRow.of(forum, may_change=False) for forum in found.forums) if found else (),
            same_area=tuple(GroupLink.of(group) for group in found.groups) if found else (),
            others=tuple(GroupLink.of(group) for group in found.others) if found else (),
            **more,  # type: ignore[arg-type]  # the rest is given by the view, by name
        )


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A suggested seat."""

    function: FunctionKind
    unit: str
    is_co_opted: bool
    responsibility: str

    @classmethod
    def of(cls, seat: SuggestedSeat) -> SeatRow:
        """Return the row. Wants `unit` selected."""
        return cls(FunctionKind(seat.function), seat.unit.name, seat.is_co_opted, seat.responsibility)


@dataclass(frozen=True, slots=True)
class AppointmentPage:
    """One proposed or appointed working group."""

    appointment: Appointment
    state: AppointmentState
    seats: tuple[SeatRow, ...]
    preparation_address: str
    area_address: str
    matter_address: str
    decision: str
    decision_address: str
    decided_on: date | None
    group_address: str

    @classmethod
    def of(cls, appointment: Appointment, seats: tuple[SeatRow, ...]) -> AppointmentPage:
        """Return the page."""
        decision = appointment.decision
        return cls(
            appointment=appointment,
            state=state_of(appointment),
            seats=seats,
            preparation_address=reverse("groups:group", args=[appointment.preparation_group_id]),
            area_address=reverse("priorities:area", args=[appointment.area_id]),
            matter_address=matter_pointer(appointment.matter).address if appointment.matter else "",
            decision=str(decision) if decision else "",
            decision_address=decision_pointer(decision).address if decision else "",
            decided_on=decision.decided_on if decision else None,
            group_address=reverse("groups:group", args=[appointment.group_id]) if appointment.group_id else "",
        )
