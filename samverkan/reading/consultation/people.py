"""The persons behind a statement: `Jan Ek (L), vice ordföranden Eva Ask m.fl. (M) och Bo By (C)`.

A name is what is printed; a party is the word in brackets, in its usual spelling. A name whose party is not
plain has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from samverkan.reading.amounts import fold
from samverkan.reading.consultation.draft import Person
from samverkan.reading.consultation.phrases import OTHERS, VOCABULARY

PARTIES = {"s": "S", "m": "M", "sd": "SD", "c": "C", "l": "L", "kd": "KD", "v": "V", "mp": "MP", "fp": "FP", "fi": "FI"}
"""The parties of the national parliament, now or before; local parties keep the spelling they have."""

_SCANNED_PARTIES = {"1": "L", "i": "L", "|": "L", "5": "S", "5d": "SD", "sо": "SD"}
PARTY_WORDS = {
    "moderat": "M",
    "socialdemokrat": "S",
    "kristdemokrat": "KD",
    "sverigedemokrat": "SD",
    "liberal": "L",
    "centerparti": "C",
    "vansterparti": "V",
    "miljoparti": "MP",
}
_NO_NAMES = frozenset({"fran", "av", "samt", "och", "ledamot", "gruppen"})
PERSONS_LENGTH = 2_000

_BRACKET = re.compile(
    r"\s*[(\[{]\s*(?P<group>(?:båda|bada|alla|samtliga|alla (?:tre|fyra|fem))\s+)?"
    r"(?P<party>[^\W\d_]{1,20}|[1|5i]|5[dD])\s*[)\]}]\s*(?P<after>" + OTHERS + r")?",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:(?:\d:[ea]|forste|forsta|andre|andra|vice|tjanstgorande|tjg|ersattaren?|ersattarna|"
    r"[a-z]*(?:radet|raden|rad|ordforanden?|ordforande|ledamoten?|ledamoterna|ledaren?)|"
    r"gruppledaren?|suppleanten?)[ ,]+)+"
)
_CAPITAL_TITLE = re.compile(
    r"^[a-z]*(?:borgarrad|kommunalrad|oppositionsrad)(?:et|en)?$|^(?:ordforanden?|ordforande|ledamoten?|ersattaren)$"
)
_PARTICLES = frozenset(
    {"von", "af", "de", "la", "van", "der", "den", "el", "al", "bin", "ibn", "da", "dos", "del", "du", "le", "zu"}
)
_WORD = re.compile(r"^[^\W\d_](?:[\w'’`´.|-]*[\w.])?$")
_OTHERS_LAST = re.compile(rf"\s*,?\s*{OTHERS}\s*$", re.IGNORECASE)
_AND = re.compile(r"\s*,\s*(?:och\s+|samt\s+)?|\s+(?:[o0óö]c[hbn]|samt|&)\s+")
_LEADING_AND = re.compile(r"^\s*(?:,\s*)?(?:(?:[o0óö]c[hbn]|samt|&)\s+)?")
_NAME_END = re.compile(r"\s*(?:,?\s+(?:se|som|enligt|med|har|bilaga|till)\b|[.:;]?\s*$|\.\s)")


@dataclass(frozen=True, slots=True)
class Named:
    """Persons read from the beginning of a text, and where the text goes on after them."""

    persons: tuple[Person, ...]
    end: int


def persons_at(text: str, start: int = 0) -> Named:
    """Read a list of persons that begins at `start`.

    >>> [f"{p.name} {p.party} {p.et_al}" for p in persons_at("Eva Ask m.fl. (M) och Bo By (C), se sid. 3").persons]
    ['Eva Ask M True', 'Bo By C False']
    """
    persons: list[Person] = []
    at, stop = start, min(len(text), start + PERSONS_LENGTH)
    while (bracket := _BRACKET.search(text, at, stop)) is not None:
        names = _names(text[at : bracket.start()])
        if names is None:
            break
        party = party_of(bracket["party"])
        shared = bool(bracket["group"])
        for index, (name, others) in enumerate(names):
            last = index == len(names) - 1
            persons.append(Person(name, party if last or shared else None, others or (last and bool(bracket["after"]))))
        at = bracket.end()
    return _with_unbracketed(text, at, stop, persons)


def _with_unbracketed(text: str, at: int, stop: int, persons: list[Person]) -> Named:
    """Add names that no bracket follows, up to the words that end the list."""
    rest = text[at:stop]
    end = _NAME_END.search(rest)
    chunk = rest[: end.start()] if end else rest
    joined = bool(re.match(r"\s*,?\s*(?:och|samt|&)\s|\s*,", chunk)) or not persons
    names = _names(chunk) if joined and chunk.strip() and len(chunk) < 120 else None
    if names is None or any(len(name.split()) < 2 for name, _ in names):
        return Named(tuple(persons), at)
    return Named((*persons, *(Person(name, None, others) for name, others in names)), at + len(chunk))


def _names(chunk: str) -> list[tuple[str, bool]] | None:
    """Return the names in a stretch of text and whether each has "m.fl.", `None` when it is no list of names."""
    names: list[tuple[str, bool]] = []
    rest = _LEADING_AND.sub("", chunk.strip())
    for piece in _AND.split(rest):
        others = _OTHERS_LAST.search(piece)
        name = _without_title(piece[: others.start()] if others else piece)
        if not name and others and names:
            names[-1] = (names[-1][0], True)
            continue
        if not _is_name(name):
            return None
        names.append((name, bool(others)))
    return names or None


def _without_title(piece: str) -> str:
    name = " ".join(piece.split()).strip(" ,")
    words = name.split(" ")
    mended = " ".join(_as_title(word) for word in words)
    title = _TITLE.match(mended + " ")
    if title is None:
        return name
    return " ".join(words[len(title[0].split()) :])


def _as_title(word: str) -> str:
    """Return a word as titles are looked for in; of capital words only the plain ones, for André is a name."""
    key = VOCABULARY.mend(word)
    is_title = word[:1].islower() or word[:1].isdigit() or key == "vice" or bool(_CAPITAL_TITLE.match(key))
    return key if is_title else word


def _is_name(name: str) -> bool:
    words = name.split(" ")
    if not name or len(name) > 60 or len(words) > 6 or not words[0][:1].isupper() or not words[-1][:1].isupper():
        return False
    if not all(_WORD.match(word) and (word[0].isupper() or word.lower() in _PARTICLES) for word in words):
        return False
    if len(words) > 1:
        return True
    return VOCABULARY.mend(name) not in VOCABULARY.folded and fold(name) not in _NO_NAMES


def party_of(printed: str) -> str:
    """Return a party in its usual spelling.

    >>> party_of("mp"), party_of("1"), party_of("VägV")
    ('MP', 'L', 'VägV')
    """
    small = printed.strip().lower()
    return PARTIES.get(small) or _SCANNED_PARTIES.get(small) or printed.strip()


def parties_in(text: str) -> frozenset[str]:
    """Return the parties that a text names in brackets or in words."""
    folded = fold(text)
    found = {party_of(bracket["party"]) for bracket in _BRACKET.finditer(text)}
    return frozenset(found | {party for word, party in PARTY_WORDS.items() if word in folded})


def names_at(text: str, start: int = 0) -> tuple[str, ...]:
    """Read a list of names, with parties or without, that begins at `start`.

    >>> names_at("Föredragande borgarråden Karin Ek och Bo Ask anför följande.", 25)
    ('Karin Ek', 'Bo Ask')
    """
    rest = re.split(r"[:;]|\.(?= |$)", text[start:].strip(" :,"), maxsplit=1)[0]
    # After a party the list goes on with a comma or an "och", or it is at its end.
    rest = re.split(r"\s*\([^)]*\)(?!\s*(?:,|[o0óö]c[hbn]\b|samt\b|&|$))", rest, maxsplit=1)[0]
    words = re.sub(r"\s*\([^)]*\)", "", rest).split()
    kept = next((index for index, word in enumerate(words) if _ends_names(word, index)), len(words))
    names = _names(" ".join(words[:kept])) if kept else None
    return tuple(name for name, _ in names) if names else ()


def _ends_names(word: str, index: int) -> bool:
    """Tell whether a word is none of a list of names: a small one, or a known heading that has run on."""
    if word[:1].islower():
        return word not in _PARTICLES and not _AND.fullmatch(f" {word} ")
    return index > 1 and len(word) > 4 and VOCABULARY.mend(word.strip(",")) in VOCABULARY.folded
