"""What the pages about the trail are given."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page
from django.forms import Form

from samverkan.audit.models import Entry
from samverkan.audit.rules import TrailState


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry. `details` is JSON as text, empty when there are none."""

    number: int
    at: datetime
    actor: str
    event: str
    kind: str
    key: str
    title: str
    details: str
    short_hash: str

    @classmethod
    def of(cls, entry: Entry) -> EntryRow:
        """Build it from the entry."""
        return cls(
            number=entry.number,
            at=entry.at,
            actor=entry.actor_name,
            event=entry.event,
            kind=entry.kind,
            key=entry.key,
            title=entry.title,
            details=json.dumps(entry.details, ensure_ascii=False) if entry.details else "",
            short_hash=entry.entry_hash[:12],
        )


@dataclass(frozen=True, slots=True)
class TrailPage:
    """The trail, a page at a time. `state` is there when the reader asked for a check."""

    rows: tuple[EntryRow, ...]
    pages: Page[Entry]
    form: Form
    query: str
    is_narrowed: bool
    state: TrailState | None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What has been done to one thing."""

    title: str
    kind: str
    key: str
    rows: tuple[EntryRow, ...]
    pages: Page[Entry]
