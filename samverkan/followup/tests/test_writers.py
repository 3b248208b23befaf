"""Two who write in one effect card at the same moment: one is saved, the other is told, and no word is lost."""

from __future__ import annotations

import pytest

from samverkan.followup.services.cards import Written, change_card, draft_card
from tests.cast import TODAY, Cast
from tests.red_thread import a_measure, a_plan
from tests.writers import SAVED, save_at_once


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_a_card_at_the_same_moment_one_is_told_and_no_word_is_lost(cast: Cast) -> None:
    card = draft_card(by=cast.amina, measure=a_measure(cast, a_plan(cast)), today=TODAY)
    actors = {"amina": cast.amina, "bertil": cast.bertil}

    def save(name: str) -> None:
        change_card(by=actors[name], card=card, edition=1, written=Written(lesson=f"Ord av {name}"))

    outcomes = save_at_once(actors, save)
    (saved,) = (name for name, outcome in outcomes.items() if outcome == SAVED)
    assert any("has saved another wording" in outcome for outcome in outcomes.values()), outcomes
    card.refresh_from_db()
    assert (card.lesson, card.edition) == (f"Ord av {saved}", 2)
