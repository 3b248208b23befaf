"""What a picture still lacks: the Act's blocks, the city's areas, and what is not settled (Act 2023:196 s. 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samverkan.ground.words import Word
from samverkan.situation.words import Agreement, Block


class Lack(Word):
    """What is missing. The first five stand in the way of a decision, the others are only pointed out."""

    DELIMITATION = "delimitation", "The picture does not say which geography it covers."
    BLOCK = "block", "The block is empty."
    AREA = "area", "The area is not touched, and there is no reason why not."
    WORDS = "words", "A joint statement has no words yet."
    UNSETTLED = "unsettled", "The parties have not settled whether they agree."
    EXTENT = "extent", "The area is touched, but its extent is not mapped."
    CONSEQUENCES = "consequences", "The area is touched, but nothing is said about consequences."
    ANALYSIS = "analysis", "The area is touched, but not analysed."
    SOURCE = "source", "A statement has no source."


STOPPING = frozenset({Lack.DELIMITATION, Lack.BLOCK, Lack.AREA, Lack.WORDS, Lack.UNSETTLED})
"""What must be there before the picture goes to decision."""


@dataclass(frozen=True, slots=True)
class AreaFact:
    """An area of the list in force."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class StatementFact:
    """What the rule needs of a joint statement; `area_id` is none where it concerns all of the district."""

    id: int
    block: Block
    area_id: int | None
    has_words: bool
    agreement: Agreement
    has_source: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing, and where: `block`, `area_id` or `statement_id` as far as they apply."""

    lack: Lack
    block: Block | None = None
    area_id: int | None = None
    area: str = ""
    statement_id: int | None = None

    @property
    def is_stopping(self) -> bool:
        """Tell whether the picture cannot go to decision before it is mended."""
        return self.lack in STOPPING


def gaps(
    *,
    delimitation: str,
    areas: Iterable[AreaFact],
    statements: Iterable[StatementFact],
    reasons: Mapping[int, str],
) -> tuple[Gap, ...]:
    """Return what is missing, what stands in the way first. `reasons` says by area id why it is not relevant.

    >>> [gap.lack.value for gap in gaps(delimitation="Torget", areas=[], statements=[], reasons={})]
    ['block', 'block', 'block', 'block']
    """
    statements = tuple(statements)
    found = [] if delimitation.strip() else [Gap(Lack.DELIMITATION)]
    filled = {statement.block for statement in statements}
    found += [Gap(Lack.BLOCK, block=block) for block in Block if block not in filled]
    for area in areas:
        blocks = {statement.block for statement in statements if statement.area_id == area.id}
        if not blocks and not reasons.get(area.id, "").strip():
            found.append(Gap(Lack.AREA, area_id=area.id, area=area.name))
        elif blocks:
            for block, lack in (
                (Block.EXTENT, Lack.EXTENT),
                (Block.CONSEQUENCES, Lack.CONSEQUENCES),
                (Block.ANALYSIS, Lack.ANALYSIS),
            ):
                if block not in blocks:
                    found.append(Gap(lack, block=block, area_id=area.id, area=area.name))
    for statement in statements:
        lacks = (
            (Lack.WORDS, not statement.has_words),
            (Lack.UNSETTLED, statement.agreement == Agreement.NOT_YET),
            (Lack.SOURCE, not statement.has_source),
        )
        found += [
            Gap(lack, block=statement.block, area_id=statement.area_id, statement_id=statement.id)
            for lack, is_so in lacks
            if is_so
        ]
    return tuple(sorted(found, key=lambda gap: not gap.is_stopping))


def stopping(found: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return what stands in the way of a decision."""
    return tuple(gap for gap in found if gap.is_stopping)


def areas_touched(
    areas: Iterable[AreaFact], statements: Iterable[StatementFact], reasons: Mapping[int, str]
) -> dict[str, str]:
    """Return for each area id "touched" or the reason why it is not relevant, as the annex keeps it (SIT-05)."""
    touched = {statement.area_id for statement in statements}
    said = {str(area.id): "touched" if area.id in touched else reasons.get(area.id, "") for area in areas}
    return {area: value for area, value in said.items() if value}
