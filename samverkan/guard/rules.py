"""Finding person data in free text: personal numbers, telephone numbers, registration plates, e-mail.

The product keeps office-holders and nobody else. What looks like an individual's data is refused before
it is saved, with the place of the fault (promise "person data"; CRO-07).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from samverkan.ground.refusals import Refused
from samverkan.ground.words import Word


class PersonData(Word):
    """What kind of person data was found."""

    PERSONAL_NUMBER = "personal_number", "a personal identity number"
    COORDINATION_NUMBER = "coordination_number", "a coordination number"
    TELEPHONE = "telephone", "a telephone number"
    PLATE = "plate", "a vehicle registration number"
    EMAIL = "email", "an e-mail address"


@dataclass(frozen=True, slots=True)
class Finding:
    """One find: its kind and where it stands (character offsets and 1-based line)."""

    kind: PersonData
    start: int
    end: int
    line: int


NUMBER = re.compile(r"(?<![\d-])(?:(?:18|19|20)?(\d{2})(\d{2})(\d{2})\s?[-+–]?\s?(\d{3})(\d))(?![\d-])")
TELEPHONE = re.compile(r"(?<![\w-])(?:\+46|0046|0)\s?\(?0?\)?[1-9]\d{0,2}[\s-]{0,3}\d{2,3}(?:[\s-]?\d{2,3}){1,3}(?!\w)")
PLATE = re.compile(r"(?<!\w)[A-HJ-PR-UW-Z]{3}[ ]?\d{2}[A-HJ-PR-UW-Z0-9](?!\w)")
EMAIL = re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def luhn_digit(digits: str) -> int:
    """Return the check digit of nine digits after the Luhn method (Skatteverket, SKV 704).

    >>> luhn_digit("811218987")
    6
    """
    total = 0
    for place, digit in enumerate(digits):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return -total % 10


def _number_kind(match: re.Match[str]) -> PersonData | None:
    year, month, day, serial, check = match.groups()
    if not 1 <= int(month) <= 12 or luhn_digit(year + month + day + serial) != int(check):
        return None
    if 1 <= int(day) <= 31:
        return PersonData.PERSONAL_NUMBER
    return PersonData.COORDINATION_NUMBER if 61 <= int(day) <= 91 else None


def findings(text: str, *, contact_details: bool = False) -> tuple[Finding, ...]:
    """Return what looks like person data, in the order of the text.

    Organisation numbers are not person data: their third and fourth digits are 20 or more. With
    `contact_details` telephone numbers and e-mail addresses are let through: an annex of contact details
    names office-holders and is meant to hold them (COM-10).
    """
    found: list[tuple[PersonData, re.Match[str]]] = []
    for match in NUMBER.finditer(text):
        if kind := _number_kind(match):
            found.append((kind, match))
    if not contact_details:
        taken = [match.span() for _, match in found]
        found += [
            (PersonData.TELEPHONE, match)
            for match in TELEPHONE.finditer(text)
            if not any(start < match.end() and match.start() < end for start, end in taken)
        ]
        found += [(PersonData.EMAIL, match) for match in EMAIL.finditer(text)]
    found += [(PersonData.PLATE, match) for match in PLATE.finditer(text)]
    found.sort(key=lambda pair: pair[1].start())
    return tuple(
        Finding(kind, match.start(), match.end(), text.count("\n", 0, match.start()) + 1) for kind, match in found
    )


def refuse_person_data(*, contact_details: bool = False, **texts: str) -> None:
    """Raise `Refused` for the first text that holds person data; the keyword is the field's name."""
    for name, text in texts.items():
        for finding in findings(text, contact_details=contact_details):
            raise Refused(
                "The text holds %(kind)s on line %(line)s. Write about places, groups and functions, not persons.",
                field=name,
                way_on="Remove it and save again. Information about individuals belongs in your own case system.",
                kind=finding.kind.label,
                line=finding.line,
            )
