"""What the screens of a workshop are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext_noop

from samverkan.causes.models import Analysis
from samverkan.causes.words import Factor, Side
from samverkan.ui.drawing import Code
from samverkan.ui.forms import Form
from samverkan.workshops.models import Card, Member, Workshop
from samverkan.workshops.queries import SHOWN
from samverkan.workshops.rules import POINTS, UNDER_A_CAUSE, WRITTEN, near_identical, seconds_left
from samverkan.workshops.words import CardKind, CardState, Phase

GUIDANCE: dict[Phase, str] = {
    Phase.LOBBY: gettext_noop(
        "Say who you are and what you know about the place. Read the problem aloud. Everybody writes on a screen of "
        "their own; nobody needs to wait for their turn."
    ),
    Phase.PICTURE: gettext_noop(
        "One fact a card: what you have seen or measured yourself, where and when. Not why, not yet."
    ),
    Phase.CHAIN: gettext_noop("Tell it as a film: before, during and after. One step a card."),
    Phase.TRIANGLE: gettext_noop(
        "Why does it happen here and now? One cause a card, on the side where it belongs. Think also of what protects."
    ),
    Phase.DEEPER: gettext_noop(
        "Choose a cause and ask: why is that so? Stop when you reach something that somebody in the room can change."
    ),
    Phase.TEST: gettext_noop(
        "Choose a cause. What would we see if it were true, that we would not see otherwise? Something to look up, "
        "count or observe."
    ),
    Phase.WEIGH: gettext_noop(
        "You have three points. Give them to what you believe weighs most, all to one if you will."
    ),
    Phase.CLOSED: gettext_noop("The workshop is over. What is chosen goes into the analysis, where it is tested."),
}
"""What to do in each step, in a breath (CAU-12)."""

ASKS: dict[Phase, str] = {
    Phase.PICTURE: gettext_noop("Something you know"),
    Phase.CHAIN: gettext_noop("What happens"),
    Phase.TRIANGLE: gettext_noop("A cause"),
    Phase.DEEPER: gettext_noop("A cause behind the cause"),
    Phase.TEST: gettext_noop("What we would see"),
}
"""The label of the field in each step."""


@dataclass(frozen=True, slots=True)
class WorkshopRow:
    """A workshop in the list."""

    code: str
    title: str
    unit: str
    opened_at: datetime
    phase: Phase

    @classmethod
    def of(cls, workshop: Workshop) -> WorkshopRow:
        """Return the row. Wants the analysis and its unit selected."""
        analysis = workshop.analysis
        return cls(workshop.code, analysis.title, analysis.problem.unit.name, workshop.opened_at, Phase(workshop.phase))


@dataclass(frozen=True, slots=True)
class AnalysisChoice:
    """An analysis for which a workshop can be opened."""

    title: str
    problem: str
    unit: str
    address: str

    @classmethod
    def of(cls, analysis: Analysis) -> AnalysisChoice:
        """Return the choice. Wants the problem's unit selected."""
        address = reverse("workshops:open", args=[analysis.pk])
        return cls(analysis.title, analysis.problem.title, analysis.problem.unit.name, address)


@dataclass(frozen=True, slots=True)
class ListPage:
    """Workshops, and the analyses that one can be opened for."""

    rows: tuple[WorkshopRow, ...]
    paging: Page[Workshop]
    analyses: tuple[AnalysisChoice, ...]


@dataclass(frozen=True, slots=True)
class CardPart:
    """A card on the board."""

    pk: int
    key: str
    lane: str
    kind: CardKind
    text: str
    function: str
    side: Side | None
    is_protective: bool
    parent: str
    parent_pk: int | None
    points: int
    own_points: int
    is_saved: bool
    is_gone: bool

    @classmethod
    def of(cls, card: Card, *, own_points: int = 0) -> CardPart:
        """Return the card. Wants member and parent selected and `total` annotated."""
        side = Side(card.side) if card.side else None
        lane = card.kind if card.kind != CardKind.CAUSE else f"cause-{card.side or 'none'}"
        return cls(
            pk=card.pk,
            key=str(card.key),
            lane=lane,
            kind=CardKind(card.kind),
            text=card.text,
            function=card.member.function,
            side=side,
            is_protective=card.kind == CardKind.CAUSE and card.factor == Factor.PROTECTIVE,
            parent=card.parent.text if card.parent else "",
            parent_pk=card.parent_id,
            points=getattr(card, "total", 0),
            own_points=own_points,
            is_saved=card.state == CardState.SAVED,
            is_gone=card.state not in SHOWN,
        )


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of cards with its name."""

    key: str
    title: str
    cards: tuple[CardPart, ...]


LANES: tuple[tuple[str, str], ...] = (
    (CardKind.KNOWN, gettext_noop("What we know")),
    (CardKind.STEP, gettext_noop("What happens, step by step")),
    ("cause-offender", gettext_noop("Motivated offender")),
    ("cause-target", gettext_noop("Suitable target")),
    ("cause-guardian", gettext_noop("Absence of control")),
    ("cause-none", gettext_noop("Causes without a side yet")),
    (CardKind.EXPECTATION, gettext_noop("What we would see")),
)
NOW: dict[Phase, tuple[str, ...]] = {
    Phase.PICTURE: (CardKind.KNOWN,),
    Phase.CHAIN: (CardKind.STEP,),
    Phase.TRIANGLE: ("cause-offender", "cause-target", "cause-guardian", "cause-none"),
    Phase.DEEPER: ("cause-offender", "cause-target", "cause-guardian", "cause-none"),
    Phase.TEST: (CardKind.EXPECTATION, "cause-offender", "cause-target", "cause-guardian", "cause-none"),
    Phase.WEIGH: ("cause-offender", "cause-target", "cause-guardian", "cause-none"),
}
"""The lanes that the step is about; they stand first."""


def lanes_of(cards: Iterable[CardPart], phase: Phase) -> tuple[Lane, ...]:
    """Return the lanes, those that the step is about first."""
    held = list(cards)
    first = NOW.get(phase, ())
    order = sorted(LANES, key=lambda lane: first.index(lane[0]) if lane[0] in first else len(LANES))
    return tuple(Lane(str(key), title, tuple(card for card in held if card.lane == key)) for key, title in order)


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """A step in the row of steps; `state` is done, current or coming."""

    phase: Phase
    minutes: int | None
    state: str


def phase_steps(workshop: Workshop) -> tuple[PhaseStep, ...]:
    """Return the steps and how far the workshop has come."""
    phases = list(Phase)
    at = phases.index(Phase(workshop.phase))
    return tuple(
        PhaseStep(
            phase,
            workshop.minutes.get(phase),
            "done" if number < at else "current" if number == at else "coming",
        )
        for number, phase in enumerate(phases)
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that seem to say the same."""

    card: int
    text: str
    into: int
    into_text: str


