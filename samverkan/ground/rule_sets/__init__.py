"""Dated rule sets: what the generations of agreements demand, as data beside this file (MEE-06, CRO-11).

A rule set is a template from which an agreement's terms can be taken when there is no text to read them from.
Its sentences are our own; numbers, clauses and requirement ids say where each rule comes from.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from samverkan.ground.terms import Term, TermKind
from samverkan.ground.words import Tier


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules of one generation of agreements. `valid_until` is exclusive; none means until further notice.

    `is_draft` marks a set that was proposed but that no source shows was adopted as it stands.
    """

    key: str
    name: str
    tier: Tier
    valid_from: date
    valid_until: date | None
    source: str
    is_draft: bool
    terms: tuple[Term, ...]


class UnknownRuleSet(KeyError):
    """No rule set has the key."""


def rule_set(key: str) -> RuleSet:
    """Return the rule set with the key, or raise `UnknownRuleSet`.

    >>> steering = rule_set("local-2024").terms[0]
    >>> steering.kind.value, steering.parameters["minimum"]
    ('meetings_minimum', 2)
    """
    try:
        return rule_sets()[key]
    except KeyError:
        raise UnknownRuleSet(key) from None


@cache
def rule_sets() -> dict[str, RuleSet]:
    """Return all rule sets by key, oldest first."""
    found = [
        _rule_set(tomllib.loads(path.read_text(encoding="utf-8")))
        for path in files(__name__).iterdir()
        if path.name.endswith(".toml")
    ]
    return {each.key: each for each in sorted(found, key=lambda each: (each.valid_from, each.key))}


def _rule_set(read: dict[str, Any]) -> RuleSet:
    return RuleSet(
        key=read["key"],
        name=read["name"],
        tier=Tier(read["tier"]),
        valid_from=read["valid_from"],
        valid_until=read.get("valid_until"),
        source=read["source"],
        is_draft=read.get("is_draft", False),
        terms=tuple(
            Term(
                key=term["key"],
                kind=TermKind(term["kind"]),
                clause=term["clause"],
                requirements=tuple(term["requirements"]),
                parameters=term.get("parameters", {}),
            )
            for term in read["terms"]
        ),
    )
