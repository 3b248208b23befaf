"""What the pages of the duty to inform are given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page
from django.forms import Form
from django.utils.timezone import localdate

from samverkan.communication.models import Delivery, Information
from samverkan.communication.queries import Place
from samverkan.communication.rules import days_waited, is_answered_by_all, is_received_by_all, reach, title_of
from samverkan.communication.words import Concerns, Reach
from samverkan.ground.words import Party


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One decision-maker's copy, with the times of its way."""

    name: str
    title: str
    reach: Reach
    tone: str
    sent_at: datetime
    mailed_at: datetime | None
    read_at: datetime | None
    received_at: datetime | None
    answered_at: datetime | None
    answer: str
    days: int

    @classmethod
    def of(cls, delivery: Delivery, *, today: date) -> DeliveryRow:
        """Build it from the copy and its notice."""
        notice = delivery.notice
        how_far = reach(notice.read_at, notice.received_at, delivery.answered_at)
        received_on = localdate(notice.received_at) if notice.received_at else None
        return cls(
            name=notice.recipient.name,
            title=delivery.function_title,
            reach=how_far,
            tone={Reach.ANSWERED: "done", Reach.RECEIVED: "fulfilled"}.get(how_far, "due"),
            sent_at=notice.sent_at,
            mailed_at=notice.mailed_at,
            read_at=notice.read_at,
            received_at=notice.received_at,
            answered_at=delivery.answered_at,
            answer=delivery.answer,
            days=days_waited(localdate(notice.sent_at), received_on, today),
        )


@dataclass(frozen=True, slots=True)
class InformationRow:
    """One notice of information in a list."""

    id: int
    title: str
    unit: str
    sender_party: Party
    sender: str
    sent_at: datetime
    concerns: Concerns
    deliveries: tuple[DeliveryRow, ...]

    @classmethod
    def of(cls, information: Information, *, today: date) -> InformationRow:
        """Build it from the notice; its deliveries are prefetched."""
        return cls(
            id=information.pk,
            title=title_of(information.event),
            unit=information.unit.name,
            sender_party=Party(information.sender_party),
            sender=f"{information.sender_title}, {information.sender_name}",
            sent_at=information.sent_at,
            concerns=Concerns(information.concerns),
            deliveries=tuple(DeliveryRow.of(delivery, today=today) for delivery in information.deliveries.all()),
        )

    @property
    def waiting(self) -> tuple[DeliveryRow, ...]:
        """Return the copies that are not received."""
        return tuple(row for row in self.deliveries if row.reach in {Reach.SENT, Reach.READ})

    @property
    def is_received(self) -> bool:
        """Tell whether all have received it."""
        return is_received_by_all(row.reach for row in self.deliveries)

    @property
    def is_answered(self) -> bool:
        """Tell whether all have answered."""
        return is_answered_by_all(row.reach for row in self.deliveries)


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the parties have told each other."""

    rows: tuple[InformationRow, ...]
    pages: Page[Information]
    may_inform: bool


@dataclass(frozen=True, slots=True)
class InformPage:
    """The form, with those who will be told: prefilled, not chosen (COM-02)."""

    form: Form
    places: tuple[Place, ...]

    @property
    def nobody_to_tell(self) -> bool:
        """Tell whether no place has a decision-maker to tell."""
        return not any(place.reached for place in self.places)


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One event of the delivery proof, as `ui/_timeline.html` wants it. `title` is a finished text."""

    day: datetime
    title: str
    text: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class InformationPage:
    """One notice of information with the proof of its delivery."""

    row: InformationRow
    event: str
    happened_on: date
    materiality: str
    group: str
    proof: tuple[TimelineEvent, ...]
    may_acknowledge: bool
    form: Form | None

    @classmethod
    def of(
        cls,
        information: Information,
        *,
        today: date,
        own: Delivery | None,
        form: Form | None,
        proof: Iterable[TimelineEvent],
    ) -> InformationPage:
        """Build it; `own` is the reader's copy, if the reader was told."""
        return cls(
            row=InformationRow.of(information, today=today),
            event=information.event,
            happened_on=information.happened_on,
            materiality=information.materiality,
            group=information.group.name,
            proof=tuple(sorted(proof, key=lambda event: event.day)),
            may_acknowledge=own is not None and own.notice.received_at is None,
            form=form if own is not None and own.answered_at is None else None,
        )
