"""What the addresses of pictures, rooms, the merge, contributions and versions answer to whom."""

from __future__ import annotations

from typing import Any

from samverkan.agreements.models import AnnexVersion
from samverkan.agreements.tests.town import build_signed
from samverkan.agreements.words import AnnexState
from samverkan.ground.snapshots import seal
from samverkan.ground.words import Party
from samverkan.situation.models import Cell, Contribution, Line, Picture, PictureVersion, Table
from samverkan.situation.rules.snapshot import Snapshot
from tests.cast import TODAY, Cast
from tests.door import Door
from tests.red_thread import NOW, a_picture, a_source, a_statement, an_area


def picture(cast: Cast) -> list[Any]:
    return [a_picture(cast).pk]


def area_of_picture(cast: Cast) -> list[Any]:
    return [a_picture(cast).pk, an_area(cast).pk]


def line(cast: Cast) -> list[Any]:
    found = Line.objects.create(
        picture=a_picture(cast), room=Party.MUNICIPALITY, block="extent", text="Torget undviks", written_at=NOW
    )
    return [found.pk]


def statement(cast: Cast) -> list[Any]:
    return [a_statement(cast, a_picture(cast)).pk]


def table(cast: Cast) -> list[Any]:
    found = Table.objects.create(
        picture=a_picture(cast), block="extent", title="Anmälda brott", period="2025", source=a_source(cast)
    )
    Cell.objects.create(table=found, sex="women", number=12)
    Cell.objects.create(table=found, sex="men", number=19)
    return [found.pk]


def contribution(cast: Cast) -> list[Any]:
    found = Contribution.objects.create(
        picture=a_picture(cast),
        unit=cast.units["transport"],
        sender="Trafikkontoret",
        field="Belysning",
        text="Lampor slås sönder",
        received_on=TODAY,
    )
    return [found.pk]


def frozen(cast: Cast, of: Picture | None = None, *, state: str = "draft", number: int = 1) -> PictureVersion:
    """Store a frozen version whose annex version stands in the state, without the deeds that lead there."""
    picture = of or a_picture(cast)
    annex = build_signed(cast).annexes["picture"]
    content = Snapshot(unit=picture.unit.name, year=picture.year, delimitation="Allt", authors=("A", "B")).content()
    valid: dict[str, Any] = (
        {"dated_on": TODAY, "attached_at": NOW, "needs_decision": False} if state == AnnexState.VALID else {}
    )
    return PictureVersion.objects.create(
        picture=picture,
        number=number,
        content=content,
        sealed=seal(content),
        annex_version=AnnexVersion.objects.create(annex=annex, number=number, state=state, created_at=NOW, **valid),
        frozen_at=NOW,
    )


def undecided(cast: Cast) -> list[Any]:
    return [frozen(cast).pk]


def decided(cast: Cast) -> list[Any]:
    return [frozen(cast, state=AnnexState.VALID).pk]


UNSEEN = {"cecilia": 404, "fatima": 404, "hanna": 404, "ivar": 404, "nils": 404}
"""A picture of Björkåsa is nothing to these; elected representatives see decided versions only."""
SEEN = Door(200, UNSEEN, picture)
PREPARERS = {"amina": 200, "bertil": 200, "doris": 200, "erik": 200}

PICTURE_DOORS = {
    "situation:pictures": Door(200),
    "situation:open_picture": Door(403, PREPARERS | {"cecilia": 200, "gustav": 200}),
    "situation:picture": SEEN,
    "situation:delimit": Door(403, UNSEEN | PREPARERS, picture),
    "situation:note_area": Door(403, UNSEEN | PREPARERS, area_of_picture),
    "situation:room": Door(404, PREPARERS, picture),
    "situation:write_line": Door(404, PREPARERS, picture),
    "situation:share": Door(404, dict.fromkeys(PREPARERS, 302), picture),
    "situation:carry_lines": Door(404, PREPARERS, picture),
    "situation:edit_line": Door(404, {"amina": 200, "doris": 200}, line),
    "situation:withdraw_line": Door(404, {"amina": 200, "doris": 200}, line),
    "situation:merge": SEEN,
    "situation:write_statement": Door(403, UNSEEN | PREPARERS, picture),
    "situation:statement": Door(200, UNSEEN, statement),
    "situation:edit_statement": Door(403, UNSEEN | PREPARERS, statement),
    "situation:agree": Door(405, arguments=statement),
    "situation:remove_statement": Door(403, UNSEEN | PREPARERS, statement),
    "situation:add_table": Door(403, UNSEEN | PREPARERS, picture),
    "situation:edit_table": Door(403, UNSEEN | PREPARERS, table),
    "situation:remove_table": Door(403, UNSEEN | PREPARERS, table),
    "situation:contributions": Door(200, {"hanna": 403, "nils": 403}),
    "situation:contribute": Door(403, PREPARERS | {"cecilia": 200, "fatima": 200, "gustav": 200}),
    "situation:contribution": Door(404, PREPARERS | {"fatima": 200}, contribution),
    "situation:use_contribution": Door(404, PREPARERS | {"fatima": 403}, contribution),
    "situation:decline_contribution": Door(404, PREPARERS | {"fatima": 403}, contribution),
    "situation:freeze": Door(403, UNSEEN | PREPARERS, picture),
    "situation:version": Door(200, UNSEEN, undecided),
    "situation:compare": Door(200, UNSEEN | {"hanna": 200}, decided),
    "situation:city": Door(403, {"gustav": 200}),
}