@dataclass(frozen=True, slots=True)
class Lead:
    """What only the facilitator has: steps, merging, undoing."""

    may_go_on: bool
    may_go_back: bool
    may_undo: bool
    alike: tuple[Pair, ...]
    cards: tuple[CardPart, ...]

    @classmethod
    def of(cls, workshop: Workshop, cards: Sequence[CardPart], *, may_undo: bool) -> Lead:
        """Return the facilitator's part of the board."""
        texts = {card.pk: card.text for card in cards}
        pairs: list[Pair] = []
        for kind in CardKind:
            same = [(card.pk, card.text) for card in cards if card.kind == kind and not card.is_saved]
            pairs += [Pair(a, texts[a], b, texts[b]) for a, b in near_identical(same)]
        return cls(
            may_go_on=workshop.phase != Phase.CLOSED,
            may_go_back=workshop.phase != Phase.LOBBY,
            may_undo=may_undo,
            alike=tuple(pairs[:6]),
            cards=tuple(card for card in cards if not card.is_saved),
        )


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board on a phone, on the facilitator's screen or on the wall."""

    code: str
    title: str
    problem: str
    analysis_address: str
    phase: Phase
    guidance: str
    asks: str
    writes: CardKind | None
    chooses_side: bool
    chooses_cause: bool
    seconds: int | None
    steps: tuple[PhaseStep, ...]
    lanes: tuple[Lane, ...]
    causes: tuple[CardPart, ...]
    members: int
    function: str
    points_left: int
    sequence: int
    poll_key: str
    outbox: str
    card_key: str
    join_address: str
    qr: Code | None
    lead: Lead | None
    is_wall: bool
    is_closed: bool
    refused: str = ""
    typed: str = ""

    @property
    def weighs(self) -> bool:
        """Tell whether points are given now."""
        return self.phase == Phase.WEIGH and not self.is_wall

    @classmethod
    def of(
        cls,
        workshop: Workshop,
        cards: Sequence[Card],
        *,
        member: Member | None,
        members: int,
        votes: Mapping[int, int],
        now: datetime,
        poll_key: str,
        card_key: str,
        join_address: str,
        may_lead: bool,
        may_undo: bool,
        analysis_address: str,
        is_wall: bool = False,
        refused: str = "",
        typed: str = "",
    ) -> BoardPage:
        """Return the board. `votes` are the member's own points by card."""
        phase = Phase(workshop.phase)
        parts = [CardPart.of(card, own_points=votes.get(card.pk, 0)) for card in cards]
        return cls(
            code=workshop.code,
            title=workshop.analysis.title,
            problem=workshop.analysis.problem.title,
            analysis_address=analysis_address,
            phase=phase,
            guidance=GUIDANCE[phase],
            asks=ASKS.get(phase, ""),
            writes=WRITTEN.get(phase),
            chooses_side=phase == Phase.TRIANGLE,
            chooses_cause=phase in UNDER_A_CAUSE,
            seconds=seconds_left(workshop.phase_started_at, workshop.minutes, phase, now),
            steps=phase_steps(workshop),
            lanes=lanes_of(parts, phase),
            causes=tuple(part for part in parts if part.kind == CardKind.CAUSE),
            members=members,
            function=member.function if member else "",
            points_left=POINTS - sum(votes.values()),
            sequence=workshop.sequence,
            poll_key=poll_key,
            outbox=f"samverkan.workshop.{workshop.code}.{member.pk if member else 0}.",
            card_key=card_key,
            join_address=join_address,
            qr=Code.of(join_address) if may_lead or is_wall else None,
            lead=Lead.of(workshop, parts, may_undo=may_undo) if may_lead and not is_wall else None,
            is_wall=is_wall,
            is_closed=phase == Phase.CLOSED,
            refused=refused,
            typed=typed,
        )


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Joining a workshop."""

    code: str
    title: str
    form: Form
    is_closed: bool
    needs_login: bool
    login_address: str


@dataclass(frozen=True, slots=True)
class SavePage:
    """Choosing what goes into the analysis."""

    code: str
    title: str
    form: Form
    causes: tuple[CardPart, ...]
    steps: tuple[CardPart, ...]
    expectations: tuple[CardPart, ...]
    chosen: frozenset[int]
    analysis_address: str
