"""A draft as it was read, for those who take it as JSON or as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from samverkan.agreements.pages.drafts import lines_label, value_label
from samverkan.agreements.pages.terms import sentence_of
from samverkan.ground.words import GroupKind
from samverkan.reading.agreement import AgreementDraft, PartyDraft
from samverkan.reading.agreement.structure import positions
from samverkan.reading.agreement.terms import GROUPS
from samverkan.reading.document import Document


def draft_as_json(document: Document, draft: AgreementDraft, draft_id: int | None = None) -> dict[str, Any]:
    """Return all that was read: the agreement's parts, and every fact with its sentence and place.

    Days are ISO texts; `valid_until` is exclusive. `id` is there only for a draft that has been stored.
    """
    structure, values = draft.structure(), draft.values

    def under(prefix: str) -> dict[str, Any]:
        return {
            key.removeprefix(prefix): value
            for key, value in values.items()
            if key.startswith(prefix) and "." not in key.removeprefix(prefix)
        }

    def listed(prefix: str) -> list[Any]:
        return [
            values[f"{prefix}{position}"] for position in positions(values, prefix) if f"{prefix}{position}" in values
        ]

    whole: dict[str, Any] = {"id": draft_id} if draft_id is not None else {}
    whole |= {
        "file": {"name": document.name, "kind": document.kind.value, "lines": len(document.lines)},
        "title": structure.title,
        "tier": structure.tier.value if structure.tier else None,
        "purpose": structure.purpose,
        "valid_from": structure.valid_from.isoformat() if structure.valid_from else None,
        "valid_until": structure.valid_until.isoformat() if structure.valid_until else None,
        "until_further_notice": structure.until_further_notice,
        "copies": structure.copies,
        "one_copy_each": values.get("agreement.one_copy_each"),
        "parties_label": values.get("parties.label"),
        "parties": [_party(party) for party in structure.parties],
        "annexes": [
            {
                "number": annex.number or None,
                "number_basis": annex.number_basis,
                "kind": annex.kind.value,
                "title": annex.title,
            }
            for annex in structure.annexes
        ],
        "groups": [_group(kind, values, under, listed) for kind in GROUPS],
        "working_groups": under("working_groups."),
        "revision": under("revision."),
        "situation_picture": under("situation_picture."),
        "measures_plan": under("measures_plan."),
        "annex_update": {"annexes": listed("annex_update.annexes."), **under("annex_update.")},
        "amendment": under("amendment."),
        "information_duty": under("information."),
        "priority_areas": listed("priority_areas."),
    }
    return whole | draft.as_json()


def _party(party: PartyDraft) -> dict[str, Any]:
    return {
        "party": party.party.value,
        "label": party.label,
        "body": party.body,
        "units": [
            {
                "name": unit.name,
                "kind": unit.kind.value,
                "organisation_number": unit.organisation_number or None,
                "postal_address": unit.postal_address or None,
            }
            for unit in party.units
        ],
    }


def _group(kind: GroupKind, values: Any, under: Any, listed: Any) -> dict[str, Any]:
    prefix = f"groups.{kind.value}."
    return {
        "kind": kind.value,
        **under(prefix),
        "functions": [
            {"function": one.pop("kind", None), **one}
            for position in positions(values, f"{prefix}functions.")
            if (one := under(f"{prefix}functions.{position}."))
        ],
        "prioritised": listed(f"{prefix}prioritised."),
        "tasks": listed(f"{prefix}tasks."),
    }


def draft_as_text(document: Document, draft: AgreementDraft, draft_id: int | None = None) -> Iterator[str]:
    """Yield the lines of a summary for a person at a terminal."""
    structure = draft.structure()
    yield structure.title or document.name
    if draft_id is not None:
        yield _("Draft number %(id)s") % {"id": draft_id}
    yield ""
    for party in structure.parties:
        for unit in party.units:
            facts = [unit.name, unit.organisation_number, unit.postal_address, party.body]
            yield "  " + ", ".join(fact for fact in facts if fact)
    yield ""
    for term in draft.terms():
        yield f"  {sentence_of(term)}"
    for title, rows in (
        (_("Not found in the text"), [(_(item.label), "") for item in draft.missing]),
        (
            _("The text contradicts itself"),
            [
                (
                    _(item.label),
                    "; ".join(
                        f"{value_label(item.key, reading.value)} "
                        f"({lines_label(reading.place.first_line, reading.place.last_line)})"
                        for reading in item.readings
                    ),
                )
                for item in draft.contradictions
            ],
        ),
    ):
        if rows:
            yield ""
            yield f"{title}:"
            yield from (f"  {label}{': ' + text if text else ''}" for label, text in rows)
