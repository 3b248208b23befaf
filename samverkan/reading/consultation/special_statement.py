"""Reading a statement that stands alone: a special statement, reservation or substitute's statement (REM-29)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samverkan.reading.consultation import names
from samverkan.reading.consultation.days import days_in
from samverkan.reading.consultation.draft import (
    BodyDraft,
    ConsultationDraft,
    Person,
    SourceKind,
    Spot,
    StatementDraft,
    StatementText,
    StatementType,
)
from samverkan.reading.consultation.facts import looks_like_heading, registry_in
from samverkan.reading.consultation.findings import Findings
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.people import parties_in, persons_at
from samverkan.reading.consultation.phrases import KIND, REFERRAL_FROM
from samverkan.reading.consultation.resolving import people
from samverkan.reading.consultation.statements import Announcement, announcement_of, points_in, type_of
from samverkan.reading.document import Document

HEAD_WITHIN = 15
"""The name of the statement stands among so many first paragraphs."""

PERSONS_WITHIN = 4
"""A line of persons stands among so many first or last paragraphs."""
HEAD_LENGTH = 160
_TITLE = re.compile(
    rf"^(?:(?:arende|punkt|paragraf|§) ?(?:nr )?\d{{1,3}}[.:,]? ?[-–]? ?)?(?:gemensam(?:t|ma)? )?{KIND}\b(?P<rest>.*)$"
)
_CASE = re.compile(r"^(?:arende(?:t)?(?: nr)?(?: \d+)?|angaende|punkt \d+|arendemening|avseende)\b[ :.,-]*")
_IN_CASE = re.compile(
    rf"^{KIND} (?:i|till|gallande|avseende|angaende|over) (?:arende(?:t)?|punkt)\b(?: nr)?(?: \d{{1,3}})?[ :.,–-]*"
)
_MINUTES = re.compile(
    r"^(?:protokoll|protokollsutdrag|utdrag ur protokoll\w*|sammantradesprotokoll"
    r"|kallelse|foredragningslista|dagordning)\b.{0,60}$"
)
_SVAR = re.compile(r"\b(?:remiss|svar pa|forslag till|\w*overenskommelse|program|yttrande over)\b")


def is_special_statement(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether a text names itself a statement near its beginning and has a text below."""
    at = _title_at(paragraphs)
    if at is None or len(paragraphs) <= at + 1:
        return False
    return not any(_MINUTES.match(paragraph.key) for paragraph in paragraphs[:at])


def _title_at(paragraphs: Sequence[Paragraph]) -> int | None:
    for index, paragraph in enumerate(paragraphs[:HEAD_WITHIN]):
        key = paragraph.key
        if len(key) > HEAD_LENGTH and announcement_of(paragraph) is None:
            continue
        found = _TITLE.match(key)
        if found is not None and not re.search(r"\b(?:ska|ar|har|kan|bor)\b", found["rest"]):
            return index
    return None


def read_special_statement(
    document: Document, paragraphs: Sequence[Paragraph], findings: Findings
) -> ConsultationDraft:
    """Read a statement on its own. What it does not say about body, meeting and persons is reported."""
    at = _title_at(paragraphs)
    assert at is not None
    head, title, text = list(paragraphs[:at]), paragraphs[at], list(paragraphs[at + 1 :])
    kind, persons, person_spot, text = _persons(title, text)
    # What stands between the title and the running text belongs to the head too.
    while text and (_is_of_head(text[0]) or (looks_like_heading(text[0]) and _SVAR.search(text[0].key))):
        head.append(text.pop(0))
    spots: dict[str, Spot] = {}
    body_spots: dict[str, Spot] = {}
    name = _body(head, title, body_spots)
    day = next((found for paragraph in head for found in days_in(paragraph.text)), None)
    if day is not None and day.day is not None:
        body_spots["decision_date"] = next(p.spot for p in head if days_in(p.text))
    elif day is not None:
        findings.add("date_unreadable", name, title.spot, words=next(p.text for p in head if days_in(p.text))[:80])
    case = _case([*head, title], text, spots)
    numbers = (number for one in [*head, title] for number in registry_in(one.text, own=False, in_head=True))
    registry = list(dict.fromkeys(numbers))
    if name is None:
        findings.add("body_missing", None)
    if day is None or day.day is None:
        findings.add("meeting_date_missing", name)
    if not persons:
        findings.add("persons_missing", name, title.spot)
    for person in persons:
        if person.party is None:
            findings.add("party_not_stated", name, person_spot, name=person.name)
    if case is None:
        findings.add("case_missing", None)
    if not text:
        findings.add("statement_not_printed", name, title.spot, name=people(persons))
    words = tuple(paragraph.text for paragraph in text)
    statement = StatementDraft(
        type=kind,
        persons=persons,
        text=StatementText.OWN if text else StatementText.MISSING,
        announced=False,
        printed_as=kind,
        printed_persons=persons,
        paragraphs=words,
        points=points_in(text),
        shown_text=words,
        parties=tuple(sorted(parties_in(title.text))) if not persons else (),
        spots={"printed": title.spot, **({"text": text[0].spot} if text else {})},
    )
    body = BodyDraft(
        name=name,
        kind=names.kind_of(name) if name else None,
        decision_date=day.day if day else None,
        statements=(statement,),
        spots=body_spots,
    )
    return ConsultationDraft(
        kind=SourceKind.SPECIAL_STATEMENT,
        case=case,
        registry=tuple(registry),
        initiator=_sender(paragraphs, spots),
        bodies=(body,),
        findings=tuple(findings.made),
        spots=spots,
    )


