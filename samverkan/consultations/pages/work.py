"""What the one who works the answers is given: views, the matrix of stances, texts that agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext

from samverkan.agreements.rules.comparison import Change, compare
from samverkan.consultations.forms.work import FilterForm
from samverkan.consultations.models import Clause, Referral, Remark, Round
from samverkan.consultations.pages.common import RemarkRow
from samverkan.consultations.pages.rounds import tabs_of
from samverkan.consultations.queries.work import Cell
from samverkan.consultations.rules.grouping import Group, Voice
from samverkan.consultations.rules.remarks import Passage, paragraphs
from samverkan.consultations.words import Stance
from samverkan.ui.drawing import TextLine, wrapped
from samverkan.ui.forms import Form
from samverkan.ui.pages import Difference, Tab

SIGNS = {Stance.POSITIVE: "+", Stance.WISH: "!", Stance.QUESTION: "?", Stance.CRITICISM: "–"}
"""What stands in a cell, so that no stance is told by colour alone."""


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """An answer that has been handed in: how many views have been taken of it, and whether its paragraph is written."""

    body: str
    taken: int
    has_summary: bool
    split_address: str
    summary_address: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """The views of a round."""

    pk: int
    case: str
    case_address: str
    number: int
    tabs: tuple[Tab, ...]
    filter: FilterForm
    query: str
    rows: tuple[RemarkRow, ...]
    paging: Page[Remark]
    taken: int
    settled: int
    waiting: tuple[WaitingRow, ...]
    is_filtered: bool
    may_work: bool

    @property
    def groups(self) -> tuple[tuple[str, str, tuple[WaitingRow, ...]], ...]:
        """Return the answers still to be worked, then those that have been: key, heading and rows."""
        to_do = tuple(row for row in self.waiting if not (row.taken and row.has_summary))
        done = tuple(row for row in self.waiting if row.taken and row.has_summary)
        named = (("to-do", gettext("Answers to work"), to_do), ("worked", gettext("Answers that are split"), done))
        return tuple(group for group in named if group[2])


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A paragraph of an answer that can be taken as a view. `name` is that of its checkbox."""

    name: str
    text: str
    source: str
    stance: Stance | None
    clause: str
    is_taken: bool
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class SplitPage:
    """An answer split into paragraphs, each of which may become a view."""

    body: str
    case: str
    round_address: str
    answer_address: str
    work_address: str
    rows: tuple[PassageRow, ...]
    clauses: tuple[tuple[str, str], ...]
    stances: tuple[Stance, ...]
    faults: tuple[str, ...]
    has_next: bool


@dataclass(frozen=True, slots=True)
class Pickable:
    """A text of an answer from which paragraphs are taken: where it stands and what is known of it."""

    key: str
    source: str
    passages: tuple[Passage, ...]
    is_settled: bool = False
    """True for a comment, whose clause and stance the body itself has stated."""


