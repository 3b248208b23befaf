"""What has been noticed while reading: facts, unclear sentences and contradictions, and what they sum to."""

from __future__ import annotations

from dataclasses import dataclass, field

from samverkan.reading.agreement.draft import AgreementDraft, Contradiction, Fact, Missing, Reading
from samverkan.reading.agreement.keys import EXPECTED, looked_for, order_of, unreadable
from samverkan.reading.agreement.structure import Json
from samverkan.reading.document import Document


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of the document and the heading it stands under."""

    start: int
    end: int
    clause: str


@dataclass
class Notebook:
    """Collects readings by key. The same value twice is one fact, different values a contradiction."""

    document: Document
    readings: dict[str, list[Reading]] = field(default_factory=dict)
    unclear: dict[str, Source] = field(default_factory=dict)
    wanted: dict[str, None] = field(default_factory=dict)

    def note(self, key: str, value: Json, source: Source) -> None:
        readings = self.readings.setdefault(key, [])
        if not any(reading.value == value for reading in readings):
            readings.append(
                Reading(
                    value,
                    self.document.quote(source.start, source.end),
                    self.document.place(source.start, source.end),
                    source.clause,
                )
            )

    def has(self, key: str) -> bool:
        return key in self.readings

    def value(self, key: str) -> Json:
        """Return the value of a key that has exactly one, else `None`."""
        readings = self.readings.get(key, [])
        return readings[0].value if len(readings) == 1 else None

    def note_unclear(self, key: str, source: Source) -> None:
        """A sentence speaks of the matter, but not so that it can be read."""
        self.unclear.setdefault(key, source)

    def want(self, key: str) -> None:
        """The key belongs in the draft; it is listed as missing if nothing is noted."""
        self.wanted[key] = None

    def draft(self) -> AgreementDraft:
        facts, contradictions = [], []
        for key, readings in self.readings.items():
            if len(readings) > 1:
                contradictions.append(Contradiction(key, tuple(readings)))
            else:
                one = readings[0]
                facts.append(Fact(key, one.value, one.quote, one.place, one.clause))
        missing = []
        expected = [key for key in EXPECTED if ".N." not in key]
        for key in dict.fromkeys([*expected, *self.wanted, *self.unclear]):
            if key in self.readings or _is_settled(key, self.readings):
                continue
            source = self.unclear.get(key)
            if source is None:
                missing.append(Missing(key, looked_for(key)))
            else:
                missing.append(
                    Missing(
                        key,
                        looked_for(key) or unreadable(),
                        self.document.quote(source.start, source.end),
                        self.document.place(source.start, source.end),
                    )
                )
        return AgreementDraft(
            facts=tuple(sorted(facts, key=lambda fact: order_of(fact.key))),
            missing=tuple(sorted(missing, key=lambda item: order_of(item.key))),
            contradictions=tuple(sorted(contradictions, key=lambda item: order_of(item.key))),
        )


def _is_settled(key: str, readings: dict[str, list[Reading]]) -> bool:
    """An agreement with a last day lacks no "until further notice"."""
    return key == "agreement.until_further_notice" and "agreement.last_day" in readings