def _persons(
    title: Paragraph, text: list[Paragraph]
) -> tuple[StatementType, tuple[Person, ...], Spot, list[Paragraph]]:
    """Return the kind and persons of a statement; persons may stand on the line under its name."""
    announcement: Announcement | None = announcement_of(title)
    found = _TITLE.match(title.key)
    assert found is not None
    kind = type_of(found["kind"])
    if announcement is not None and announcement.persons:
        return kind, announcement.persons, title.spot, text
    _, at = title.mended.span(0, found.end("kind"))
    persons = persons_at(title.text, at).persons
    if persons:
        return kind, persons, title.spot, text
    for paragraph in [*text[:PERSONS_WITHIN], *text[PERSONS_WITHIN:][-PERSONS_WITHIN:]]:
        by = re.match(r"av:? ", paragraph.key)
        named = persons_at(paragraph.text, by.end() if by else 0)
        bracketed = all(person.party for person in named.persons)
        if named.persons and bracketed and not paragraph.text[named.end :].strip(" ."):
            return kind, named.persons, paragraph.spot, [one for one in text if one is not paragraph]
    return kind, (), title.spot, text


def _is_of_head(paragraph: Paragraph) -> bool:
    """Tell whether a short paragraph is a line of the head: a board, a day, a case, a registry number."""
    if len(paragraph.text) > HEAD_LENGTH:
        return False
    return (
        names.has_form(names.mended(_board_in(paragraph.text)))
        or bool(_CASE.match(paragraph.key))
        or bool(registry_in(paragraph.text, own=False))
        or (len(paragraph.text) < 40 and bool(days_in(paragraph.text)))
    )


def _board_in(line: str) -> str:
    """Return what stands on a line before a comma or a day: the board, in the head of a statement."""
    days = days_in(line)
    before = line[: days[0].start] if days else line
    return re.sub(r" (?:den|sammanträde\w*|möte\w*)$", "", re.split(r"[,;]", before)[0].strip(), flags=re.IGNORECASE)


def _body(head: Sequence[Paragraph], title: Paragraph, spots: dict[str, Spot]) -> str | None:
    board = re.compile(r"(?P<body>(?:[\w-]+ ){0,4}?(?:[\w-]+- och )?[\w-]*namnd(?:en)?)\b")
    for paragraph in [*head, title]:
        if len(paragraph.text) > HEAD_LENGTH:
            continue
        line = _board_in(paragraph.text)
        if names.has_form(names.mended(line)):
            spots["name"] = paragraph.spot
            return names.as_usual(names.cleaned(line))
        found = board.search(paragraph.key)
        if found is not None:
            body = re.sub(
                r"^(?:till|i|vid|fran|sammantrade|mote) ", "", paragraph.mended.cut(*found.span("body")), flags=re.I
            )
            if names.is_board(names.mended(body).key) and body[:1].isupper():
                spots["name"] = paragraph.spot
                return body
    return None


def _case(head: Sequence[Paragraph], text: Sequence[Paragraph], spots: dict[str, Spot]) -> str | None:
    for paragraph in head:
        under = _IN_CASE.match(paragraph.key)
        if under is not None and _SVAR.search(paragraph.key[under.end() :]):
            spots["case"] = paragraph.spot
            return paragraph.mended.cut(under.end(), len(paragraph.key)).strip(" .:–-") or None
        if names.has_form(paragraph.mended) or len(paragraph.text) < 12 or _TITLE.match(paragraph.key):
            continue
        marked = _CASE.match(paragraph.key)
        if marked is not None or _SVAR.search(paragraph.key):
            start, _ = paragraph.mended.span(marked.end(), marked.end()) if marked else (0, 0)
            spots["case"] = paragraph.spot
            return paragraph.text[start:].strip(" .") or None
    return None


def _sender(paragraphs: Sequence[Paragraph], spots: dict[str, Spot]) -> str | None:
    for paragraph in paragraphs:
        found = REFERRAL_FROM.search(paragraph.key)
        if found is not None:
            spots["initiator"] = paragraph.spot
            return paragraph.mended.cut(*found.span("by"))
    return None
