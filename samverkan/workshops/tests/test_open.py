"""Which open workshops a person takes part in."""

from __future__ import annotations

import pytest

from samverkan.workshops.models import Member, Workshop
from samverkan.workshops.queries import workshops_open_to
from tests.cast import Cast
from tests.red_thread import NOW, an_analysis


@pytest.mark.req("CAU-12")
def test_open_workshops_are_shown_to_those_who_prepare_and_those_who_joined(cast: Cast) -> None:
    workshop = Workshop.objects.create(analysis=an_analysis(cast), code="SKATA", phase_started_at=NOW, opened_at=NOW)
    assert workshops_open_to(cast.amina) == workshops_open_to(cast.bertil) == [workshop]
    for person in ("cecilia", "fatima", "gustav", "hanna", "ivar", "nils"):
        assert workshops_open_to(cast.actor(person)) == [], person
    for number, person in enumerate(("fatima", "hanna")):
        Member.objects.create(
            workshop=workshop, user=cast.users[person], function="F", token_hash=str(number) * 64, joined_at=NOW
        )
    assert workshops_open_to(cast.fatima) == [workshop]
    assert workshops_open_to(cast.hanna) == []  # who is only elected takes no part in working material
    workshop.closed_at = NOW
    workshop.save()
    assert workshops_open_to(cast.amina) == []
