"""Pictures: opened each year, delimited, touching every area, carried over, frozen and decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from samverkan.agreements.models import AnnexVersion
from samverkan.agreements.services.annexes import send_back
from samverkan.agreements.tests.town import Signed, build_signed
from samverkan.agreements.words import AnnexState
from samverkan.audit.models import Entry
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.snapshots import is_intact
from samverkan.indicators.words import Sex
from samverkan.situation.models import AreaNote, Picture, PictureVersion
from samverkan.situation.queries.pictures import areas_of
from samverkan.situation.services.merge import remove_statement, rewrite_statement, write_statement
from samverkan.situation.services.pictures import delimit_picture, note_area, open_picture
from samverkan.situation.services.rooms import write_line
from samverkan.situation.services.tables import Number, add_table
from samverkan.situation.services.versions import freeze_and_submit
from samverkan.situation.words import Agreement, Block
from tests.cast import TODAY, Cast
from tests.red_thread import NOW, a_problem, a_source, a_statement, an_area, an_indicator

ClientOf = Callable[[str], Client]


def opened(cast: Cast, year: int = 2026, **more: Any) -> Picture:
    """Open Björkåsa's picture as Amina."""
    values: dict[str, Any] = {"delimitation": "Hela stadsdelen"} | more
    return open_picture(by=cast.amina, unit=cast.units["bjorkasa"], year=year, today=TODAY, now=NOW, **values)


def complete(cast: Cast, picture: Picture) -> None:
    """Say something agreed in every block, and why the other areas are not relevant."""
    touched = an_area(cast)
    for block in Block:
        a_statement(cast, picture, text=f"Något om {block.value}", block=block, area=touched)
    for area in areas_of(picture, on=TODAY):
        if area != touched:
            note_area(by=cast.amina, picture=picture, area=area, reason="Syns inte här i år")


def frozen(cast: Cast, picture: Picture, what: str = "Allt är nytt") -> PictureVersion:
    return freeze_and_submit(by=cast.bertil, picture=picture, what_is_new=what, today=TODAY, now=NOW)


@pytest.fixture
def signed(cast: Cast) -> Signed:
    return build_signed(cast)


