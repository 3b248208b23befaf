"""What the pages of contributions from other actors are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from samverkan.situation.models import Contribution
from samverkan.situation.words import ContributionState


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """A contribution and what became of it."""

    pk: int
    address: str
    unit: str
    year: int
    sender: str
    field: str
    text: str
    own_work: str
    received_on: date
    state: ContributionState
    reply: str
    led_to: str
    led_to_address: str

    @classmethod
    def of(cls, contribution: Contribution, *, may_open: bool) -> ContributionRow:
        """Return the row; `may_open` tells whether the reader sees the picture. Wants both selected."""
        statement = contribution.statement
        return cls(
            pk=contribution.pk,
            address=reverse("situation:contribution", args=[contribution.pk]),
            unit=contribution.picture.unit.name,
            year=contribution.picture.year,
            sender=contribution.sender,
            field=contribution.field,
            text=contribution.text,
            own_work=contribution.own_work,
            received_on=contribution.received_on,
            state=ContributionState(contribution.state),
            reply=contribution.reply,
            led_to=statement.text if statement else "",
            led_to_address=reverse("situation:statement", args=[statement.pk]) if statement and may_open else "",
        )


@dataclass(frozen=True, slots=True)
class ContributionsPage:
    """What has been sent, newest first."""

    rows: tuple[ContributionRow, ...]
    paging: Any
    may_send: bool
    receives: bool


@dataclass(frozen=True, slots=True)
class ContributionPage:
    """One contribution."""

    row: ContributionRow
    may_answer: bool
