"""When an amendment may go out for signature, what is signed, and from when it applies (AGR-07, AGR-19)."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from samverkan.ground.terms import Term, TermKind
from samverkan.ground.words import Party

EDITABLE = {
    TermKind.MEETINGS_MINIMUM: "minimum",
    TermKind.REVISION: "months",
    TermKind.COPIES: "count",
}
"""The number of each kind of term that can be written in a form beside the text."""

SIGNING_PARTIES = (Party.MUNICIPALITY, Party.POLICE)


def term_as_json(term: Term) -> dict[str, Any]:
    """Return the term as JSON values, as `term_from_json` reads them."""
    return {
        "key": term.key,
        "kind": term.kind.value,
        "clause": term.clause,
        "requirements": list(term.requirements),
        "parameters": dict(term.parameters),
        "quote": term.quote,
    }


def term_from_json(value: Mapping[str, Any]) -> Term:
    """Return the term that was kept as JSON."""
    return Term(
        key=value["key"],
        kind=TermKind(value["kind"]),
        clause=value.get("clause", ""),
        requirements=tuple(value.get("requirements", ())),
        parameters=dict(value.get("parameters", {})),
        quote=value.get("quote", ""),
    )


def with_numbers(terms: Iterable[Mapping[str, Any]], numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the terms with new numbers, given by the terms' keys; only the numbers of `EDITABLE` can change.

    A term whose number changes loses its quote: the sentence that it was read from says something else.
    """
    changed = []
    for term in terms:
        copy = {**term, "parameters": dict(term.get("parameters", {}))}
        name = EDITABLE.get(TermKind(term["kind"]))
        if name is not None and term["key"] in numbers and copy["parameters"].get(name) != numbers[term["key"]]:
            copy["parameters"][name] = numbers[term["key"]]
            copy["quote"] = ""
        changed.append(copy)
    return changed


def changed_terms(
    old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Return the pairs of old and new term that differ, in the new order; an added or removed one has an empty pair."""
    before = {term["key"]: term for term in old}
    after = {term["key"]: term for term in new}
    pairs: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = [
        (before.get(key, {}), term) for key, term in after.items() if before.get(key) != term
    ]
    return pairs + [(term, {}) for key, term in before.items() if key not in after]


def _lines(text: str, terms: Iterable[Mapping[str, Any]]) -> list[str]:
    rows = [f"{term['key']}: {json.dumps(term['parameters'], sort_keys=True, ensure_ascii=False)}" for term in terms]
    return [*text.splitlines(), "", *rows]


def difference(
    old_text: str,
    new_text: str,
    old_terms: Sequence[Mapping[str, Any]],
    new_terms: Sequence[Mapping[str, Any]],
) -> str:
    """Return the unified difference between two wordings and their terms, empty when nothing differs."""
    return "\n".join(difflib.unified_diff(_lines(old_text, old_terms), _lines(new_text, new_terms), lineterm="", n=2))


def signed_hash(title: str, text: str, terms: Iterable[Mapping[str, Any]], in_force_from: date) -> str:
    """Return the SHA-256 of all that a party signs: title, wording, terms and the day it is to apply from."""
    content = json.dumps(
        {"title": title, "text": text, "terms": list(terms), "in_force_from": in_force_from.isoformat()},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(content.encode()).hexdigest()


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text as it is signed."""
    return hashlib.sha256(text.encode()).hexdigest()


def unmet_conditions(
    terms: Iterable[Term], *, was_consulted: bool, overall_in_force: bool
) -> tuple[tuple[str, str], ...]:
    """Return the conditions for revision that are not met: the reason and the way on, as message ids (AGR-07).

    Which conditions there are follows from the agreement's own term.
    """
    unmet = []
    for term in terms:
        if term.kind != TermKind.REVISION_CONDITION:
            continue
        if term.parameters.get("party_consultation") and not was_consulted:
            unmet.append(
                (
                    "The agreement may be revised only after consultation between the parties, and none is recorded.",
                    "Record the consultation on the agreement's page, then send the amendment for signature.",
                )
            )
        if term.parameters.get("overall_in_force") and not overall_in_force:
            unmet.append(
                (
                    "The agreement may be revised only while the overall agreement is in force, and it is not.",
                    "Wait for the new overall agreement, or extend the local one with a reason.",
                )
            )
    return tuple(unmet)


def lacking_sides(sides: Iterable[str]) -> tuple[Party, ...]:
    """Return the parties without any unit among the signers."""
    present = set(sides)
    return tuple(party for party in SIGNING_PARTIES if party not in present)


def unsigned(party_units: Iterable[int], signed: Iterable[int]) -> tuple[int, ...]:
    """Return the party units that have not signed, in order."""
    done = set(signed)
    return tuple(unit for unit in party_units if unit not in done)


def applies_from(wanted: date, signatures: Iterable[date]) -> date:
    """Return the day an amendment takes effect: never before the last party signed (AGR-19).

    >>> applies_from(date(2026, 1, 1), [date(2025, 12, 1), date(2026, 2, 3)])
    datetime.date(2026, 2, 3)
    """
    return max([wanted, *signatures])
