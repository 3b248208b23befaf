"""Deeds with effect cards: written by one of the parties, settled by each of them, shared with other districts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.services import record
from samverkan.followup.models import EffectCard
from samverkan.followup.queries.cards import judgement_of
from samverkan.followup.services.reviews import NOT_YOURS
from samverkan.followup.words import Advice, CardState, Mechanism, Verdict
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import seal
from samverkan.ground.words import Party
from samverkan.guard.rules import refuse_person_data
from samverkan.indicators.models import Indicator, Source
from samverkan.measures.models import Measure

TEXTS = ("dose_text", "mechanism_text", "side_effects", "by_sex", "verdict_reason", "lesson")
NAMES = ("comparison_name", "ring_name")
PAIRS = (
    ("here_before", "here_after", "Write the number both before and after, or leave both empty."),
    ("there_before", "there_after", "Write the number both before and after, or leave both empty."),
    ("ring_before", "ring_after", "Write the number both before and after, or leave both empty."),
    ("before_from", "before_to", "Write both the first and the last day, or leave both empty."),
    ("after_from", "after_to", "Write both the first and the last day, or leave both empty."),
)
"""Fields that make sense only together, and what is said when one is missing."""
KEPT_FROM_LAST = ("indicator", "source", "comparison_name", "ring_name")
"""What a new card takes over from the measure's last one, so that follow-up is alike from time to time."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a card says. Numbers are events; `chosen` is the verdict that the parties set instead of the computed."""

    indicator: Indicator | None = None
    source: Source | None = None
    before_from: date | None = None
    before_to: date | None = None
    after_from: date | None = None
    after_to: date | None = None
    here_before: int | None = None
    here_after: int | None = None
    comparison_name: str = ""
    there_before: int | None = None
    there_after: int | None = None
    ring_name: str = ""
    ring_before: int | None = None
    ring_after: int | None = None
    dose_text: str = ""
    mechanism: Mechanism = Mechanism.UNKNOWN
    mechanism_text: str = ""
    side_effects: str = ""
    by_sex: str = ""
    chosen: Verdict | None = None
    verdict_reason: str = ""
    advice: Advice | None = None
    lesson: str = ""


def effect_card_pointer(card: EffectCard) -> Pointer:
    """Return where the card can be opened. Wants the measure selected."""
    return Pointer("followup.card", str(card.pk), card.measure.title, reverse("followup:card", args=[card.pk]))


def _locked(card: EffectCard) -> EffectCard:
    cards = EffectCard.objects.select_for_update(of=("self",)).select_related("measure__plan__unit", "indicator")
    return cards.get(pk=card.pk)


def _demand_draft(card: EffectCard) -> None:
    if card.state == CardState.SETTLED:
        raise Refused(
            "Both parties have settled the card. It is kept as it is.", way_on="Begin a new card for the measure."
        )


@transaction.atomic
def draft_card(*, by: Actor, measure: Measure, today: date) -> EffectCard:
    """Begin an effect card for the measure; what is compared with is taken over from the last one (FOL-13)."""
    demand(may_prepare(by, measure.plan.unit_id), NOT_YOURS)
    measure = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    earlier = EffectCard.objects.filter(measure=measure)
    if earlier.filter(state=CardState.DRAFT).exists():
        raise Refused("The measure already has a card that is not settled.", way_on="Write in that one.")
    last = earlier.order_by("-number").first()
    kept = {name: getattr(last, name) for name in KEPT_FROM_LAST} if last else {}
    number = (earlier.aggregate(most=Max("number"))["most"] or 0) + 1
    card = EffectCard.objects.create(measure=measure, number=number, drafted_on=today, saved_by=by.name, **kept)
    record(by=by, event="followup.card_drafted", on=effect_card_pointer(card), details={"number": number})
    return card


@transaction.atomic
def change_card(*, by: Actor, card: EffectCard, edition: int, written: Written) -> EffectCard:
    """Write in a draft. The verdict is computed anew, and what a party had settled is open again (FOL-11, FOL-23).

    `edition` is the one that the writer opened: when somebody else has saved since, nothing is overwritten.
    """
    card = _locked(card)
    demand(may_prepare(by, card.measure.plan.unit_id), NOT_YOURS)
    _demand_draft(card)
    demand_edition(edition, card.edition, saved_by=card.saved_by)
    values: dict[str, Any] = {name: getattr(written, name) for name in Written.__slots__}
    refuse_person_data(**{name: values[name] for name in (*TEXTS, *NAMES)})
    _refuse_halves_of_pairs(values)
    _refuse_stray_figures(card, values)
    chosen = values.pop("chosen")
    for name, value in values.items():
        setattr(card, name, value.strip() if isinstance(value, str) and name in (*TEXTS, *NAMES) else value)
    card.advice = written.advice or ""
    card.computed = judgement_of(card).judged.verdict
    if chosen is None or chosen == card.computed:
        card.verdict, card.verdict_reason = card.computed, ""
    elif not card.verdict_reason:
        raise Refused(
            "The parties may judge otherwise than the rule, but then the reason is written out.",
            field="verdict_reason",
        )
    else:
        card.verdict = chosen
    reopened = [
        party for party in (Party.MUNICIPALITY, Party.POLICE) if getattr(card, f"{party}_settled_on") is not None
    ]
    card.municipality_settled_on = card.police_settled_on = None
    card.edition += 1
    card.saved_by = by.name
    card.save()
    record(
        by=by,
        event="followup.card_changed",
        on=effect_card_pointer(card),
        details={"edition": card.edition, "computed": card.computed, "verdict": card.verdict, "reopened": reopened},
    )
    return card


