"""What waits in the merge is counted for those who write the picture, and an own room never is."""

from __future__ import annotations

import pytest

from samverkan.ground.words import Party
from samverkan.situation.models import Contribution, Line
from samverkan.situation.queries.waiting import waiting_for
from samverkan.situation.words import Agreement, Block
from tests.cast import TODAY, Cast
from tests.red_thread import NOW, a_picture, a_statement, an_area


@pytest.mark.req("SIT-11")
def test_shared_lines_unsettled_statements_and_new_contributions_wait_in_the_newest_picture(cast: Cast) -> None:
    a_statement(cast, a_picture(cast, 2025), agreement=Agreement.NOT_YET)
    picture = a_picture(cast, 2026)
    assert waiting_for(cast.amina) == []
    line = Line.objects.create(
        picture=picture, room=Party.POLICE, block=Block.EXTENT, area=an_area(cast), text="Insats", written_at=NOW
    )
    assert waiting_for(cast.amina) == waiting_for(cast.bertil) == []  # nobody's but the police's until it is shared
    line.shared_at = NOW
    line.save()
    a_statement(cast, picture)
    statement = a_statement(cast, picture, "Torget är mörkt", agreement=Agreement.NOT_YET)
    sent = {"picture": picture, "sender": "Bolaget", "field": "Brand", "text": "Bränder", "received_on": TODAY}
    Contribution.objects.create(**sent)
    Contribution.objects.create(**sent, state="declined", reply="Tack")
    (waiting,) = waiting_for(cast.amina)
    assert (waiting.lines, waiting.statements, waiting.contributions) == (1, 1, 1)
    assert waiting_for(cast.bertil) == [waiting]
    statement.lines.add(line)
    assert waiting_for(cast.amina)[0].lines == 0
    for person in ("cecilia", "fatima", "gustav", "hanna", "ivar", "nils"):
        assert waiting_for(cast.actor(person)) == [], person
