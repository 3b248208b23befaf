"""From announcements and prints to statements: kinds, texts, references, and where the two disagree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from samverkan.reading.amounts import fold
from samverkan.reading.consultation import names
from samverkan.reading.consultation.draft import (
    BodyDraft,
    Person,
    Spot,
    StatementDraft,
    StatementText,
    StatementType,
    UpperStatementDraft,
)
from samverkan.reading.consultation.findings import Findings
from samverkan.reading.consultation.parts import Answer, Upper
from samverkan.reading.consultation.people import parties_in
from samverkan.reading.consultation.phrases import IDENTICAL
from samverkan.reading.consultation.statements import (
    REFERENCE_LENGTH,
    Announcement,
    Pair,
    Printed,
    paired,
    points_in,
    refers_elsewhere,
    same_person,
)

_LEVEL_NAMED = re.compile(
    r"\b(?P<level>[a-z]*radsberedningen|kommunstyrelsen|finansborgarradet|finansborgarrad\w*"
    r"|[a-z]*utskott(?:et)?|kommunfullmaktige)"
)
_BODY_NAMED = re.compile(
    r"\b(?:i|under|av|vid|fran|till|hos|som|for) (?P<body>(?:[\w-]+ ){0,4}?(?:[\w-]+- (?:och|samt) )?[\w-]*namnd(?:en)?"
    r"|namnden for [\w ]+|(?:[\w-]+ ){0,4}ab)\b"
)
CHAIN_LENGTH = 5


def statements_of(
    answer: Answer, name: str, bodies: Sequence[str], words: Counter[str], findings: Findings
) -> tuple[StatementDraft, ...]:
    """Return a body's statements, announced and printed, and report where these disagree (REM-26).

    `words` are those of the document, by which spellings are chosen.
    """
    own = list(answer.own_texts.values())
    pairs = paired(answer.announcements, [*own, *answer.printed])
    return tuple(_statement(pair, name, bodies, words, findings) for pair in pairs)


def _statement(pair: Pair, name: str, bodies: Sequence[str], words: Counter[str], findings: Findings) -> StatementDraft:
    head = pair.announced or (pair.printed.heading if pair.printed else None)
    assert head is not None
    text, refers_to = _text_of(pair, name, bodies, findings)
    printed = pair.printed
    paragraphs = tuple(paragraph.text for paragraph in printed.paragraphs) if printed else ()
    spots: dict[str, Spot] = {"announced" if pair.announced else "printed": head.spot}
    if printed is not None:
        spots["printed"] = printed.heading.spot
        if printed.paragraphs:
            spots["text"] = printed.paragraphs[0].spot
    _note_persons(head, name, findings)
    if pair.announced is not None and printed is not None:
        _compare(pair.announced, printed, name, findings)
    elif pair.announced is None:
        findings.add("statement_not_announced", name, head.spot, name=people(head.persons))
    elif text is StatementText.MISSING:
        findings.add("statement_not_printed", name, head.spot, name=people(head.persons))
    elif text is StatementText.NONE and pair.announced.joins:
        findings.add("joined_without_text", name, head.spot, name=people(head.persons))
    return StatementDraft(
        type=head.type,
        persons=_best_spelled(head.persons, printed.heading.persons if printed else (), words),
        text=text,
        refers_to=refers_to,
        announced=pair.announced is not None,
        printed_as=printed.heading.type if printed else None,
        printed_persons=printed.heading.persons if printed else (),
        paragraphs=paragraphs,
        points=points_in(printed.paragraphs) if printed else (),
        shown_text=paragraphs if text is StatementText.OWN else (),
        joins=pair.announced.joins if pair.announced else head.joins,
        spots=spots,
    )


def _text_of(pair: Pair, name: str, bodies: Sequence[str], findings: Findings) -> tuple[StatementText, str | None]:
    printed = pair.printed
    if printed is not None and (words := _reference_of(printed)):
        state = StatementText.IDENTICAL if IDENTICAL.search(fold(words)) else StatementText.REFERENCE
        return state, _named_in(words, name, bodies, printed.heading, findings)
    if printed is not None and printed.paragraphs:
        return StatementText.OWN, None
    announced = pair.announced
    if announced is not None and announced.refers:
        state = StatementText.IDENTICAL if announced.is_identical else StatementText.REFERENCE
        return state, _named_in(announced.refers, name, bodies, announced, findings)
    if (announced is not None and announced.promises_text) or (printed is not None and announced is None):
        return StatementText.MISSING, None
    if printed is not None:
        return StatementText.MISSING, None
    return StatementText.NONE, None


def _reference_of(printed: Printed) -> str:
    """Return the words by which a printed statement refers to another, empty when it has a text of its own."""
    if printed.heading.refers:
        return printed.heading.refers
    said = " ".join(paragraph.text for paragraph in printed.paragraphs)
    keys = " ".join(paragraph.key for paragraph in printed.paragraphs)
    if printed.paragraphs and len(said) <= REFERENCE_LENGTH and (refers_elsewhere(keys) or IDENTICAL.search(keys)):
        return said
    return ""


def _named_in(words: str, name: str, bodies: Sequence[str], heading: Announcement, findings: Findings) -> str | None:
    """Return the body or level that words refer to, as it is called in the report."""
    body = _body_in(words, bodies)
    if body is not None:
        return body
    key = names.mended(words).key
    for found in _BODY_NAMED.finditer(key):
        pieces = found["body"].split(" ")
        for start in range(len(pieces)):
            body = names.find(" ".join(pieces[start:]), bodies)
            if body is not None:
                return body
    level = _LEVEL_NAMED.search(key)
    if level is not None:
        return level_named(words)
    if parties_in(words) - {person.party for person in heading.persons}:
        # Another party's statement, and no other body: one of the same body.
        return name
    findings.add("reference_unresolved", name, heading.spot, words=words[:120])
    return None


def level_named(words: str) -> str | None:
    """Return the level above the bodies that words name, as printed, in small letters."""
    made = names.mended(words)
    found = _LEVEL_NAMED.search(made.key)
    return names.spelled(made.cut(*found.span("level"))).lower() if found else None


def _note_persons(head: Announcement, name: str, findings: Findings) -> None:
    if not head.persons:
        findings.add("persons_missing", name, head.spot)
    for person in head.persons:
        if person.party is None:
            findings.add("party_not_stated", name, head.spot, name=person.name)


def _compare(announced: Announcement, printed: Printed, name: str, findings: Findings) -> None:
    heading, spot = printed.heading, printed.heading.spot
    if heading.type is not announced.type:
        findings.add(
            "statement_kind_differs",
            name,
            spot,
            name=people(announced.persons),
            announced=announced.type.value,
            printed=heading.type.value,
        )
    if not heading.persons:
        return
    free = list(heading.persons)
    for person in announced.persons:
        same = next((other for other in free if same_person(person, other)), None)
        if same is None:
            findings.add("persons_differ", name, spot, name=person.name)
            continue
        free.remove(same)
        if same.et_al != person.et_al:
            findings.add("et_al_differs", name, spot, name=person.name)
        if same.name != person.name:
            findings.add("name_differs", name, spot, announced=person.name, printed=same.name)
        if same.party != person.party and same.party and person.party:
            findings.add("party_differs", name, spot, name=person.name, announced=person.party, printed=same.party)
    for person in free:
        findings.add("persons_differ", name, spot, name=person.name)


def _best_spelled(announced: Sequence[Person], printed: Sequence[Person], words: Counter[str]) -> tuple[Person, ...]:
    """Return the announced persons, each name in the more usual of its spellings, sound letters first."""

    def rank(name: str) -> tuple[bool, int]:
        return not re.search(r"[^\w '.’´-]|\d", name), names.usual(name, words)

    best = []
    for person in announced:
        same = next((other.name for other in printed if same_person(person, other)), person.name)
        best.append(replace(person, name=same) if rank(same) > rank(person.name) else person)
    return tuple(best)


_SCANNED = str.maketrans("015684", "olsoba")


def with_one_spelling(
    bodies: Sequence[BodyDraft], uppers: Sequence[UpperStatementDraft]
) -> tuple[tuple[BodyDraft, ...], tuple[UpperStatementDraft, ...]]:
    """Give a person of the same party one spelling throughout, where scanning has lost dots or made figures."""
    statements = [statement for body in bodies for statement in body.statements]
    everybody = [
        *(person for one in statements for person in (*one.persons, *one.printed_persons)),
        *(person for upper in uppers for person in upper.persons),
    ]
    best: dict[tuple[str, str | None], str] = {}
    for person in everybody:
        before = best.get(_skeleton(person))
        if before is None or _soundness(person.name) > _soundness(before):
            best[_skeleton(person)] = person.name

    def spelled(persons: Sequence[Person]) -> tuple[Person, ...]:
        return tuple(replace(person, name=best[_skeleton(person)]) for person in persons)

    return (
        tuple(
            replace(
                body,
                statements=tuple(
                    replace(one, persons=spelled(one.persons), printed_persons=spelled(one.printed_persons))
                    for one in body.statements
                ),
            )
            for body in bodies
        ),
        tuple(replace(upper, persons=spelled(upper.persons)) for upper in uppers),
    )


def _skeleton(person: Person) -> tuple[str, str | None]:
    return fold(person.name).translate(_SCANNED), person.party


def _soundness(name: str) -> tuple[bool, int]:
    return not re.search(r"\d", name), sum(letter.isalpha() and not letter.isascii() for letter in name)


def people(persons: Sequence[Person]) -> str:
    return ", ".join(person.name for person in persons) or "–"


def resolved(bodies: Sequence[BodyDraft], findings: Findings) -> tuple[BodyDraft, ...]:
    """Put the text that a reference leads to in its place (REM-15), and report references that lead nowhere."""
    by_name = {body.name: body for body in bodies}

    def shown(statement: StatementDraft, body: BodyDraft) -> StatementDraft:
        if statement.text not in (StatementText.REFERENCE, StatementText.IDENTICAL) or statement.refers_to is None:
            return statement
        if statement.refers_to not in by_name:
            return statement
        origin = _origin(statement, by_name)
        spot = statement.spots.get("printed") or statement.spots.get("announced")
        if origin is None:
            findings.add("reference_without_text", body.name, spot, name=statement.refers_to)
            return statement
        others = {person.party for person in statement.persons if person.party}
        strangers = sorted(others - {person.party for person in origin.persons})
        if strangers:
            findings.add("reference_from_other_parties", body.name, spot, parties=", ".join(strangers))
        return replace(statement, shown_text=origin.paragraphs)

    return tuple(replace(body, statements=tuple(shown(one, body) for one in body.statements)) for body in bodies)


def _origin(statement: StatementDraft, bodies: dict[str | None, BodyDraft]) -> StatementDraft | None:
    """Follow a reference to the text it leads to, over a bounded number of steps."""
    for _ in range(CHAIN_LENGTH):
        body = bodies.get(statement.refers_to)
        same_kind = (
            [one for one in body.statements if one.type is statement.type and one is not statement] if body else []
        )
        own = [one for one in same_kind if one.text is StatementText.OWN]
        if own:
            return max(own, key=lambda one: _shared_parties(statement, one))
        if not same_kind:
            return None
        statement = same_kind[0]
        if statement.refers_to is None:
            return None
    return None


def _shared_parties(statement: StatementDraft, other: StatementDraft) -> int:
    """Return how many parties the words of a reference, or else its persons, share with another statement."""
    named = parties_in(" ".join(statement.paragraphs)) or {person.party for person in statement.persons}
    return len(named & {person.party for person in other.persons})


def upper_statements(
    uppers: Sequence[Upper], bodies: Sequence[BodyDraft], findings: Findings
) -> tuple[UpperStatementDraft, ...]:
    """Return the statements above the bodies; identical ones get the text they are identical to (REM-16)."""
    by_name = {body.name: body for body in bodies}
    made: list[UpperStatementDraft] = []
    for upper in uppers:
        heading = upper.printed.heading
        paragraphs = tuple(paragraph.text for paragraph in upper.printed.paragraphs)
        words = _reference_of(upper.printed)
        text, identical_to = StatementText.OWN, None
        shown = paragraphs
        if words:
            text = StatementText.IDENTICAL if IDENTICAL.search(fold(words)) else StatementText.REFERENCE
            identical_to = level_named(words) or _body_in(words, [body.name for body in bodies if body.name])
            found = _upper_origin(words, identical_to, made) or _body_origin(words, by_name.get(identical_to))
            shown = found.shown_text if found else ()
            if found is None:
                findings.add("reference_unresolved", upper.level, heading.spot, words=words[:120])
        elif not paragraphs:
            text = StatementText.MISSING if heading.promises_text or heading.follows else StatementText.NONE
            if text is StatementText.MISSING:
                findings.add("statement_not_printed", upper.level, heading.spot, name=people(heading.persons))
        if upper.level is None:
            findings.add("level_missing", None, heading.spot)
        _note_persons(heading, upper.level or "", findings)
        made.append(
            UpperStatementDraft(
                level=upper.level,
                type=heading.type,
                persons=heading.persons,
                text=text,
                identical_to=identical_to,
                paragraphs=paragraphs,
                points=points_in(upper.printed.paragraphs),
                shown_text=shown,
                spots={"announced": heading.spot},
            )
        )
    return tuple(made)


def _body_in(words: str, bodies: Sequence[str]) -> str | None:
    """Return the longest name of a body that stands in the words."""
    key = names.mended(words).key
    standing = [body for body in bodies if re.search(rf"\b{re.escape(names.mended(body).key)}s?\b", key)]
    return max(standing, key=len, default=None)


def _body_origin(words: str, body: BodyDraft | None) -> StatementDraft | None:
    """Return the statement of a body that words above it point to, by the parties they name."""
    own = [one for one in body.statements if one.text is StatementText.OWN] if body else []
    kinds = [one for one in own if one.type is StatementType.RESERVATION] if "reservation" in fold(words) else own
    named = parties_in(words)
    return max(kinds, key=lambda one: len(named & {person.party for person in one.persons}), default=None)


def _upper_origin(words: str, level: str | None, made: Sequence[UpperStatementDraft]) -> UpperStatementDraft | None:
    """Return the earlier statement at a level that words point to, by the parties they name."""
    parties = parties_in(words)
    fitting = [one for one in made if one.level == level and one.text is StatementText.OWN]
    kinds = (
        [one for one in fitting if one.type is StatementType.RESERVATION] if "reservation" in fold(words) else fitting
    )
    by_party = [one for one in kinds if parties and parties <= {person.party for person in one.persons}]
    return next(iter(by_party or kinds or fitting), None)
