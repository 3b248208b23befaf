"""Cards that wait for one's own party, and questions that wait for one's own group."""

from __future__ import annotations

from datetime import date

import pytest

from samverkan.agreements.models import Agreement
from samverkan.followup.models import Answer, EffectCard, Questionnaire
from samverkan.followup.queries.waiting import answers_owed, cards_to_settle
from samverkan.ground.words import Tier
from tests.cast import TODAY, Cast
from tests.red_thread import NOW, a_measure

OUTSIDE = ("cecilia", "fatima", "gustav", "hanna", "ivar", "nils")


@pytest.mark.req("FOL-23")
def test_a_card_that_the_other_party_has_settled_waits_for_ones_own(cast: Cast) -> None:
    card = EffectCard.objects.create(measure=a_measure(cast), number=1, advice="continue", drafted_on=TODAY)
    assert not cards_to_settle(cast.amina)
    assert not cards_to_settle(cast.bertil)
    card.municipality_settled_on = TODAY
    card.save()
    assert list(cards_to_settle(cast.bertil)) == [card]
    assert not cards_to_settle(cast.amina)
    for person in OUTSIDE:
        assert not cards_to_settle(cast.actor(person)), person
    card.police_settled_on, card.state, card.sealed = TODAY, "settled", "0" * 64
    card.save()
    assert not cards_to_settle(cast.bertil)


@pytest.mark.req("FOL-18")
def test_an_unanswered_questionnaire_waits_for_the_own_group_until_it_is_closed(cast: Cast) -> None:
    town = cast.units["town"]
    agreement = Agreement.objects.create(tier=Tier.OVERALL, title="Överenskommelse", unit=town, created_at=NOW)
    sent = Questionnaire.objects.create(
        municipality=town, agreement=agreement, title="Inför", sent_on=TODAY, due_on=date(2026, 4, 1)
    )
    answer = Answer.objects.create(questionnaire=sent, unit=cast.units["bjorkasa"])
    assert list(answers_owed(cast.amina)) == list(answers_owed(cast.bertil)) == [answer]
    for person in OUTSIDE:
        assert not answers_owed(cast.actor(person)), person
    sent.closed_on = TODAY
    sent.save()
    assert not answers_owed(cast.amina)
