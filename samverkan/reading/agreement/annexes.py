"""Reading which annexes there are, in what order, and which numbers the text gives them (AGR-04)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samverkan.ground.words import AnnexKind
from samverkan.reading.agreement.headings import Heading
from samverkan.reading.agreement.notebook import Notebook, Source
from samverkan.reading.amounts import fold
from samverkan.reading.outline import Block, BlockKind

_KINDS: tuple[tuple[AnnexKind, re.Pattern[str]], ...] = (
    (AnnexKind.OVERALL_AGREEMENT, re.compile(r"\bovergripande (?:samverkans?)?overenskommelse")),
    (AnnexKind.SITUATION_PICTURE, re.compile(r"lagesbild")),
    (AnnexKind.MEASURES_PLAN, re.compile(r"\batgardsplan")),
    (AnnexKind.COMMUNICATION_PLAN, re.compile(r"\bkommunikationsplan")),
    (AnnexKind.CONTACT_DETAILS, re.compile(r"\bkontakt(?:uppgift|list|person)")),
    (AnnexKind.PRIORITY_AREAS, re.compile(r"\bprioriterade (?:samverkans)?omraden")),
    (AnnexKind.ACTION_PLAN, re.compile(r"\bhandlingsplan")),
)
MENTION_WITHIN = 400
"""How many characters before its number an annex is named in."""

_MENTION = re.compile(r"\bbilaga (\d{1,2})\b(?! ?(?:och|till|-) ?\d)")


def annex_kinds_in(folded: str) -> list[AnnexKind]:
    """Return the kinds of annex that a folded text speaks of, in order of first mention."""
    found = [(match.start(), kind) for kind, pattern in _KINDS if (match := pattern.search(folded))]
    return [kind for _, kind in sorted(found)]


def annex_kind_of(folded: str) -> AnnexKind:
    """Return what an item of the list of annexes is: the kind it names first."""
    kinds = annex_kinds_in(folded)
    return kinds[0] if kinds else AnnexKind.OTHER


def read_annexes(blocks: Sequence[Block], notebook: Notebook) -> None:
    """Note the annexes of the list under the heading, and their numbers."""
    items = _items(blocks)
    kinds: dict[int, AnnexKind] = {}
    for position, (block, title, source) in enumerate(items, start=1):
        key = f"annexes.{position}"
        kinds[position] = annex_kind_of(fold(title))
        notebook.note(f"{key}.kind", kinds[position].value, source)
        notebook.note(f"{key}.title", title, source)
        number = re.search(r"\d{1,2}(?=\D*$)", block.marker)
        if number:
            _note_number(notebook, position, int(number[0]), "text", _with_marker(block, notebook))
    _read_mentions(blocks, kinds, notebook)
    _number_by_order(items, notebook)


def _items(blocks: Sequence[Block]) -> list[tuple[Block, str, Source]]:
    section = [block for block in blocks if block.section == Heading.ANNEXES]
    items = [block for block in section if block.kind is BlockKind.ITEM]
    if not items:
        # The bullets are lost: each short line that names an annex is an item.
        items = [
            block
            for block in section
            if block.kind is BlockKind.PARAGRAPH and len(block.text) < 120 and annex_kinds_in(fold(block.text))
        ]
    return [(block, block.text.rstrip(" ,;."), Source(block.start, block.end, block.clause)) for block in items]


def _with_marker(block: Block, notebook: Notebook) -> Source:
    line = notebook.document.line_at(block.start)
    return Source(line.start + line.body, block.end, block.clause)


def _read_mentions(blocks: Sequence[Block], kinds: dict[int, AnnexKind], notebook: Notebook) -> None:
    """Note the numbers that other sentences give, where a sentence speaks of one kind of annex only."""
    for block in blocks:
        if block.section == Heading.ANNEXES:
            continue
        for sentence in block.sentences:
            for mention in _MENTION.finditer(sentence.folded):
                named = annex_kinds_in(sentence.folded[max(0, mention.start() - MENTION_WITHIN) : mention.start()])
                places = [position for position, kind in kinds.items() if named == [kind]]
                if len(places) == 1:
                    _note_number(
                        notebook,
                        places[0],
                        int(mention[1]),
                        "text",
                        Source(sentence.start, sentence.end, block.clause),
                    )


def _number_by_order(items: Sequence[tuple[Block, str, Source]], notebook: Notebook) -> None:
    """Number the rest by their order, unless a number of the text speaks against the order."""
    stated = {
        position: {reading.value for reading in notebook.readings.get(f"annexes.{position}.number", [])}
        for position in range(1, len(items) + 1)
    }
    in_order = all(values <= {position} for position, values in stated.items())
    for position, (_, _, source) in enumerate(items, start=1):
        if stated[position]:
            continue
        if in_order:
            _note_number(notebook, position, position, "order", source)
        else:
            notebook.note_unclear(f"annexes.{position}.number", source)


def _note_number(notebook: Notebook, position: int, number: int, basis: str, source: Source) -> None:
    notebook.note(f"annexes.{position}.number", number, source)
    notebook.note(f"annexes.{position}.number_basis", basis, source)
