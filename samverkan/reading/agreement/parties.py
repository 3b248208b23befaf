"""Reading who the parties are: units, organisation numbers, addresses, superior bodies and labels (AGR-02).

The preamble is one long sentence over several lines, so it is read as a stretch of text and not sentence by
sentence. The quote of a fact is the part of the preamble that speaks of its unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from samverkan.ground.words import Party
from samverkan.reading.agreement.headings import Heading
from samverkan.reading.agreement.notebook import Notebook, Source
from samverkan.reading.agreement.structure import UnitKind
from samverkan.reading.amounts import fold
from samverkan.reading.document import Document, Flow
from samverkan.reading.outline import Block, BlockKind

PREAMBLE_LIMIT = 4_000
"""How many characters after the heading the parties are looked for in."""

_CAPITAL = r"[A-ZÅÄÖÉ][\wåäöéÅÄÖÉ]*(?:-[A-ZÅÄÖÉ]?[\wåäöé]+)*"
_PROPER = rf"{_CAPITAL}(?:[ ]{_CAPITAL}){{0,3}}"
_UNIT = re.compile(
    rf"(?P<district>{_PROPER}(?:\s[a-zåäö]{{2,16}}stadens?)?\s(?i:stadsdels?förvaltning)(?:en)?\b|\b(?i:stadsdels?förvaltningen)\s(?:i\s)?{_PROPER})"
    rf"|(?P<areas>\b(?i:lokalpolisområdena)\s(?:i\s)?(?P<first>{_CAPITAL})(?:,\s(?P<middle>{_CAPITAL}))?\s(?:och|samt)\s(?P<last>{_CAPITAL}))"
    rf"|(?P<local>\b(?i:lokalpolisområdet?)\s(?:i\s)?{_PROPER}|\b{_CAPITAL}\s(?i:lokalpolisområde)\b)"
    rf"|(?P<area>\b(?i:polisområdet?)\s{_CAPITAL}(?:[ ][\wåäöÅÄÖ]+)?)"
    rf"|(?P<region>\b(?i:polisregion(?:en)?)\s{_CAPITAL})"
    rf"|(?P<board>{_PROPER}\s(?i:stadsdelsnämnd)\b|\b[A-ZÅÄÖ][a-zåäö]{2, 30}nämnden\b)"
    r"|(?P<specialist>\b[A-ZÅÄÖa-zåäö][a-zåäö]{2,30}(?:förvaltningen|kontoret)\b)"
    rf"|(?P<company>\bAB\s{_PROPER}|\b{_PROPER}\sAB\b)"
    rf"|(?P<municipality>\b{_PROPER}\s(?:[Ss]tad|[Kk]ommun)\b)"
)
_NOT_A_NAME = re.compile(r"(?:(?:Mellan|Parter|Parterna|Samt|Och|Följande|Denna|Detta|Mellan följande)\s+)+")
_NO_UNIT = re.compile(r"(?:stadsdels?|fack|special)forvaltningen|(?:kommun|stads)?kontoret|.*\b(?:och|samt)$")
_KINDS = {
    "board": UnitKind.OTHER,
    "district": UnitKind.DISTRICT_ADMINISTRATION,
    "areas": UnitKind.LOCAL_POLICE_AREA,
    "local": UnitKind.LOCAL_POLICE_AREA,
    "area": UnitKind.POLICE_AREA,
    "region": UnitKind.POLICE_REGION,
    "specialist": UnitKind.SPECIALIST_ADMINISTRATION,
    "company": UnitKind.COMPANY,
    "municipality": UnitKind.MUNICIPALITY,
}
_POLICE = frozenset({"areas", "local", "area", "region"})
_BODIES = frozenset({"area", "region", "municipality"})
_ORGANISATION_NUMBER = re.compile(
    r"\borg(?:anisations)?\.?[ -]?(?:nr|nummer)\.?:?\s*(\d{6}\s?-\s?\d{4})(?!\d)", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"\b(?i:post)?(?i:adress)\s?:\s*([^\n()\"“”]{0,100}(?:\n[^\n()\"“”]{0,60})?\b\d{3} ?\d{2}(?: |\n)"
    r"[A-ZÅÄÖ][\wåäöÅÄÖ]+(?:[ -][A-ZÅÄÖ][\wåäöÅÄÖ]+){0,2})"
)
_TOWN_END = re.compile(r"(\d{3} ?\d{2}\s[A-ZÅÄÖ][\wåäöÅÄÖ]+(?:[ -][A-ZÅÄÖ][\wåäöÅÄÖ]+){0,2})")
_LABEL = re.compile(
    r"[\"“”„»«']\s?(?P<quoted>[A-ZÅÄÖa-zåäö]{3,20})\s?[\"“”»«']"
    r"|\b(?:nedan|härefter|fortsättningsvis|i det följande|gemensamt)\s+(?:gemensamt\s+)?"
    r"(?:kalla[dt]e?|benämn[dt]e?|benämnda)\s+(?P<named>[A-ZÅÄÖ][a-zåäö]{2,20})"
)
_END = re.compile(r"\b(?:ingått|träffat|träffas|slutit|kommit överens)\b", re.IGNORECASE)
_JOINT = re.compile(r"\b(?:gemensamt|tillsammans)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    group: str
    name: str
    start: int
    end: int


def read_parties(document: Document, blocks: Sequence[Block], notebook: Notebook) -> None:
    """Note the parties. Nothing is noted when no preamble is found."""
    stretch = _preamble(document, blocks)
    if stretch is None:
        return
    start, end, clause = stretch
    flow = _running_text(document, start, end)
    text = flow.text
    labels = _labels(flow, clause, notebook)
    begin = 0
    counts = {Party.MUNICIPALITY: 0, Party.POLICE: 0}
    for stop in _stops(text, labels):
        _Chunk(flow, begin, stop, clause, notebook, counts).read()
        begin = stop


def _preamble(document: Document, blocks: Sequence[Block]) -> tuple[int, int, str] | None:
    first = next((block for block in blocks if block.section == Heading.PARTIES and block.start >= 0), None)
    if first is None:
        first = next((block for block in blocks if _ORGANISATION_NUMBER.search(block.text[:500])), None)
    if first is None:
        return None
    limit = min(first.start + PREAMBLE_LIMIT, len(document.text))
    following = next(
        (
            block.start
            for block in blocks
            if block.start > first.start and block.section not in (Heading.PARTIES, first.section)
        ),
        limit,
    )
    end = min(limit, following)
    begin = first.end if first.kind is BlockKind.HEADING else first.start
    closing = _END.search(document.text, begin, max(begin, end))
    return begin, closing.start() if closing else max(begin, end), first.clause


def _running_text(document: Document, start: int, end: int) -> Flow:
    """Return the stretch with its lines, without noise, and with names that a hyphen broke made whole."""
    text: list[str] = []
    offsets: list[int] = []
    number = document.line_at(start).number
    for line in document.lines[number - 1 :]:
        if line.start >= end:
            break
        begin, stop = max(line.start, start), min(line.end, end)
        if line.noise or begin >= stop:
            continue
        piece = document.text[begin:stop]
        if len(text) > 1 and text[-2] == "-" and text[-3:-2] and text[-3].isalpha() and piece[0].isalpha():
            # The line break goes, and before a small letter the hyphen with it.
            lost = 2 if piece[0].islower() else 1
            del text[-lost:], offsets[-lost:]
        text.extend(f"{piece}\n")
        offsets.extend(range(begin, stop + 1))
    return Flow("".join(text), tuple(offsets))


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    word: str


def _labels(flow: Flow, clause: str, notebook: Notebook) -> list[_Label]:
    """Note the joint label of both parties, and return the labels of each."""
    labels, text = [], flow.text
    for found in _LABEL.finditer(text):
        group = "quoted" if found["quoted"] else "named"
        label = _Label(found.start(), found.end(), found[group])
        before = text[max(0, found.start() - 40) : found.start()]
        if fold(label.word).startswith("part") or _JOINT.search(before):
            begin = found.start()
            joint = re.search(
                r"(?:gemensamt|tillsammans)\s+(?:\S+\s+){0,2}$", text[max(0, begin - 40) : begin], re.IGNORECASE
            )
            if joint:
                begin = max(0, begin - 40) + joint.start()
            notebook.note("parties.label", label.word, Source(*flow.span(begin, found.end()), clause))
        elif not fold(label.word).startswith("overenskommelse"):
            labels.append(label)
    return labels


def _stops(text: str, labels: Sequence[_Label]) -> list[int]:
    """Return where the preamble is cut: after each party's label, or before the first police unit."""
    stops = [label.end for label in labels]
    if len(stops) < 2:
        police = next((found.start for found in _units(text) if found.group in _POLICE), None)
        if police is not None and not any(stop <= police for stop in stops):
            outside = text.rfind("(", 0, police)
            if outside < 0 or ")" in text[outside:police]:
                stops = sorted({police, *stops})
    return [*stops, len(text)]


