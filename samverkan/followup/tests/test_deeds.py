"""Measures are asked about again, judged honestly by both parties, and what was learned is carried on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from samverkan.agreements.models import Agreement
from samverkan.audit.models import Entry
from samverkan.audit.services import verify_trail
from samverkan.followup.models import Answer, DevelopmentArea, EffectCard, Questionnaire, Review
from samverkan.followup.queries import cards_of, examples, latest_verdicts, reviews_due
from samverkan.followup.queries.bank import Wanted, profile_of_measure
from samverkan.followup.queries.cards import judgement_of
from samverkan.followup.queries.followed import doses_of
from samverkan.followup.services.cards import (
    Written,
    change_card,
    draft_card,
    effect_card_pointer,
    settle_card,
    share_as_example,
    withdraw_example,
)
from samverkan.followup.services.lessons import add_development_area, carry_development_areas, close_development_area
from samverkan.followup.services.questionnaires import answer_questionnaire, close_questionnaire, send_questionnaire
from samverkan.followup.services.reviews import review_measure
from samverkan.followup.tests.doors import overall
from samverkan.followup.words import Advice, CardState, Delivered, Displacement, Mechanism, Relevance, Verdict
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.snapshots import is_intact
from samverkan.indicators.models import Source
from samverkan.measures.models import Delivery, Half, Measure
from tests.cast import TODAY, Cast
from tests.red_thread import NOW, a_measure, a_place, a_plan, a_source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def measure(cast: Cast) -> Measure:
    """A measure of 2024 whose halves were carried out as planned."""
    place = a_place(cast, problem_types=["theft", "unsafety"], built_factors={"lighting": "Svag"})
    found = a_measure(cast, a_plan(cast, 2024), place=place, starts_on=date(2025, 1, 1))
    for half in found.halves.all():
        deliver(half, planned=40, amount=38)
    return found


def deliver(half: Half, *, planned: int, amount: int, withdrawn: str = "") -> None:
    half.dose, half.dose_unit = planned, "fotpass"
    half.save()
    Delivery.objects.create(half=half, on=TODAY, amount=amount, recorded_at=NOW, withdrawn_because=withdrawn)


def figures(cast: Cast, **more: Any) -> Written:
    """Return a card that the rule calls probable: 100 to 50 here, 200 to 210 in the comparison."""
    written = Written(
        source=Source.objects.first() or a_source(cast),
        before_from=date(2024, 1, 1),
        before_to=date(2024, 12, 31),
        after_from=date(2025, 1, 1),
        after_to=date(2025, 12, 31),
        here_before=100,
        here_after=50,
        comparison_name="Granviks torg",
        there_before=200,
        there_after=210,
        mechanism=Mechanism.PLAUSIBLE,
        advice=Advice.CONTINUE,
    )
    return replace(written, **more)


def a_written_card(cast: Cast, measure: Measure, **more: Any) -> EffectCard:
    card = draft_card(by=cast.amina, measure=measure, today=TODAY)
    return change_card(by=cast.amina, card=card, edition=1, written=figures(cast, **more))


def a_settled_card(cast: Cast, measure: Measure, **more: Any) -> EffectCard:
    card = a_written_card(cast, measure, **more)
    settle_card(by=cast.amina, card=card, edition=card.edition, today=TODAY)
    return settle_card(by=cast.bertil, card=card, edition=card.edition, today=TODAY)


# Asked again


@pytest.mark.req("FOL-12")
def test_a_measure_is_asked_about_until_it_is_answered_and_then_again(cast: Cast) -> None:
    plan = a_plan(cast, 2025)
    old, fresh = a_measure(cast, plan), a_measure(cast, plan, title="Nyligen", starts_on=TODAY - timedelta(days=89))
    unit = cast.units["bjorkasa"].pk
    assert [due.measure for due in reviews_due([unit], TODAY)] == [old]
    next_on = TODAY + timedelta(days=10)
    review_measure(
        by=cast.bertil, measure=old, answer=Relevance.CHANGE, reason="Handeln sker nu på kvällen", next_on=next_on,
        today=TODAY,
    )  # fmt: skip
    assert reviews_due([unit], TODAY) == []
    assert [due.measure for due in reviews_due([unit], next_on)] == [fresh, old]
    assert Review.objects.get().party == "police"
    assert verify_trail()[1] is None


@pytest.mark.req("FOL-12")
@pytest.mark.parametrize(
    ("more", "field"),
    [({"reason": " "}, "reason"), ({"next_on": TODAY}, "next_on"), ({"reason": "Ring 070-123 45 67"}, "reason")],
)
def test_an_answer_has_a_reason_and_a_day_to_come(cast: Cast, more: dict[str, Any], field: str) -> None:
    values: dict[str, Any] = {"answer": Relevance.YES, "reason": "Samma problem", "next_on": date(2026, 9, 1)} | more
    measure = a_measure(cast)
    before = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        review_measure(by=cast.amina, measure=measure, today=TODAY, **values)
    assert refused.value.field == field
    assert Entry.objects.count() == before


def test_only_those_who_prepare_there_follow_up_and_only_open_measures_are_asked_about(cast: Cast) -> None:
    measure = a_measure(cast)
    values: dict[str, Any] = {"answer": Relevance.YES, "reason": "Ja", "next_on": date(2026, 9, 1), "today": TODAY}
    for person in (cast.cecilia, cast.hanna, cast.gustav):
        with pytest.raises(NotAllowed):
            review_measure(by=person, measure=measure, **values)
        with pytest.raises(NotAllowed):
            draft_card(by=person, measure=measure, today=TODAY)
    measure.state, measure.ended_on = "done", TODAY
    measure.save()
    with pytest.raises(Refused):
        review_measure(by=cast.amina, measure=measure, **values)


# Carried out, and apart from that effect


@pytest.mark.req("FOL-05", "FOL-11", "FOL-15", "FOL-27")
def test_what_was_delivered_is_summed_by_half_without_what_was_withdrawn(cast: Cast) -> None:
    measure = a_measure(cast)
    city, police = measure.halves.order_by("party")
    deliver(city, planned=10, amount=4)
    deliver(city, planned=10, amount=5)
    deliver(city, planned=10, amount=100, withdrawn="Dubbel")
    doses = doses_of(measure)
    assert [(dose.planned, dose.delivered) for dose in doses] == [(10, 9), (None, 0)]
    assert [dose.word for dose in doses] == [Delivered.AS_PLANNED, Delivered.UNKNOWN]
    assert police.state == "planned"


@pytest.mark.req("FOL-11")
def test_a_measure_carried_out_to_the_last_lamp_is_not_thereby_effective(cast: Cast, measure: Measure) -> None:
    card = a_written_card(cast, measure, here_after=104)
    judgement = judgement_of(card)
    assert [dose.word for dose in judgement.doses] == [Delivered.AS_PLANNED] * 2
    assert card.computed == Verdict.UNCLEAR


@pytest.mark.req("FOL-11", "FOL-13")
def test_the_verdict_follows_the_figures_each_time_the_card_is_saved(cast: Cast, measure: Measure) -> None:
    card = a_written_card(cast, measure)
    assert card.verdict == card.computed == Verdict.PROBABLY
    worse = figures(cast, here_after=190)
    card = change_card(by=cast.bertil, card=card, edition=card.edition, written=worse)
    assert card.verdict == Verdict.PROBABLY_NOT
    card = change_card(by=cast.bertil, card=card, edition=card.edition, written=Written())
    assert card.verdict == Verdict.CANNOT


def test_a_ring_where_it_grew_more_than_it_fell_here_takes_the_verdict_away(cast: Cast, measure: Measure) -> None:
    card = a_written_card(cast, measure, ring_name="Gatorna omkring", ring_before=100, ring_after=190)
    assert judgement_of(card).nearby.reading == Displacement.SOME
    assert card.verdict == Verdict.PROBABLY_NOT


@pytest.mark.req("FOL-13", "FOL-23")
def test_the_parties_may_judge_otherwise_only_with_a_reason_that_stands_beside(cast: Cast, measure: Measure) -> None:
    card = draft_card(by=cast.amina, measure=measure, today=TODAY)
    written = figures(cast, chosen=Verdict.UNCLEAR)
    with pytest.raises(Refused) as refused:
        change_card(by=cast.amina, card=card, edition=1, written=written)
    assert refused.value.field == "verdict_reason"
    reason = "Polisen införde kamerabevakning samtidigt"
    card = change_card(by=cast.amina, card=card, edition=1, written=replace(written, verdict_reason=reason))
    assert (card.computed, card.verdict, card.verdict_reason) == (Verdict.PROBABLY, Verdict.UNCLEAR, reason)
    same = replace(written, chosen=Verdict.PROBABLY, verdict_reason=reason)
    card = change_card(by=cast.amina, card=card, edition=2, written=same)
    assert (card.verdict, card.verdict_reason) == (Verdict.PROBABLY, "")


def test_the_database_refuses_another_verdict_without_a_reason(measure: Measure) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        EffectCard.objects.create(measure=measure, number=1, drafted_on=TODAY, computed="cannot", verdict="probably")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"here_after": None}, "here_after"),
        ({"there_before": None}, "there_before"),
        ({"comparison_name": " "}, "comparison_name"),
        ({"ring_before": 5, "ring_after": 6}, "ring_name"),
        ({"before_to": None}, "before_to"),
        ({"before_to": date(2023, 1, 1)}, "before_to"),
        ({"source": None}, "source"),
        ({"here_before": None, "here_after": None}, "here_before"),
        ({"lesson": "Skriv till anna@example.org"}, "lesson"),
    ],
)
def test_figures_that_cannot_be_right_are_refused(
    cast: Cast, measure: Measure, more: dict[str, Any], field: str
) -> None:
    card = draft_card(by=cast.amina, measure=measure, today=TODAY)
    with pytest.raises(Refused) as refused:
        change_card(by=cast.amina, card=card, edition=1, written=figures(cast, **more))
    assert refused.value.field == field
    card.refresh_from_db()
    assert card.edition == 1


def test_a_measure_has_one_open_card_and_the_next_keeps_its_comparison(cast: Cast, measure: Measure) -> None:
    a_settled_card(cast, measure)
    card = draft_card(by=cast.amina, measure=measure, today=TODAY)
    assert (card.number, card.comparison_name, card.here_before) == (2, "Granviks torg", None)
    with pytest.raises(Refused):
        draft_card(by=cast.bertil, measure=measure, today=TODAY)


# Two who write, two who settle


def test_two_who_write_in_one_card_are_both_told_and_nothing_is_lost(cast: Cast, measure: Measure) -> None:
    card = a_written_card(cast, measure)
    with pytest.raises(SavedMeanwhile):
        change_card(by=cast.bertil, card=card, edition=1, written=Written())
    card.refresh_from_db()
    assert card.here_before == 100


def form_of(card: EffectCard, **more: Any) -> dict[str, Any]:
    values = {
        "edition": card.edition,
        "source": card.source_id,
        "before_from": "2024-01-01",
        "before_to": "2024-12-31",
        "after_from": "2025-01-01",
        "after_to": "2025-12-31",
        "here_before": 100,
        "here_after": 50,
        "comparison_name": "Granviks torg",
        "there_before": 200,
        "there_after": 210,
        "mechanism": "plausible",
        "advice": "continue",
    }
    return values | more


def test_the_page_shows_both_wordings_when_somebody_saved_meanwhile(
    cast: Cast, measure: Measure, client_of: Callable[[str], Client]
) -> None:
    card = a_written_card(cast, measure)
    address = f"/uppfoljning/kort/{card.pk}/andra/"
    written = figures(cast, lesson="Amina skrev detta")
    change_card(by=cast.amina, card=card, edition=2, written=written)
    answer = client_of("bertil").post(address, form_of(card, lesson="Bertil skrev detta"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Amina" in page
    assert "Bertil skrev detta" in page
    again = client_of("bertil").post(address, form_of(card, edition=3, lesson="Bertil skrev detta"))
    assert again.status_code == 302
    card.refresh_from_db()
    assert card.lesson == "Bertil skrev detta"


@pytest.mark.req("FOL-23")
def test_a_card_is_settled_by_each_party_and_then_kept_as_it_is(cast: Cast, measure: Measure) -> None:
    card = a_written_card(cast, measure)
    card = settle_card(by=cast.amina, card=card, edition=card.edition, today=TODAY)
    assert card.state == CardState.DRAFT
    with pytest.raises(Refused):
        settle_card(by=cast.doris, card=card, edition=card.edition, today=TODAY)
    view = "Polisen anser att jämförelsen är för liten"
    card = settle_card(by=cast.bertil, card=card, edition=card.edition, view=view, today=TODAY)
    assert card.state == CardState.SETTLED
    assert card.police_view == view
    assert is_intact(card.content, card.sealed)
    assert card.content["police_view"] == view
    settled = Entry.objects.filter(event="followup.card_settled").order_by("-number").first()
    assert settled is not None
    assert settled.details["sealed"] == card.sealed
    with pytest.raises(Refused):
        change_card(by=cast.amina, card=card, edition=card.edition, written=Written())
    for half in measure.halves.all():
        deliver(half, planned=40, amount=400)
    assert [dose.delivered for dose in judgement_of(EffectCard.objects.get()).doses] == [38, 38]


@pytest.mark.req("FOL-23")
def test_what_one_party_settled_is_open_again_when_the_text_changes(cast: Cast, measure: Measure) -> None:
    card = a_written_card(cast, measure)
    settle_card(by=cast.amina, card=card, edition=card.edition, today=TODAY)
    with pytest.raises(SavedMeanwhile):
        settle_card(by=cast.bertil, card=card, edition=1, today=TODAY)
    card = change_card(by=cast.bertil, card=card, edition=card.edition, written=figures(cast, here_after=60))
    assert card.municipality_settled_on is None


def test_a_card_is_not_settled_without_advice_nor_on_a_verdict_that_has_changed(cast: Cast, measure: Measure) -> None:
    card = a_written_card(cast, measure, advice=None)
    with pytest.raises(Refused):
        settle_card(by=cast.amina, card=card, edition=card.edition, today=TODAY)
    written = figures(cast)
    card = change_card(by=cast.amina, card=card, edition=card.edition, written=written)
    Delivery.objects.update(withdrawn_because="Fel ruta")
    with pytest.raises(Refused):
        settle_card(by=cast.amina, card=card, edition=card.edition, today=TODAY)


def test_what_others_ask_is_answered_by_measure(cast: Cast, measure: Measure) -> None:
    card = a_settled_card(cast, measure)
    draft = draft_card(by=cast.amina, measure=measure, today=TODAY)
    assert cards_of([measure.pk]) == {measure.pk: [draft, card]}
    assert latest_verdicts([measure.pk]) == {measure.pk: Verdict.PROBABLY}
    assert effect_card_pointer(card).address == f"/uppfoljning/kort/{card.pk}/"


# The bank of examples


@pytest.mark.req("ACT-27")
def test_an_example_is_open_to_other_districts_and_nothing_else_of_the_measure(
    cast: Cast, measure: Measure, client_of: Callable[[str], Client]
) -> None:
    card = a_settled_card(cast, measure)
    cecilia = client_of("cecilia")
    assert cecilia.get(f"/uppfoljning/kort/{card.pk}/").status_code == 404
    with pytest.raises(Refused) as refused:
        share_as_example(by=cast.amina, card=card, lesson=" ", today=TODAY)
    assert refused.value.field == "lesson"
    share_as_example(by=cast.amina, card=card, lesson="Belysning räcker inte ensam", today=TODAY)
    page = cecilia.get(f"/uppfoljning/kort/{card.pk}/")
    assert page.status_code == 200
    assert f"/uppfoljning/atgard/{measure.pk}/" not in page.content.decode()
    assert cecilia.get(f"/uppfoljning/atgard/{measure.pk}/").status_code == 404
    assert "Belysning räcker inte ensam" in cecilia.get("/uppfoljning/exempel/").content.decode()
    with pytest.raises(Refused):
        share_as_example(by=cast.amina, card=card, lesson="Igen", today=TODAY)
    withdraw_example(by=cast.bertil, card=card, reason="Ska följas upp ett år till")
    assert cecilia.get(f"/uppfoljning/kort/{card.pk}/").status_code == 404
    with pytest.raises(Refused):
        withdraw_example(by=cast.bertil, card=card, reason="Igen")


@pytest.mark.req("ACT-27")
def test_a_draft_is_never_an_example_and_a_failure_may_be_one(cast: Cast, measure: Measure) -> None:
    draft = a_written_card(cast, measure, here_after=190, advice=Advice.STOP)
    with pytest.raises(Refused):
        share_as_example(by=cast.amina, card=draft, lesson="Nej", today=TODAY)
    settle_card(by=cast.amina, card=draft, edition=draft.edition, today=TODAY)
    card = settle_card(by=cast.erik, card=draft, edition=draft.edition, today=TODAY)
    share_as_example(by=cast.amina, card=card, lesson="Det blev sämre", today=TODAY)
    found = examples(cast.cecilia, Wanted(verdict=Verdict.PROBABLY_NOT))
    assert [one.card_id for one in found] == [card.pk]


@pytest.mark.req("ACT-27")
def test_examples_are_searched_by_word_area_problem_level_kind_and_verdict(cast: Cast, measure: Measure) -> None:
    card = a_settled_card(cast, measure)
    share_as_example(by=cast.amina, card=card, lesson="Åtgärda mörka ÖGLOR först", today=TODAY)
    hits = (
        Wanted(text="öglor åtgärda"),
        Wanted(area=measure.area.name),
        Wanted(problem="theft"),
        Wanted(level="universal", kind="situational"),
        Wanted(verdict="probably"),
    )
    misses = (
        Wanted(text="buss"),
        Wanted(area="Annat"),
        Wanted(problem="traffic"),
        Wanted(level="indicated"),
        Wanted(verdict="cannot"),
    )
    assert all(len(examples(cast.cecilia, wanted)) == 1 for wanted in hits)
    assert not any(examples(cast.cecilia, wanted) for wanted in misses)
    assert examples(cast.nils) == []


@pytest.mark.req("ACT-27")
def test_examples_from_similar_places_come_first_and_say_why(
    cast: Cast, measure: Measure, client_of: Callable[[str], Client]
) -> None:
    far = a_measure(
        cast,
        measure.plan,
        title="Trafikåtgärd",
        place=a_place(cast, "Korsningen", problem_types=["traffic"], built_factors={"design": "Bred"}),
        starts_on=date(2025, 1, 1),
    )
    for one in (measure, far):
        card = a_settled_card(cast, one)
        share_as_example(by=cast.amina, card=card, lesson="Lärdom", today=TODAY)
    mine = a_place(
        cast, "Granviks torg", unit=cast.units["granvik"], problem_types=["theft"], built_factors={"lighting": "Mörkt"}
    )
    page = client_of("cecilia").get(f"/uppfoljning/exempel/?plats={mine.pk}").content.decode()
    assert page.index("Bättre belysning") < page.index("</main>")
    found = examples(cast.cecilia, None, profile_of_measure(measure))
    shares = [one.alike.share for one in found if one.alike]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1


# What was learned


@pytest.mark.req("FOL-24")
def test_development_areas_are_carried_to_the_next_agreement_once(cast: Cast, measure: Measure) -> None:
    card = a_settled_card(cast, measure)
    unit = cast.units["bjorkasa"]
    area = add_development_area(
        by=cast.amina, unit=unit, text="Välj jämförelse i förväg", found_in="effektkortet", card=card, today=TODAY
    )
    agreement = overall(cast)
    other = Agreement.objects.create(
        tier="local", title="Granvik", unit=cast.units["granvik"], state="draft", created_at=NOW
    )
    with pytest.raises(Refused):
        carry_development_areas(by=cast.amina, areas=[area], agreement=other, today=TODAY)
    with pytest.raises(NotAllowed):
        carry_development_areas(by=cast.cecilia, areas=[area], agreement=agreement, today=TODAY)
    with pytest.raises(Refused):
        carry_development_areas(by=cast.amina, areas=[], agreement=agreement, today=TODAY)
    carry_development_areas(by=cast.amina, areas=[area], agreement=agreement, today=TODAY)
    area.refresh_from_db()
    assert area.carried_to == agreement
    with pytest.raises(Refused):
        carry_development_areas(by=cast.amina, areas=[area], agreement=agreement, today=TODAY)
    with pytest.raises(Refused):
        close_development_area(by=cast.amina, area=area, reason="", today=TODAY)
    close_development_area(by=cast.amina, area=area, reason="Införd i 4 §", today=TODAY)
    with pytest.raises(Refused):
        close_development_area(by=cast.amina, area=area, reason="Igen", today=TODAY)


@pytest.mark.parametrize(("more", "field"), [({"text": " "}, "text"), ({"found_in": ""}, "found_in")])
def test_a_development_area_says_what_and_where(cast: Cast, more: dict[str, Any], field: str) -> None:
    values = {"text": "Mät mer", "found_in": "Uppföljningen"} | more
    with pytest.raises(Refused) as refused:
        add_development_area(by=cast.amina, unit=cast.units["bjorkasa"], today=TODAY, **values)
    assert refused.value.field == field


def send(cast: Cast, **more: Any) -> Questionnaire:
    values: dict[str, Any] = {
        "municipality": cast.units["town"],
        "agreement": Agreement.objects.filter(tier="overall").first() or overall(cast),
        "title": "Inför revideringen",
        "questions": ["Vad har fungerat?", "Vad saknas?"],
        "due_on": date(2026, 4, 30),
        "today": TODAY,
    }
    return send_questionnaire(by=more.pop("by", None) or cast.gustav, **(values | more))


@pytest.mark.req("FOL-18", "FOL-19")
def test_every_preparation_group_gets_the_same_questions_before_the_revision(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    questionnaire = send(cast)
    assert {answer.unit.name for answer in questionnaire.answers.all()} == {
        cast.units["bjorkasa"].name,
        cast.units["granvik"].name,
    }
    answer = questionnaire.answers.get(unit=cast.units["bjorkasa"])
    with pytest.raises(NotAllowed):
        answer_questionnaire(by=cast.cecilia, answer=answer, edition=1, texts=["a", "b"], today=TODAY)
    with pytest.raises(Refused) as refused:
        answer_questionnaire(by=cast.amina, answer=answer, edition=1, texts=["a", ""], today=TODAY)
    assert refused.value.field == "answer_1"
    client = client_of("amina")
    address = f"/uppfoljning/enkater/svar/{answer.pk}/"
    assert client.post(address, {"edition": 1, "answer_0": "Mötena", "answer_1": "Tid"}).status_code == 302
    with pytest.raises(SavedMeanwhile):
        answer_questionnaire(by=cast.bertil, answer=answer, edition=1, texts=["c", "d"], today=TODAY)
    meanwhile = client.post(address, {"edition": 1, "answer_0": "Annat", "answer_1": "Tid"}).content.decode()
    assert "Mötena" in meanwhile
    assert "Annat" in meanwhile
    assert "Mötena" in client_of("gustav").get(f"/uppfoljning/enkater/{questionnaire.pk}/").content.decode()
    assert "Mötena" not in client_of("cecilia").get(f"/uppfoljning/enkater/{questionnaire.pk}/").content.decode()
    with pytest.raises(NotAllowed):
        close_questionnaire(by=cast.amina, questionnaire=questionnaire, today=TODAY)
    close_questionnaire(by=cast.gustav, questionnaire=questionnaire, today=TODAY)
    with pytest.raises(Refused):
        answer_questionnaire(by=cast.amina, answer=answer, edition=2, texts=["c", "d"], today=TODAY)
    with pytest.raises(Refused):
        close_questionnaire(by=cast.gustav, questionnaire=questionnaire, today=TODAY)


@pytest.mark.req("FOL-18", "FOL-19")
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": ""}, "title"),
        ({"questions": [" "]}, "questions"),
        ({"questions": ["Vad?", "vad?"]}, "questions"),
        ({"questions": [f"Fråga {number}" for number in range(21)]}, "questions"),
        ({"due_on": TODAY}, "due_on"),
    ],
)
def test_a_questionnaire_that_nobody_could_answer_is_not_sent(cast: Cast, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        send(cast, **more)
    assert refused.value.field == field
    assert not Answer.objects.exists()


def test_only_work_under_an_agreement_in_force_is_evaluated_and_only_centrally(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        send(cast, by=cast.amina)
    agreement = overall(cast)
    agreement.valid_from = TODAY + timedelta(days=1)
    agreement.save()
    with pytest.raises(Refused) as refused:
        send(cast, agreement=agreement)
    assert refused.value.field == "agreement"


# Pages


@pytest.mark.req("FOL-05", "FOL-11", "FOL-15", "FOL-17")
def test_the_overview_keeps_implementation_and_effect_in_columns_of_their_own(
    cast: Cast, measure: Measure, client_of: Callable[[str], Client]
) -> None:
    a_settled_card(cast, measure)
    page = client_of("amina").get("/uppfoljning/?ar=2024").content.decode()
    assert "38" in page
    assert "Fungerar troligen" in page
    place = measure.place
    assert place is not None
    place.how_followed_up = "Trygghetsvandring varje höst"
    place.save()
    assert (
        "Trygghetsvandring varje höst" in client_of("amina").get(f"/uppfoljning/atgard/{measure.pk}/").content.decode()
    )


@pytest.mark.req("FOL-13", "FOL-25")
def test_the_card_says_plainly_that_it_became_worse(
    cast: Cast, measure: Measure, client_of: Callable[[str], Client]
) -> None:
    card = a_written_card(cast, measure, here_after=190)
    page = client_of("amina").get(f"/uppfoljning/kort/{card.pk}/").content.decode()
    assert "Det har blivit sämre här än i jämförelsen." in page
    assert "Fungerar troligen inte" in page
    assert 'role="img"' in page


def test_small_numbers_are_never_shown(cast: Cast, measure: Measure, client_of: Callable[[str], Client]) -> None:
    card = a_written_card(cast, measure, here_before=30, here_after=3)
    page = client_of("amina").get(f"/uppfoljning/kort/{card.pk}/").content.decode()
    assert "färre än 5" in page
    assert "−90" not in page
    assert "90 procent färre" in page  # 3 · 200 / (30 · 210) is 90.5 per cent: rounded to tens
    assert "tiotal" in page


def test_few_events_are_not_judged(cast: Cast, measure: Measure, client_of: Callable[[str], Client]) -> None:
    card = a_written_card(cast, measure, here_before=9, here_after=1)
    assert card.verdict == Verdict.CANNOT
    page = client_of("amina").get(f"/uppfoljning/kort/{card.pk}/").content.decode()
    assert "För få händelser" in page
    assert "interval__bar" not in page


def test_the_board_sees_settled_cards_of_measures_in_force_and_no_drafts(
    cast: Cast, measure: Measure, client_of: Callable[[str], Client]
) -> None:
    card = a_written_card(cast, measure)
    hanna = client_of("hanna")
    assert hanna.get(f"/uppfoljning/kort/{card.pk}/").status_code == 404
    for person in (cast.amina, cast.bertil):
        settle_card(by=person, card=card, edition=card.edition, today=TODAY)
    assert hanna.get(f"/uppfoljning/kort/{card.pk}/").status_code == 200


def test_the_deeds_can_be_done_from_the_pages(cast: Cast, measure: Measure, client_of: Callable[[str], Client]) -> None:
    amina, bertil = client_of("amina"), client_of("bertil")
    base = f"/uppfoljning/atgard/{measure.pk}/"
    review = {"answer": "yes", "reason": "Samma problem", "next_on": "2026-09-01"}
    assert amina.post(f"{base}omprova/", review).status_code == 302
    assert amina.post(f"{base}kort/nytt/").status_code == 302
    assert amina.post(f"{base}kort/nytt/").status_code == 302  # told on the next page that one is open
    card = EffectCard.objects.get()
    address = f"/uppfoljning/kort/{card.pk}/"
    card.source = a_source(cast)
    assert amina.post(f"{address}andra/", form_of(card)).status_code == 302
    card.refresh_from_db()
    for client in (amina, bertil):
        assert client.post(f"{address}faststall/", {"edition": card.edition, "view": ""}).status_code == 302
    assert amina.get(f"{address}andra/").status_code == 302
    assert amina.post(f"{address}dela/", {"lesson": "Mät först"}).status_code == 302
    assert amina.post(f"{address}aterta/", {"reason": "Fel"}).status_code == 302
    new = {"unit": cast.units["bjorkasa"].pk, "text": "Mät mer", "found_in": "Kortet"}
    assert amina.post(f"/uppfoljning/utveckling/nytt/?kort={card.pk}", new).status_code == 302
    area = DevelopmentArea.objects.get()
    assert area.card == card
    agreement = overall(cast)
    carry = {"areas": [area.pk], "agreement": agreement.pk}
    assert amina.post("/uppfoljning/utveckling/till-avtal/", carry).status_code == 302
    assert amina.post(f"/uppfoljning/utveckling/{area.pk}/stang/", {"reason": "Klart"}).status_code == 302
    assert "Klart" in amina.get("/uppfoljning/utveckling/").content.decode()
    gustav = client_of("gustav")
    sent = {"agreement": agreement.pk, "title": "Inför", "questions": "Vad?\nHur?", "due_on": "2026-05-01"}
    assert gustav.post("/uppfoljning/enkater/ny/", sent).status_code == 302
    questionnaire = Questionnaire.objects.get()
    assert questionnaire.questions == ["Vad?", "Hur?"]
    assert gustav.post(f"/uppfoljning/enkater/{questionnaire.pk}/stang/").status_code == 302
