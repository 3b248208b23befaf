"""Which causes wait for their test, and for whom."""

from __future__ import annotations

import pytest

from samverkan.causes.queries.waiting import causes_to_test
from tests.cast import TODAY, Cast
from tests.red_thread import a_cause, an_analysis


@pytest.mark.req("CAU-10")
def test_an_untested_cause_of_an_open_analysis_waits_for_those_who_prepare_it(cast: Cast) -> None:
    analysis = an_analysis(cast)
    a_cause(cast, analysis, "Prövad", result="supported", result_text="Syns i mätningen", tested_on=TODAY)
    a_cause(cast, analysis, "Säger varför inte", result_text="Data saknas")
    a_cause(cast, analysis, "Avförd", set_aside_on=TODAY, set_aside_because="Stämde inte")
    assert causes_to_test(cast.amina) == []
    a_cause(cast, analysis)
    assert [(one.analysis, one.count) for one in causes_to_test(cast.amina)] == [(analysis, 1)]
    assert len(causes_to_test(cast.bertil)) == 1
    for person in ("cecilia", "fatima", "gustav", "hanna", "ivar", "nils"):
        assert causes_to_test(cast.actor(person)) == [], person
    analysis.municipality_settled_on = analysis.police_settled_on = TODAY
    analysis.state = "settled"
    analysis.save()
    assert causes_to_test(cast.amina) == []
