"""The case of an old document: what it is about, its texts, its annexes, and the wordings that were changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from samverkan.consultations.models import Case, CaseText, Material, Round, TextChange
from samverkan.consultations.words import CaseTextKind, MaterialKind
from samverkan.organisation.models import Unit
from samverkan.reading.consultation import AnnexDraft, ConsultationDraft, TextChangeDraft


def paragraphs(texts: Sequence[str]) -> str:
    """Return paragraphs as the text that a row keeps, parted by an empty line."""
    return "\n\n".join(text for text in texts if text.strip())


def capital(text: str) -> str:
    """Return the text with a capital letter first, as a name that stands by itself."""
    return text[:1].upper() + text[1:]


def store_case(draft: ConsultationDraft, city: Unit, name: str, today: date) -> Case:
    """Store the case with its texts. A document that does not say what it is about is called by its file."""
    ends_after = draft.valid_from is None or draft.valid_until is None or draft.valid_until > draft.valid_from
    case = Case.objects.create(
        municipality=city,
        title=(draft.case or name)[:300],
        initiator=capital(draft.initiator or "")[:160],
        registry_numbers=[one[:60] for one in draft.registry],
        responsible=[{"function": draft.responsible_title[:120], "name": one[:120]} for one in draft.responsible],
        proposal=list(draft.proposed_points),
        valid_from=draft.valid_from,
        valid_until=draft.valid_until if ends_after else None,
        opened_on=today,
        is_past=True,
    )
    CaseText.objects.bulk_create(
        CaseText(case=case, kind=kind, text=paragraphs(texts))
        for kind, texts in (
            (CaseTextKind.SUMMARY, draft.summary),
            (CaseTextKind.VICE_MAYORS_VIEWS, draft.opinion),
            (CaseTextKind.MATTER, draft.matter),
        )
        if texts
    )
    return case


def store_annexes(round_: Round, annexes: Sequence[AnnexDraft]) -> None:
    """Store the annexes that the document lists; the first is what was sent out, the others go with it."""
    Material.objects.bulk_create(
        Material(
            round=round_,
            kind=MaterialKind.DRAFT if place == 1 else MaterialKind.ANNEX,
            number=annex.number,
            title=annex.title[:200],
            registry_number=(annex.registry or "")[:60],
            order=place,
        )
        for place, annex in enumerate(annexes, start=1)
    )


def store_changes(round_: Round, changes: Sequence[TextChangeDraft]) -> None:
    """Store the wordings that the document says were changed after the consultation (REM-21, PRI-16)."""
    TextChange.objects.bulk_create(
        TextChange(
            round=round_,
            material_name=change.material[:200],
            heading=change.heading[:200],
            old=change.old,
            new=change.new,
            reason=change.reason,
            changed_on=change.day,
        )
        for change in changes
    )
