"""What a letter to a body without an account is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from samverkan.consultations.models import Material, Referral
from samverkan.consultations.pages.common import MaterialRow
from samverkan.consultations.rules.period import days_left, last_day_for
from samverkan.consultations.rules.remarks import paragraphs
from samverkan.ui.drawing import Code


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter on paper: what the body is asked, by when, and the way in when a link has just been made (REM-34)."""

    body: str
    case: str
    registry_numbers: tuple[str, ...]
    sender: str
    signed_by: str
    written_on: date
    is_reminder: bool
    asked_on: date | None
    last_day: date | None
    is_late: bool
    respite_because: str
    paragraphs: tuple[str, ...]
    materials: tuple[MaterialRow, ...]
    link: str
    code: Code | None
    back_address: str
    make_address: str

    @classmethod
    def of(
        cls,
        referral: Referral,
        materials: Sequence[Material],
        *,
        reminded_on: date | None,
        link: str = "",
        back_address: str,
        on: date,
    ) -> LetterPage:
        """Return the letter. Wants case, municipality and parent selected. `link` holds the secret, shown this once."""
        round_, parent = referral.round, referral.parent
        last = last_day_for(round_.last_day, referral.own_last_day)
        left = days_left(last, on)
        is_late = left is not None and left < 0
        return cls(
            body=referral.name,
            case=round_.case.title,
            registry_numbers=tuple(round_.case.registry_numbers),
            sender=parent.name if parent is not None else round_.case.municipality.name,
            signed_by=parent.name if parent is not None else round_.case.initiator,
            written_on=on,
            is_reminder=is_late or reminded_on is not None,
            asked_on=referral.added_on if parent is not None else round_.sent_on,
            last_day=last,
            is_late=is_late,
            respite_because=referral.respite_because,
            paragraphs=tuple(paragraphs(round_.letter)),
            materials=tuple(MaterialRow.of(one) for one in materials),
            link=link,
            code=Code.of(link) if link else None,
            back_address=back_address,
            make_address=reverse("consultations:make_link", args=[referral.pk]),
        )
