"""What the effect card is given: a sheet that reads like a verdict, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from math import log

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from samverkan.followup.models import EffectCard
from samverkan.followup.queries.cards import Judgement
from samverkan.followup.rules.dose import HalfDose, delivered
from samverkan.followup.rules.effect import SMALL, Effect, prevented
from samverkan.followup.words import (
    Advice,
    CardState,
    Delivered,
    Displacement,
    Ground,
    Mechanism,
    PeriodFault,
    Verdict,
)
from samverkan.followup.words import Change as Outcome
from samverkan.ground.words import Party
from samverkan.ui.forms import Form
from samverkan.ui.pages import Difference

WIDTH, LEFT, RIGHT = 440, 30, 410
"""Of the drawing, in CSS pixels; the axis runs from LEFT to RIGHT."""
ENDS = (0.25, 4.0)
"""Of the axis: a quarter of, and four times, the events that were expected."""
ICONS = {
    Verdict.PROBABLY: "check",
    Verdict.UNCLEAR: "question",
    Verdict.PROBABLY_NOT: "stop",
    Verdict.CANNOT: "empty",
}


def shown(number: int | None) -> str:
    """Return a number of events, suppressed when it is small; empty for none."""
    if number is None:
        return ""
    return gettext("fewer than 5") if number < SMALL else str(number)


def said(percent: float, *, is_rounded: bool) -> str:
    """Return a change of events in words; to the nearest ten per cent when a number under it is small."""
    value = round(percent, -1) if is_rounded else round(percent)
    if not value:
        return gettext("neither more nor fewer")
    values = {"percent": f"{abs(value):.0f}"}
    if value < 0:
        return gettext("%(percent)s per cent fewer") % values
    return gettext("%(percent)s per cent more") % values


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis."""

    x: int
    text: str
    is_middle: bool = False


@dataclass(frozen=True, slots=True)
class IntervalPicture:
    """The interval drawn on a logarithmic axis of events against what was expected. Lengths are CSS pixels."""

    middle: int
    low: int
    high: int
    opens_low: bool
    opens_high: bool
    change: Outcome
    ticks: tuple[Tick, ...]
    width: int = WIDTH

    @property
    def length(self) -> int:
        """Return the length of the bar."""
        return max(2, self.high - self.low)

    @classmethod
    def of(cls, effect: Effect) -> IntervalPicture:
        """Draw the effect: to the left fewer events than expected, to the right more."""
        ticks = tuple(
            Tick(_x(ratio), text, is_middle=ratio == 1.0)
            for ratio, text in ((0.25, "−75 %"), (0.5, "−50 %"), (1.0, "0"), (2.0, "+100 %"), (4.0, "+300 %"))
        )
        low, high = 1 / effect.high, 1 / effect.low
        return cls(
            middle=_x(1 / effect.estimate),
            low=_x(low),
            high=_x(high),
            opens_low=low < ENDS[0],
            opens_high=high > ENDS[1],
            change=effect.change,
            ticks=ticks,
        )


def _x(ratio: float) -> int:
    inside = min(max(ratio, ENDS[0]), ENDS[1])
    return round(LEFT + (RIGHT - LEFT) * (log(inside) - log(ENDS[0])) / (log(ENDS[1]) - log(ENDS[0])))


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One party's half: planned, delivered and the bar between them."""

    party: Party
    word: Delivered
    planned: int | None
    delivered: int
    unit: str
    percent: int | None

    @classmethod
    def of(cls, dose: HalfDose) -> DoseRow:
        """Return the row."""
        percent = None if dose.share is None else round(100 * dose.share)
        return cls(dose.party, dose.word, dose.planned, dose.delivered, dose.unit, percent)

    @property
    def bar(self) -> int:
        """Return how far the bar is filled, at most to its end."""
        return min(100, self.percent or 0)


@dataclass(frozen=True, slots=True)
class CountRow:
    """Events before and after in one place, small numbers suppressed."""

    label: str
    name: str
    before: str
    after: str
    change: str

    @classmethod
    def of(cls, label: str, name: str, before: int | None, after: int | None) -> CountRow | None:
        """Return the row, or none when the place has no numbers. A change from a small number is not shown."""
        if before is None or after is None:
            return None
        is_small = before < SMALL or after < SMALL
        change = "" if is_small else said(100 * after / before - 100, is_rounded=False)
        return cls(label, name, shown(before), shown(after), change)


