"""What the pages about notices are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page

from samverkan.notices.models import Notice


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice in a list."""

    id: int
    title: str
    sent_at: datetime
    read_at: datetime | None
    awaits_receipt: bool
    received_at: datetime | None

    @classmethod
    def of(cls, notice: Notice) -> NoticeRow:
        """Build it from the notice."""
        return cls(
            id=notice.pk,
            title=notice.title,
            sent_at=notice.sent_at,
            read_at=notice.read_at,
            awaits_receipt=notice.receipt_wanted and notice.received_at is None,
            received_at=notice.received_at,
        )


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """A person's notices: what awaits a receipt, what is unread, and a page of what has been read."""

    awaiting: tuple[NoticeRow, ...]
    unread: tuple[NoticeRow, ...]
    read: tuple[NoticeRow, ...]
    pages: Page[Notice]
    wants_letters: bool


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice: what it says, where it leads, and the times of its way."""

    id: int
    title: str
    text: str
    address: str
    sent_at: datetime
    mailed_at: datetime | None
    read_at: datetime | None
    receipt_wanted: bool
    received_at: datetime | None

    @classmethod
    def of(cls, notice: Notice) -> NoticePage:
        """Build it from the notice."""
        return cls(
            id=notice.pk,
            title=notice.title,
            text=notice.text,
            address=notice.address,
            sent_at=notice.sent_at,
            mailed_at=notice.mailed_at,
            read_at=notice.read_at,
            receipt_wanted=notice.receipt_wanted,
            received_at=notice.received_at,
        )

    @property
    def may_give_receipt(self) -> bool:
        """Tell whether a receipt is asked for and not yet given."""
        return self.receipt_wanted and self.received_at is None
