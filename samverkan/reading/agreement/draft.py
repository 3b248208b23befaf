"""What a reading gives: facts with their quotes, what is missing, what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from samverkan.ground.terms import Term
from samverkan.reading.agreement.keys import label_of, looked_for, section_of
from samverkan.reading.agreement.structure import AgreementStructure, Json, structure_of
from samverkan.reading.agreement.terms import terms_of
from samverkan.reading.document import Place


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the agreement says.

    `value` is a JSON scalar; `None` means that the text says that there is no number (working groups meet
    as their task needs). `quote` is the sentence, whitespace-normalised, and `clause` the heading it stands
    under. A fact that a person has added or corrected has `by_hand` set; then the quote, if any, is the
    one the reader had found.
    """

    key: str
    value: Json
    quote: str = ""
    place: Place | None = None
    clause: str = ""
    by_hand: bool = False

    @property
    def label(self) -> str:
        """What the fact is about, as an English message id."""
        return label_of(self.key)

    @property
    def section(self) -> str:
        """Under which heading a person finds the fact in a review, as an English message id."""
        return section_of(self.key)

    def as_json(self) -> dict[str, object]:
        return {
            "key": self.key,
            "value": self.value,
            "label": self.label,
            "section": self.section,
            "quote": self.quote,
            "clause": self.clause,
            "place": self.place.as_json() if self.place else None,
            "by_hand": self.by_hand,
        }


@dataclass(frozen=True, slots=True)
class Missing:
    """Something an agreement ought to say and this text does not, or not in a way that could be read.

    `quote` holds the sentence that speaks of the matter but could not be read, and is empty where no
    sentence does.
    """

    key: str
    looked_for: str
    quote: str = ""
    place: Place | None = None

    @property
    def label(self) -> str:
        return label_of(self.key)

    @property
    def section(self) -> str:
        return section_of(self.key)

    def as_json(self) -> dict[str, object]:
        return {
            "key": self.key,
            "label": self.label,
            "section": self.section,
            "looked_for": self.looked_for,
            "quote": self.quote,
            "place": self.place.as_json() if self.place else None,
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """One of several values that the text gives for the same thing."""

    value: Json
    quote: str
    place: Place
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A matter on which the text gives different values; none of them has become a fact."""

    key: str
    readings: tuple[Reading, ...]

    @property
    def label(self) -> str:
        return label_of(self.key)

    @property
    def section(self) -> str:
        return section_of(self.key)

    def as_json(self) -> dict[str, object]:
        return {
            "key": self.key,
            "label": self.label,
            "section": self.section,
            "readings": [
                {
                    "value": reading.value,
                    "quote": reading.quote,
                    "clause": reading.clause,
                    "place": reading.place.as_json(),
                }
                for reading in self.readings
            ],
        }


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """A local agreement as read, for a person to review beside the text.

    `facts` come in the order of the keys' sections; keys are unique, and a key is in at most one of
    `facts`, `missing` and `contradictions`.
    """

    facts: tuple[Fact, ...]
    missing: tuple[Missing, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def values(self) -> dict[str, Json]:
        return {fact.key: fact.value for fact in self.facts}

    def fact(self, key: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.key == key), None)

    def structure(self) -> AgreementStructure:
        """Return the parties, annexes and term of the agreement as dataclasses."""
        return structure_of(self.values)

    def terms(self) -> tuple[Term, ...]:
        """Return the rules of the agreement, each with its clause and quote."""
        return terms_of(
            self.values,
            quotes={fact.key: fact.quote for fact in self.facts},
            clauses={fact.key: fact.clause for fact in self.facts},
        )

    def corrected(self, values: Mapping[str, Json], *, removed: Iterable[str] = ()) -> AgreementDraft:
        """Return the draft with facts changed or added by a person, and some taken away."""
        gone = frozenset(removed) - values.keys()
        facts = [
            replace(fact, value=values[fact.key], by_hand=True)
            if fact.key in values and values[fact.key] != fact.value
            else fact
            for fact in self.facts
            if fact.key not in gone
        ]
        known = {fact.key for fact in facts}
        facts += [Fact(key, value, by_hand=True) for key, value in values.items() if key not in known]
        return AgreementDraft(
            facts=tuple(facts),
            missing=tuple(item for item in self.missing if item.key not in values)
            + tuple(
                Missing(fact.key, looked_for(fact.key))
                for fact in self.facts
                if fact.key in gone and looked_for(fact.key)
            ),
            contradictions=tuple(item for item in self.contradictions if item.key not in values),
        )

    def as_json(self) -> dict[str, object]:
        return {
            "facts": [fact.as_json() for fact in self.facts],
            "missing": [item.as_json() for item in self.missing],
            "contradictions": [item.as_json() for item in self.contradictions],
            "terms": [
                {
                    "key": term.key,
                    "kind": term.kind.value,
                    "clause": term.clause,
                    "requirements": list(term.requirements),
                    "parameters": dict(term.parameters),
                    "quote": term.quote,
                }
                for term in self.terms()
            ],
        }


def draft_from_facts(facts: Iterable[Fact]) -> AgreementDraft:
    """Make a draft of stored facts again, so that its structure and terms can be worked out anew."""
    return AgreementDraft(facts=tuple(facts))