def _units(text: str) -> list[_Found]:
    found = []
    for match in _UNIT.finditer(text):
        group = match.lastgroup or ""
        if match["areas"]:
            for part in ("first", "middle", "last"):
                if match[part]:
                    found.append(_Found("areas", match[part], match.start(), match.end()))
            continue
        group = next(name for name in _KINDS if match[name])
        skip = _NOT_A_NAME.match(match[0])
        start = match.start() + (skip.end() if skip else 0)
        name = " ".join(text[start : match.end()].split())
        if not _NO_UNIT.fullmatch(fold(name)):
            found.append(_Found(group, name, start, match.end()))
    return found


class _Chunk:
    """The part of the preamble that speaks of one party."""

    def __init__(
        self,
        flow: Flow,
        begin: int,
        stop: int,
        clause: str,
        notebook: Notebook,
        counts: dict[Party, int],
    ) -> None:
        self.flow = flow
        self.begin = begin
        self.text = flow.text[begin:stop]
        self.clause = clause
        self.notebook = notebook
        self.counts = counts

    def read(self) -> None:
        brackets = [match.span() for match in re.finditer(r"\([^()]{2,80}\)", self.text)]
        addresses = [match.span() for match in _ADDRESS.finditer(self.text)]
        found = [unit for unit in _units(self.text) if not any(begin <= unit.start < end for begin, end in addresses)]
        units = [unit for unit in found if not any(b <= unit.start < e for b, e in brackets)]
        inside = [unit for unit in found if unit not in units and unit.group in _BODIES]
        if not units:
            return
        units, body = _body_of(units)
        party = Party.POLICE if units[0].group in _POLICE else Party.MUNICIPALITY
        units = [unit for unit in units if (unit.group in _POLICE) == (party is Party.POLICE)]
        prefix = f"parties.{party.value}."
        self._read_label(prefix)
        for unit in [*inside, *([body] if body else [])]:
            if (unit.group in _POLICE) == (party is Party.POLICE):
                around = next(((b, e) for b, e in brackets if b <= unit.start < e), (unit.start, unit.end))
                self.notebook.note(f"{prefix}body", unit.name, self._source(*around))
        if body:
            self._read_number_of_body(prefix, body, units[0])
        for index, unit in enumerate(units):
            end = next((other.start for other in units[index + 1 :] if other.start > unit.start), len(self.text))
            self._read_unit(prefix, party, unit, end, brackets)

    def _read_unit(self, prefix: str, party: Party, unit: _Found, end: int, brackets: list[tuple[int, int]]) -> None:
        self.counts[party] += 1
        key = f"{prefix}units.{self.counts[party]}."
        number = _ORGANISATION_NUMBER.search(self.text, unit.start, end)
        address = _ADDRESS.search(self.text, unit.start, end)
        last = max(unit.end, number.end() if number else 0, _address_end(address, self.text) if address else 0)
        source = self._source(unit.start, last)
        self.notebook.note(f"{key}name", unit.name, source)
        self.notebook.note(f"{key}kind", _KINDS[unit.group].value, source)
        if number:
            self.notebook.note(f"{key}organisation_number", re.sub(r"\s", "", number[1]), source)
        else:
            self.notebook.want(f"{key}organisation_number")
        if address:
            text = self.text[address.start(1) : _address_end(address, self.text)]
            self.notebook.note(f"{key}postal_address", " ".join(text.split()), source)
        else:
            self.notebook.want(f"{key}postal_address")

    def _read_number_of_body(self, prefix: str, body: _Found, first: _Found) -> None:
        """A number after the municipality itself is the municipality's: no unit is given it."""
        number = _ORGANISATION_NUMBER.search(self.text, body.end, first.start if first.start > body.end else body.end)
        if number:
            key = f"{prefix}units.{self.counts[Party(prefix.split('.')[1])] + 1}.organisation_number"
            self.notebook.note_unclear(key, self._source(body.start, number.end()))

    def _read_label(self, prefix: str) -> None:
        label = None
        for label in _LABEL.finditer(self.text):
            word = label["quoted"] or label["named"]
            if not fold(word).startswith(("part", "overenskommelse")):
                self.notebook.note(f"{prefix}label", word, self._source(label.start(), label.end()))

    def _source(self, start: int, end: int) -> Source:
        return Source(*self.flow.span(self.begin + start, self.begin + end), self.clause)


def _address_end(address: re.Match[str], text: str) -> int:
    """Return where the town ends: its words begin with capitals, which `(?i)` cannot tell."""
    ends = [town.end() for town in _TOWN_END.finditer(text, address.start(1), address.end(1))]
    return ends[-1] if ends else address.end(1)


def _body_of(units: list[_Found]) -> tuple[list[_Found], _Found | None]:
    """Take out the municipality, region or police area that the other units belong to."""
    bodies = [unit for unit in units if unit.group in _BODIES]
    others = [unit for unit in units if unit.group not in _BODIES]
    if len(bodies) == 1 and others and (bodies[0].group in _POLICE) == (others[0].group in _POLICE):
        return others, bodies[0]
    return units, None