@dataclass(frozen=True, slots=True)
class PartySays:
    """Whether a party has settled the card, and what it sees otherwise."""

    party: Party
    settled_on: date | None
    view: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcome in words and as a picture. `is_rounded` when a small number lies under it."""

    sentence: str
    interval: str
    prevented: str
    change: Outcome
    picture: IntervalPicture | None
    has_comparison: bool
    is_corrected: bool
    is_rounded: bool

    @classmethod
    def of(cls, judgement: Judgement) -> Outcomes | None:
        """Return the outcome; none without figures, or with too few to say anything of."""
        found, counts = judgement.effect, judgement.counts
        if found is None or counts is None or counts.is_too_few:
            return None
        middle, low, high = (said(value, is_rounded=counts.is_small) for value in found.percent)
        sentence = (
            gettext("%(change)s events here than if it had gone as in the comparison.")
            if found.has_comparison
            else gettext("%(change)s events after than before.")
        ) % {"change": middle[:1].upper() + middle[1:]}
        interval = gettext("The uncertainty reaches from %(low)s to %(high)s (95 per cent interval).") % {
            "low": low,
            "high": high,
        }
        return cls(
            sentence=sentence,
            interval=interval,
            prevented="" if counts.is_small or found.change == Outcome.NO_CLEAR else _prevented(judgement),
            change=found.change,
            picture=IntervalPicture.of(found),
            has_comparison=found.has_comparison,
            is_corrected=found.is_corrected,
            is_rounded=counts.is_small,
        )


def _prevented(judgement: Judgement) -> str:
    number = prevented(judgement.counts) if judgement.counts else None
    if number is None or not round(number):
        return ""
    count = abs(round(number))
    if number > 0:
        said_so = ngettext(
            "It corresponds to about %(count)s event fewer.", "It corresponds to about %(count)s events fewer.", count
        )
    else:
        said_so = ngettext(
            "It corresponds to about %(count)s event more.", "It corresponds to about %(count)s events more.", count
        )
    return said_so % {"count": count}


@dataclass(frozen=True, slots=True)
class CardPage:
    """The effect card."""

    card: EffectCard
    title: str
    unit: str
    area: str
    place: str
    how_followed_up: str
    measure_address: str
    verdict: Verdict
    icon: str
    computed: Verdict
    is_chosen: bool
    grounds: tuple[Ground, ...]
    advice: Advice | None
    proposed_advice: Advice
    doses: tuple[DoseRow, ...]
    delivered: Delivered
    mechanism: Mechanism
    outcome: Outcomes | None
    is_too_few: bool
    rows: tuple[CountRow, ...]
    faults: tuple[PeriodFault, ...]
    displacement: Displacement
    quotient: str
    nearby_sentence: str
    parties: tuple[PartySays, ...]
    is_settled: bool
    may_change: bool
    may_settle: bool
    may_share: bool
    may_withdraw: bool
    may_add_area: bool

    @classmethod
    def of(
        cls, card: EffectCard, judgement: Judgement, *, may_prepare: bool, is_own: bool, party: Party | None
    ) -> CardPage:
        """Build the page. `is_own` tells whether the measure itself is open to the reader."""
        is_settled = card.state == CardState.SETTLED
        judged = judgement.judged
        grounds = tuple(Ground(one) for one in card.content["grounds"]) if is_settled else judged.grounds
        computed = Verdict(card.computed) if is_settled else judged.verdict
        is_chosen = bool(card.verdict_reason)
        verdict = Verdict(card.verdict) if is_settled or is_chosen else computed
        measure = card.measure
        parties = tuple(
            PartySays(one, getattr(card, f"{one}_settled_on"), getattr(card, f"{one}_view"))
            for one in (Party.MUNICIPALITY, Party.POLICE)
        )
        rows = (
            CountRow.of(
                gettext("Here"), measure.place.name if measure.place else "", card.here_before, card.here_after
            ),
            CountRow.of(gettext("Comparison"), card.comparison_name, card.there_before, card.there_after),
            CountRow.of(gettext("Nearby"), card.ring_name, card.ring_before, card.ring_after),
        )
        is_rounded = judgement.counts is not None and judgement.counts.is_small
        is_rounded = is_rounded or any(
            number is not None and number < SMALL for number in (card.ring_before, card.ring_after)
        )
        quotient = judgement.nearby.quotient
        ring = judgement.nearby.ring
        return cls(
            card=card,
            title=measure.title,
            unit=measure.plan.unit.name,
            area=measure.area.name,
            place=measure.place.name if measure.place else "",
            how_followed_up=measure.place.how_followed_up if measure.place and is_own else "",
            measure_address=reverse("followup:measure", args=[measure.pk]) if is_own else "",
            verdict=verdict,
            icon=ICONS[verdict],
            computed=computed,
            is_chosen=is_chosen and verdict != computed,
            grounds=grounds,
            advice=Advice(card.advice) if card.advice else None,
            proposed_advice=judged.advice,
            doses=tuple(DoseRow.of(dose) for dose in judgement.doses),
            delivered=delivered(judgement.doses),
            mechanism=Mechanism(card.mechanism),
            outcome=Outcomes.of(judgement),
            is_too_few=judgement.counts is not None and judgement.counts.is_too_few,
            rows=tuple(row for row in rows if row),
            faults=() if judgement.counts is None else judgement.faults,
            displacement=judgement.nearby.reading,
            quotient="" if quotient is None or is_rounded else f"{quotient:.1f}".replace("-", "−").replace(".", ","),
            nearby_sentence=_nearby(ring, is_rounded=is_rounded) if ring else "",
            parties=parties,
            is_settled=is_settled,
            may_change=may_prepare and not is_settled,
            may_settle=may_prepare
            and not is_settled
            and party is not None
            and any(one.party == party and one.settled_on is None for one in parties),
            may_share=may_prepare and is_settled and card.shared_as_example_on is None,
            may_withdraw=may_prepare and card.shared_as_example_on is not None,
            may_add_area=may_prepare,
        )


def _nearby(ring: Effect, *, is_rounded: bool) -> str:
    middle, low, high = (said(value, is_rounded=is_rounded) for value in ring.percent)
    return gettext(
        "Nearby there were %(change)s events than if it had gone as in the comparison (from %(low)s to %(high)s)."
    ) % {"change": middle, "low": low, "high": high}


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields of the card's form that belong together."""

    title: str
    text: str
    fields: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class CardFormPage:
    """Writing in a card. `differences` hold both wordings when somebody else has saved meanwhile."""

    title: str
    number: int
    address: str
    measure_address: str
    form: Form
    groups: tuple[FieldGroup, ...]
    has_sources: bool
    computed: Verdict
    differences: tuple[Difference, ...] = field(default_factory=tuple)
