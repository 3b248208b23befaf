"""What kind of value each fact of a draft takes, and how a person's correction is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samverkan.agreements.words import (
    CoOption,
    InformationCondition,
    InformationTo,
    InformationWhen,
    NamedUnitKind,
    NumberBasis,
    PlanUpdate,
    TiedTo,
)
from samverkan.ground.refusals import Refused
from samverkan.ground.words import AnnexKind, FunctionKind, GroupKind, OrganisationKey, Tier, Word
from samverkan.reading.agreement import Json
from samverkan.reading.agreement.keys import pattern_of

LONGEST = 2_000
ORGANISATION_NUMBER = re.compile(r"\d{2}[2-9]\d{3}-\d{4}")


class ValueKind(StrEnum):
    """The kinds of value that facts take."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    YES_NO = "yes_no"
    COUNT = "count"
    DAY = "day"
    ORGANISATION_NUMBER = "organisation_number"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Shape:
    """The kind of value, its vocabulary if it has one, and whether "no number" is an answer."""

    kind: ValueKind
    words: type[Word] | None = None
    is_optional: bool = False


_TEXT = Shape(ValueKind.TEXT)
_LONG = Shape(ValueKind.LONG_TEXT)
_YES_NO = Shape(ValueKind.YES_NO)
_COUNT = Shape(ValueKind.COUNT)

_WORDS: dict[str, type[Word]] = {
    "agreement.tier": Tier,
    "parties.P.units.N.kind": NamedUnitKind,
    "annexes.N.kind": AnnexKind,
    "annexes.N.number_basis": NumberBasis,
    "groups.G.functions.N.kind": FunctionKind,
    "groups.G.prioritised.N": OrganisationKey,
    "groups.G.co_option": CoOption,
    "working_groups.appointed_by": GroupKind,
    "working_groups.tied_to": TiedTo,
    "measures_plan.updated_when": PlanUpdate,
    "annex_update.annexes.N": AnnexKind,
    "annex_update.decided_by": GroupKind,
    "annex_update.notify": GroupKind,
    "information.condition": InformationCondition,
    "information.to": InformationTo,
    "information.of": GroupKind,
    "information.when": InformationWhen,
}
_SHAPES: dict[str, Shape] = {
    "agreement.valid_from": Shape(ValueKind.DAY),
    "agreement.last_day": Shape(ValueKind.DAY),
    "agreement.signing_date": Shape(ValueKind.DAY),
    "agreement.purpose": _LONG,
    "agreement.copies": _COUNT,
    "agreement.until_further_notice": _YES_NO,
    "agreement.one_copy_each": _YES_NO,
    "parties.P.units.N.organisation_number": Shape(ValueKind.ORGANISATION_NUMBER),
    "revision.when_needed": _YES_NO,
    "revision.party_consultation": _YES_NO,
    "revision.overall_in_force": _YES_NO,
    "revision.months": _COUNT,
    "annexes.N.number": _COUNT,
    "groups.G.tasks.N": _LONG,
    "groups.G.functions.N.text": _LONG,
    "groups.G.functions.N.minimum": _COUNT,
    "groups.G.functions.N.with_mandate": _YES_NO,
    "groups.G.functions.N.tied_to_task": _YES_NO,
    "groups.G.meetings_minimum": Shape(ValueKind.COUNT, is_optional=True),
    "groups.G.meetings_when_needed": _YES_NO,
    "groups.G.co_option_when_needed": _YES_NO,
    "working_groups.time_limited": _YES_NO,
    "working_groups.permanent": _YES_NO,
    "situation_picture.joint": _YES_NO,
    "situation_picture.months": _COUNT,
    "situation_picture.when_needed": _YES_NO,
    "situation_picture.attached": _YES_NO,
    "annex_update.written": _YES_NO,
    "annex_update.dated": _YES_NO,
    "annex_update.attached": _YES_NO,
    "amendment.written": _YES_NO,
    "amendment.signed": _YES_NO,
}


def shape_of(key: str) -> Shape:
    """Return what kind of value the fact takes; plain text where nothing else is said.

    >>> shape_of("groups.working.meetings_minimum").kind.value
    'count'
    """
    pattern = key if key in _SHAPES or key in _WORDS else pattern_of(key)
    if pattern in _WORDS:
        return Shape(ValueKind.WORD, _WORDS[pattern])
    return _SHAPES.get(pattern, _TEXT)


def understood(key: str, value: Json | date) -> Json:
    """Return the value as it is stored, or raise `Refused` with what the fact takes instead.

    Takes what a form gives (text, a date, a whole number, a truth value) as well as stored values.
    """
    shape = shape_of(key)
    if value is None or value == "":
        if shape.is_optional:
            return None
        raise Refused("Give a value.", field="value")
    return _READERS[shape.kind](shape, value)


def _text(shape: Shape, value: Json | date) -> Json:
    text = " ".join(str(value).split())
    if not text:
        raise Refused("Give a value.", field="value")
    if len(text) > LONGEST:
        raise Refused("The text is too long: at most %(limit)s characters.", field="value", limit=LONGEST)
    return text


def _yes_no(shape: Shape, value: Json | date) -> Json:
    if isinstance(value, bool):
        return value
    if value in ("True", "true", "yes"):
        return True
    if value in ("False", "false", "no"):
        return False
    raise Refused("Answer yes or no.", field="value")


def _count(shape: Shape, value: Json | date) -> Json:
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= 1000:
        raise Refused("Write a whole number from 1 to 1000.", field="value")
    return int(text)


def _day(shape: Shape, value: Json | date) -> Json:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    except ValueError:
        raise Refused("Write the date as year, month and day, for example 2026-03-31.", field="value") from None
    if not 1990 <= day.year <= 2100:
        raise Refused("The year must lie between 1990 and 2100.", field="value")
    return day.isoformat()


def _organisation_number(shape: Shape, value: Json | date) -> Json:
    text = str(value).strip().replace(" ", "")
    if re.fullmatch(r"\d{10}", text):
        text = f"{text[:6]}-{text[6:]}"
    if not ORGANISATION_NUMBER.fullmatch(text):
        raise Refused("Write the organisation number as six digits, a hyphen and four digits.", field="value")
    return text


def _word(shape: Shape, value: Json | date) -> Json:
    if shape.words is None or str(value) not in [word.value for word in shape.words if word.value]:
        raise Refused("Choose one of the alternatives.", field="value")
    return str(value)


_READERS = {
    ValueKind.TEXT: _text,
    ValueKind.LONG_TEXT: _text,
    ValueKind.YES_NO: _yes_no,
    ValueKind.COUNT: _count,
    ValueKind.DAY: _day,
    ValueKind.ORGANISATION_NUMBER: _organisation_number,
    ValueKind.WORD: _word,
}