@pytest.mark.req("SIT-04")
def test_a_picture_says_which_geography_it_covers(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        opened(cast, delimitation=" ")
    assert refused.value.field == "delimitation"
    picture = opened(cast)
    delimit_picture(by=cast.bertil, picture=picture, edition=1, delimitation="Norra delen")
    with pytest.raises(SavedMeanwhile):
        delimit_picture(by=cast.amina, picture=picture, edition=1, delimitation="Södra delen")
    picture.refresh_from_db()
    assert picture.delimitation == "Norra delen"


@pytest.mark.req("SIT-02")
def test_there_is_one_picture_a_year_and_only_its_preparers_open_it(cast: Cast) -> None:
    opened(cast)
    with pytest.raises(Refused, match="already a picture"):
        opened(cast)
    with pytest.raises(Refused) as refused:
        opened(cast, year=2040)
    assert refused.value.field == "year"
    for name in ("cecilia", "gustav", "hanna", "fatima"):
        with pytest.raises(NotAllowed):
            open_picture(
                by=cast.actor(name),
                unit=cast.units["bjorkasa"],
                year=2025,
                delimitation="Allt",
                today=TODAY,
                now=NOW,
            )


@pytest.mark.req("SIT-03")
def test_what_still_holds_is_carried_over_and_settled_anew(cast: Cast) -> None:
    before = opened(cast, year=2025)
    source = a_source(cast)
    line = write_line(
        by=cast.amina, picture=before, block=Block.EXTENT, area=an_area(cast), text="Torget", sources=[source], now=NOW
    )
    statement = write_statement(
        by=cast.amina, picture=before, block=Block.EXTENT, text="Torget undviks", agreement=Agreement.AGREED, now=NOW
    )
    picture = opened(cast, statements=[statement], lines=[line])
    carried = picture.statements.get()
    assert (carried.text, carried.carried_from, carried.agreement) == ("Torget undviks", statement, "not_yet")
    new = picture.lines.get()
    assert (new.text, new.carried_from, new.shared_at, list(new.sources.all())) == ("Torget", line, None, [source])
    theirs = write_line(by=cast.bertil, picture=before, block=Block.EXTENT, text="Parken", now=NOW)
    with pytest.raises(Refused, match="Only the party that wrote"):
        open_picture(
            by=cast.amina,
            unit=cast.units["bjorkasa"],
            year=2027,
            delimitation="Allt",
            lines=[theirs],
            today=TODAY,
            now=NOW,
        )
    assert not Picture.objects.filter(year=2027).exists()


@pytest.mark.req("SIT-05")
def test_an_area_is_touched_or_there_is_a_reason_why_not(cast: Cast) -> None:
    picture, area = opened(cast), an_area(cast)
    note_area(by=cast.amina, picture=picture, area=area, reason="Inga sådana platser")
    assert AreaNote.objects.get(picture=picture).reason == "Inga sådana platser"
    statement = write_statement(
        by=cast.bertil, picture=picture, block=Block.EXTENT, area=area, text="Torget undviks", now=NOW
    )
    assert not AreaNote.objects.filter(picture=picture).exists(), "what is touched has no reason any more"
    with pytest.raises(Refused, match="touches the area"):
        note_area(by=cast.amina, picture=picture, area=area, reason="Inga sådana platser")
    remove_statement(by=cast.amina, statement=statement, reason="Stämmer inte", now=NOW)
    note_area(by=cast.amina, picture=picture, area=area, reason="Inga sådana platser")
    note_area(by=cast.amina, picture=picture, area=area, reason="")
    assert not AreaNote.objects.filter(picture=picture).exists()
    with pytest.raises(NotAllowed):
        note_area(by=cast.cecilia, picture=picture, area=area, reason="Nej")


@pytest.mark.req("SIT-05")
def test_a_picture_that_lacks_something_does_not_go_to_decision(cast: Cast, signed: Signed) -> None:
    picture = opened(cast)
    an_area(cast)
    with pytest.raises(Refused, match="9 things are missing"):  # four blocks and five areas
        frozen(cast, picture)
    complete(cast, picture)
    unsettled = a_statement(cast, picture, text="Oklart", agreement=Agreement.NOT_YET)
    with pytest.raises(Refused, match="1 things are missing"):
        frozen(cast, picture)
    unsettled.agreement = Agreement.AGREED
    unsettled.save()
    with pytest.raises(Refused) as refused:
        frozen(cast, picture, what=" ")
    assert refused.value.field == "what_is_new"
    with pytest.raises(NotAllowed):
        freeze_and_submit(by=cast.gustav, picture=picture, what_is_new="Allt", today=TODAY, now=NOW)
    assert frozen(cast, picture).number == 1


@pytest.mark.req("SIT-01", "SIT-02", "SIT-06")
def test_the_frozen_picture_becomes_the_agreements_annex_with_both_authors(cast: Cast, signed: Signed) -> None:
    picture = opened(cast)
    complete(cast, picture)
    source = a_source(cast)
    indicator = an_indicator(cast)
    write_statement(
        by=cast.amina,
        picture=picture,
        block=Block.EXTENT,
        area=an_area(cast),
        text="Unga kvinnor undviker torget",
        agreement=Agreement.DISAGREED,
        municipality_view="Unga kvinnor är rädda",
        police_view="Anmälningarna är få",
        sources=[source],
        indicators=[indicator],
        now=NOW,
    )
    a_problem(cast)
    version = frozen(cast, picture)
    annex = version.annex_version
    assert (annex.annex, annex.state) == (signed.annexes["picture"], AnnexState.SUBMITTED)
    assert annex.authors == ["municipality", "police"]
    assert annex.areas_touched[str(an_area(cast).pk)] == "touched"
    assert "Syns inte här i år" in annex.areas_touched.values()
    for words in ("Unga kvinnor är rädda", "Anmälningarna är få", "Trygghetsmätningen", "Öppen narkotikahandel"):
        assert words in annex.text
    assert is_intact(version.content, version.sealed)
    assert version.content["indicators"][0]["name"] == indicator.name
    entry = Entry.objects.get(event="situation.frozen")
    assert entry.details["sealed"] == version.sealed


@pytest.mark.req("SIT-02")
def test_a_version_sent_back_is_frozen_anew(cast: Cast, signed: Signed) -> None:
    picture = opened(cast)
    complete(cast, picture)
    first = frozen(cast, picture)
    with pytest.raises(Refused, match="already being worked on"):
        frozen(cast, picture)
    send_back(by=cast.bertil, version=first.annex_version, reason="Skriv mer om skolorna")
    assert frozen(cast, picture, what="Mer om skolorna").number == 2


def test_without_an_agreement_in_force_there_is_nothing_to_be_an_annex_of(cast: Cast) -> None:
    picture = opened(cast)
    complete(cast, picture)
    with pytest.raises(Refused, match="No local agreement"):
        frozen(cast, picture)
    signed = build_signed(cast)
    annex = signed.annexes["picture"]
    annex.kind = "other"
    annex.save()
    with pytest.raises(Refused, match="no annex for the situation picture"):
        frozen(cast, picture)
    assert not AnnexVersion.objects.exists()


def test_a_frozen_version_never_changes_whatever_deeds_follow(cast: Cast, signed: Signed) -> None:
    picture = opened(cast)
    complete(cast, picture)
    source = a_source(cast)
    table = add_table(
        by=cast.amina,
        picture=picture,
        block=Block.EXTENT,
        title="Anmälda brott",
        period="2025",
        source=source,
        numbers=[Number(3, Sex.WOMEN), Number(9, Sex.MEN)],
    )
    version = frozen(cast, picture)
    before, text = version.content, version.annex_version.text
    statement = picture.statements.first()
    assert statement is not None
    rewrite_statement(by=cast.amina, statement=statement, edition=1, block=Block.ANALYSIS, text="Helt annat")
    remove_statement(by=cast.bertil, statement=statement, reason="Fel", now=NOW)
    table.cells.all().delete()
    source.title = "Något annat"
    source.save()
    delimit_picture(by=cast.amina, picture=picture, edition=1, delimitation="Halva stadsdelen")
    version = PictureVersion.objects.select_related("annex_version").get(pk=version.pk)
    assert version.content == before
    assert is_intact(version.content, version.sealed)
    assert version.annex_version.text == text
    assert "Trygghetsmätningen" in str(before), "names are written out, not looked up"
    assert 3 not in [cell["number"] for cell in before["tables"][0]["cells"]], "small numbers are hidden before"