def _refuse_halves_of_pairs(values: dict[str, Any]) -> None:
    for one, other, reason in PAIRS:
        if (values[one] is None) != (values[other] is None):
            raise Refused(reason, field=one if values[one] is None else other)
        if one.endswith("_from") and values[one] is not None and values[other] < values[one]:
            raise Refused("The last day comes before the first.", field=other)


def _refuse_stray_figures(card: EffectCard, values: dict[str, Any]) -> None:
    if values["there_before"] is not None and not values["comparison_name"].strip():
        raise Refused("Write what the place is compared with.", field="comparison_name")
    if values["ring_before"] is not None and not values["ring_name"].strip():
        raise Refused("Write which area nearby was watched.", field="ring_name")
    if values["there_before"] is not None and values["here_before"] is None:
        raise Refused("Write the numbers here before those of the comparison.", field="here_before")
    if values["here_before"] is not None and values["source"] is None:
        raise Refused("Choose the source of the numbers.", field="source")
    town = card.measure.plan.unit.municipality_id or card.measure.plan.unit_id
    source, indicator = values["source"], values["indicator"]
    if source is not None and source.municipality_id != town:
        raise Refused("The source belongs to another municipality.", field="source")
    if indicator is not None and indicator.unit_id not in {town, card.measure.plan.unit_id}:
        raise Refused("The indicator belongs to another unit.", field="indicator")


def _content(card: EffectCard) -> dict[str, Any]:
    """Return the card as plain values, with the doses of today."""
    judgement = judgement_of(card)
    names = [name for name in Written.__slots__ if name not in {"chosen", "indicator", "source", "lesson"}]
    plain = {name: getattr(card, name) for name in names}
    return {
        **{name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()},
        "measure": card.measure.title,
        "number": card.number,
        "indicator": card.indicator_id,
        "source": card.source_id,
        "computed": card.computed,
        "verdict": card.verdict,
        "grounds": [str(ground) for ground in judgement.judged.grounds],
        "doses": [asdict(dose) for dose in judgement.doses],
        "municipality_view": card.municipality_view,
        "police_view": card.police_view,
    }


@transaction.atomic
def settle_card(*, by: Actor, card: EffectCard, edition: int, view: str = "", today: date) -> EffectCard:
    """Settle the card for one's own party; settled by both it is frozen (FOL-23).

    `view` is what the party sees otherwise: the parties need not agree to settle, and the disagreement is kept.
    """
    card = _locked(card)
    demand(may_prepare(by, card.measure.plan.unit_id), NOT_YOURS)
    party = by.party
    if party not in {Party.MUNICIPALITY, Party.POLICE}:
        raise Refused("A card is settled by the municipality and the police.")
    refuse_person_data(view=view)
    _demand_draft(card)
    demand_edition(edition, card.edition, saved_by=card.saved_by)
    if getattr(card, f"{party}_settled_on") is not None:
        raise Refused("Your party has already settled the card.")
    if not card.advice:
        raise Refused("Write first what is recommended: continue, change or stop.", way_on="Open the card and choose.")
    if judgement_of(card).judged.verdict != card.computed:
        raise Refused(
            "What has been delivered since the card was saved changes the verdict by rule.",
            way_on="Open the card, read the new verdict and save again.",
        )
    setattr(card, f"{party}_settled_on", today)
    setattr(card, f"{party}_view", view.strip())
    if card.municipality_settled_on and card.police_settled_on:
        card.content = _content(card)
        card.sealed = seal(card.content)
        card.state = CardState.SETTLED
    card.save()
    record(
        by=by,
        event="followup.card_settled",
        on=effect_card_pointer(card),
        details={"party": party, "verdict": card.verdict, "computed": card.computed, "sealed": card.sealed},
    )
    return card


@transaction.atomic
def share_as_example(*, by: Actor, card: EffectCard, lesson: str, today: date) -> EffectCard:
    """Open a settled card to all districts, with what others can learn from it; failures too (ACT-27)."""
    card = _locked(card)
    demand(may_prepare(by, card.measure.plan.unit_id), NOT_YOURS)
    refuse_person_data(lesson=lesson)
    if card.state != CardState.SETTLED:
        raise Refused("A card is shared when both parties have settled it.")
    if not lesson.strip():
        raise Refused("Write what others can learn from it.", field="lesson")
    if card.shared_as_example_on is not None:
        raise Refused("The card is already shared.")
    card.lesson, card.shared_as_example_on = lesson.strip(), today
    card.save(update_fields=["lesson", "shared_as_example_on"])
    record(by=by, event="followup.example_shared", on=effect_card_pointer(card), details={"verdict": card.verdict})
    return card


@transaction.atomic
def withdraw_example(*, by: Actor, card: EffectCard, reason: str) -> EffectCard:
    """Close a shared card to other districts again. The reason stands in the trail."""
    card = _locked(card)
    demand(may_prepare(by, card.measure.plan.unit_id), NOT_YOURS)
    refuse_person_data(reason=reason)
    if not reason.strip():
        raise Refused("Write why the example is withdrawn.", field="reason")
    if card.shared_as_example_on is None:
        raise Refused("The card is not shared.")
    card.shared_as_example_on = None
    card.save(update_fields=["shared_as_example_on"])
    record(by=by, event="followup.example_withdrawn", on=effect_card_pointer(card), details={"reason": reason.strip()})
    return card
