"""Two who write in one analysis at the same moment: one is saved, the other is told, and no word is lost."""

from __future__ import annotations

import pytest

from samverkan.causes.services.analyses import revise_analysis
from samverkan.causes.services.causes import revise_cause
from samverkan.causes.words import Certainty, Factor, Side
from samverkan.situation.words import TargetKind
from tests.cast import Cast
from tests.red_thread import a_cause, an_analysis
from tests.writers import SAVED, save_at_once


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_a_cause_at_the_same_moment_one_is_told_and_no_word_is_lost(cast: Cast) -> None:
    cause, actors = a_cause(cast), {"amina": cast.amina, "bertil": cast.bertil}

    def save(name: str) -> None:
        revise_cause(
            by=actors[name],
            cause=cause,
            edition=1,
            text=f"Ord av {name}",
            side=Side.GUARDIAN,
            factor=Factor.RISK,
            expectation="",
            weight=3,
            certainty=Certainty.LOW,
        )

    outcomes = save_at_once(actors, save)
    (saved,) = (name for name, outcome in outcomes.items() if outcome == SAVED)
    assert any("has saved another wording" in outcome for outcome in outcomes.values()), outcomes
    cause.refresh_from_db()
    assert (cause.text, cause.edition) == (f"Ord av {saved}", 2)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_a_conclusion_at_the_same_moment_one_is_told_and_no_word_is_lost(cast: Cast) -> None:
    analysis, actors = an_analysis(cast, target_name="Torget"), {"amina": cast.amina, "bertil": cast.bertil}

    def save(name: str) -> None:
        revise_analysis(
            by=actors[name],
            analysis=analysis,
            edition=1,
            title="Varför torget",
            target=TargetKind.PHENOMENON,
            target_name="Öppen handel",
            conclusion=f"Ord av {name}",
        )

    outcomes = save_at_once(actors, save)
    (saved,) = (name for name, outcome in outcomes.items() if outcome == SAVED)
    assert any("has saved another wording" in outcome for outcome in outcomes.values()), outcomes
    analysis.refresh_from_db()
    assert (analysis.summary, analysis.edition) == (f"Ord av {saved}", 2)