def passage_rows(parts: Sequence[Pickable], taken: frozenset[str]) -> tuple[PassageRow, ...]:
    """Return every paragraph; those whose words ask for something are proposed."""
    return tuple(
        PassageRow(
            name=f"{part.key}-{place}",
            text=passage.text,
            source=part.source,
            stance=passage.stance,
            clause=passage.clause_key,
            is_taken=passage.text in taken,
            is_proposed=part.is_settled or passage.stance not in {None, Stance.POSITIVE},
        )
        for part in parts
        for place, passage in enumerate(part.passages)
    )


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell of the picture."""

    x: int
    y: int
    sign: str
    tone: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Bodies as rows and clauses as columns, as an SVG drawing. Lengths in pixels."""

    width: int
    height: int
    head: int
    """Where the rows begin."""
    heads: tuple[TextLine, ...]
    names: tuple[TextLine, ...]
    cells: tuple[DrawnCell, ...]
    columns: tuple[int, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause with the bodies that meet it in each way."""

    name: str
    by_stance: tuple[tuple[Stance, tuple[str, ...]], ...]
    count: int


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The stances of the bodies to the clauses (REM-28)."""

    pk: int
    case: str
    case_address: str
    number: int
    tabs: tuple[Tab, ...]
    picture: Picture | None
    lines: tuple[ClauseLine, ...]
    signs: tuple[tuple[Stance, str, str], ...]
    answered: int


NAME_WIDTH, COLUMN, LINE = 290, 44, 34
LEANING = 4.9
"""How high a character of a head rises, in pixels, when the head leans at 50 degrees."""


def draw(
    bodies: Sequence[Referral], clauses: Sequence[tuple[int | None, str]], cells: Mapping[tuple[int, int | None], Cell]
) -> Picture:
    """Draw the matrix. `clauses` are keys and names, the draft as a whole first."""
    heads, names, drawn = [], [], []
    longest = max((len(wrapped(name, 200, 1)[0]) for _key, name in clauses), default=0)
    head = int(longest * LEANING) + 26
    for column, (_key, name) in enumerate(clauses):
        heads.append(TextLine(NAME_WIDTH + column * COLUMN + COLUMN // 2, head - 10, wrapped(name, 200, 1)[0]))
    for row, body in enumerate(bodies):
        y = head + row * LINE
        names.append(TextLine(0, y + LINE // 2 + 5, wrapped(body.name, NAME_WIDTH - 10, 1)[0]))
        for column, (key, name) in enumerate(clauses):
            cell = cells.get((body.pk, key))
            if cell is None or not cell.stances:
                continue
            stance = cell.stances[0]
            told = ", ".join(gettext(one.label).lower() for one in cell.stances)
            drawn.append(
                DrawnCell(
                    x=NAME_WIDTH + column * COLUMN,
                    y=y,
                    sign="".join(SIGNS[one] for one in cell.stances[:3]),
                    tone=stance.value,
                    spoken=f"{body.name}, {name}: {told}",
                )
            )
    return Picture(
        width=NAME_WIDTH + len(clauses) * COLUMN + 90,
        height=head + len(bodies) * LINE + 8,
        head=head,
        heads=tuple(heads),
        names=tuple(names),
        cells=tuple(drawn),
        columns=tuple(NAME_WIDTH + column * COLUMN for column in range(len(clauses) + 1)),
        rows=tuple(head + row * LINE for row in range(len(bodies) + 1)),
    )


def matrix_page(
    round_: Round,
    bodies: Sequence[Referral],
    clauses: Sequence[Clause],
    cells: Mapping[tuple[int, int | None], Cell],
) -> MatrixPage:
    """Return the page: only clauses that somebody has a stance to, and the draft as a whole."""
    touched = {clause for _body, clause in cells}
    shown: list[tuple[int | None, str]] = [(None, gettext("The whole draft"))]
    shown += [(clause.pk, str(clause)) for clause in clauses if clause.pk in touched]
    named = {body.pk: body.name for body in bodies}
    lines = []
    for key, name in shown:
        here = {body: cells[(body, key)] for body in named if (body, key) in cells}
        if not here:
            continue
        lines.append(
            ClauseLine(
                name,
                tuple(
                    (stance, tuple(named[body] for body, cell in here.items() if stance in cell.stances))
                    for stance in Stance
                ),
                len(here),
            )
        )
    if not any(line.name == shown[0][1] for line in lines):
        shown = shown[1:]
    return MatrixPage(
        pk=round_.pk,
        case=round_.case.title,
        case_address=reverse("consultations:case", args=[round_.case_id]),
        number=round_.number,
        tabs=tabs_of(round_.pk, "matrix"),
        picture=draw(bodies, shown, cells) if lines else None,
        lines=tuple(lines),
        signs=tuple((stance, SIGNS[stance], stance.value) for stance in Stance),
        answered=len(bodies),
    )


@dataclass(frozen=True, slots=True)
class Variant:
    """A text of a group, with only what differs from the first."""

    author: str
    likeness: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Texts that nearly agree: the first in full, the others by their differences (REM-17)."""

    first: str
    paragraphs: tuple[str, ...]
    variants: tuple[Variant, ...]
    count: int

    @classmethod
    def of(cls, group: Group) -> GroupRow:
        """Return the row."""
        return cls(
            first=group.first.author,
            paragraphs=tuple(paragraphs(group.first.text)),
            variants=tuple(
                Variant(voice.author, round(100 * likeness), differences(group.first, voice))
                for voice, likeness in group.others
            ),
            count=len(group.voices),
        )


def differences(first: Voice, other: Voice) -> tuple[Difference, ...]:
    """Return the sentences that differ between two texts."""
    return tuple(
        Difference(row.heading, row.before, row.after)
        for row in compare(first.text, other.text)
        if row.change is not Change.SAME
    )


@dataclass(frozen=True, slots=True)
class AlikePage:
    """Texts of a round that nearly agree."""

    pk: int
    case: str
    case_address: str
    number: int
    tabs: tuple[Tab, ...]
    groups: tuple[GroupRow, ...]
    read: int
    form: Form | None
    """Settles several views at once, where there are any."""
