"""Reading a local collaboration agreement: recognise it, then note what each part says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samverkan.ground.refusals import Refused
from samverkan.ground.words import Tier
from samverkan.reading.agreement.annexes import read_annexes
from samverkan.reading.agreement.draft import AgreementDraft
from samverkan.reading.agreement.duties import read_duties
from samverkan.reading.agreement.groups import read_groups
from samverkan.reading.agreement.headings import Heading, heading_code, is_annex_in_list
from samverkan.reading.agreement.notebook import Notebook, Source
from samverkan.reading.agreement.parties import read_parties
from samverkan.reading.amounts import fold
from samverkan.reading.document import Document
from samverkan.reading.outline import Block, BlockKind, outline

TEXT_LIMIT = 400_000
"""The greatest length of an agreement in characters; the longest seen has 10,000."""

TITLE_WITHIN = 12
"""The title stands among so many first blocks."""

_SIGNS = (
    re.compile(r"\borg(?:anisations)?\.?[ -]?(?:nr|nummer)"),
    re.compile(r"\bstyrgruppen (?:for den lokala|ska)|\bi styrgruppen ska"),
    re.compile(r"\boverenskommelsen (?:loper|galler|trader i kraft)"),
    re.compile(r"\b(?:ingatt|traffat|slutit) (?:foljande |denna )?(?:lokala )?(?:samverkans)?overenskommelse"),
    re.compile(r"\blikalydande (?:exemplar|original)"),
    re.compile(r"\bstyrgruppen\b.{0,60}\bfor beslut\b"),
    re.compile(r"\bbilaggas overenskommelsen|\btillfogas overenskommelsen"),
)
_FOREIGN = re.compile(
    r"^(?:forslag till beslut|sammanfattning av arendet|remissammanstallning|"
    r"foredragande borgarradens? synpunkter|reservationer m\.m\.)$"
)
SIGNS_NEEDED = 2
SIGNS_WITHOUT_A_TITLE = 4


def read_agreement(document: Document) -> AgreementDraft:
    """Read a local collaboration agreement into a draft for a person to review (AGR-02 to -07, -33).

    Nothing is guessed: each fact has its quote, what the text does not say is listed as missing, and what
    it says in two ways as a contradiction. Raises `Refused` when the document is an overall agreement, no
    agreement at all, or longer than any agreement. The time grows linearly with the text.
    """
    if len(document.text) > TEXT_LIMIT:
        raise Refused(
            "%(name)s has %(count)s characters of text; a local agreement has at most %(limit)s.",
            name=document.name,
            count=len(document.text),
            limit=TEXT_LIMIT,
        )
    blocks = _without_repeated_titles(outline(document, heading_code, is_annex_in_list))
    _recognise(document, blocks)
    notebook = Notebook(document)
    _read_title(blocks, notebook)
    read_parties(document, blocks, notebook)
    read_annexes(blocks, notebook)
    read_groups(blocks, notebook)
    read_duties(blocks, notebook)
    return notebook.draft()


def _without_repeated_titles(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Leave out the title where it returns as the head of a page, which no page break gave away."""
    return tuple(
        block
        for index, block in enumerate(blocks)
        if index == 0
        or not (block.kind is BlockKind.HEADING and block.section == Heading.TITLE)
        or not any(other.section == Heading.TITLE for other in blocks[: min(index, TITLE_WITHIN)])
    )


def _recognise(document: Document, blocks: Sequence[Block]) -> None:
    first = [block for block in blocks[:TITLE_WITHIN] if block.kind is BlockKind.HEADING]
    codes = [block.section for block in first]
    folded = fold(document.quote(0, len(document.text)))
    signs = sum(1 for sign in _SIGNS if sign.search(folded))
    foreign = any(_FOREIGN.match(fold(line.text).rstrip(" :")) for line in document.lines)
    is_local = (
        Heading.TITLE in codes
        or "lokala samverkansoverenskommelse" in folded
        # An agreement of a municipality that has no overall one.
        or (signs >= SIGNS_WITHOUT_A_TITLE and "samverkansoverenskommelse" in folded and "lokalpolisomrade" in folded)
    )
    if not foreign and Heading.TITLE not in codes and Heading.OVERALL_TITLE in codes:
        raise Refused(
            "%(name)s is an overall collaboration agreement; only local agreements are read here.",
            name=document.name,
        )
    if foreign or not is_local or signs < SIGNS_NEEDED:
        raise Refused(
            "%(name)s is not recognised as a local collaboration agreement; expected was a text with that "
            "heading, its parties, groups and term.",
            name=document.name,
        )


def _read_title(blocks: Sequence[Block], notebook: Notebook) -> None:
    for block in blocks[:TITLE_WITHIN]:
        if block.kind is BlockKind.HEADING and block.section == Heading.TITLE:
            source = Source(block.start, block.end, block.clause)
            notebook.note("agreement.title", block.text, source)
            notebook.note("agreement.tier", Tier.LOCAL.value, source)
            return
