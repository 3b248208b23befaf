"""Two rooms and one merge: what each party sees alone, what is shared, what is said together."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from samverkan.access.actor import Actor
from samverkan.audit.models import Entry
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.notices.models import Notice
from samverkan.situation.models import Line, Picture, Statement
from samverkan.situation.services.merge import (
    agree_on_statement,
    remove_statement,
    rewrite_statement,
    tell_of_clash,
    write_statement,
)
from samverkan.situation.services.rooms import carry_lines, rewrite_line, share_lines, withdraw_line, write_line
from samverkan.situation.words import Agreement, Block
from tests.cast import TODAY, Cast
from tests.red_thread import NOW, a_picture, a_place, a_source, a_statement, an_area, an_indicator

ClientOf = Callable[[str], Client]
TORGET = "Unga kvinnor undviker torget på kvällen"


@pytest.fixture
def picture(cast: Cast) -> Picture:
    return a_picture(cast)


def a_line(by: Actor, picture: Picture, text: str = TORGET, *, shared: bool = False, **more: Any) -> Line:
    line = write_line(by=by, picture=picture, block=Block.EXTENT, text=text, now=NOW, **more)
    if shared:
        share_lines(by=by, picture=picture, lines=[line], today=TODAY, now=NOW)
    return Line.objects.get(pk=line.pk)


def test_a_line_is_seen_by_its_own_party_only_until_it_is_shared(
    cast: Cast, picture: Picture, client_of: ClientOf
) -> None:
    line = a_line(cast.amina, picture)
    room, merge = reverse("situation:room", args=[picture.pk]), reverse("situation:merge", args=[picture.pk])
    assert TORGET in client_of("amina").get(room).content.decode()
    assert TORGET in client_of("doris").get(room).content.decode()
    for name in ("bertil", "erik"):
        assert TORGET not in client_of(name).get(room).content.decode()
        assert client_of(name).get(reverse("situation:edit_line", args=[line.pk])).status_code == 404
    for name in ("amina", "bertil", "gustav"):
        assert TORGET not in client_of(name).get(merge).content.decode(), "the merge shows what is shared"
    share_lines(by=cast.amina, picture=picture, lines=[line], today=TODAY, now=NOW)
    assert TORGET in client_of("bertil").get(merge).content.decode()
    assert TORGET not in client_of("bertil").get(room).content.decode(), "it is no line of theirs"
    assert TORGET not in client_of("gustav").get(merge).content.decode(), "nobody else has received it"


def test_the_trail_does_not_hold_the_words_of_a_room(cast: Cast, picture: Picture) -> None:
    a_line(cast.amina, picture, shared=True)
    assert not Entry.objects.filter(title__contains="Unga kvinnor").exists()
    assert all("Unga kvinnor" not in str(entry.details) for entry in Entry.objects.all())


def test_sharing_cannot_be_taken_back_and_the_line_stays_as_it_is(cast: Cast, picture: Picture) -> None:
    line = a_line(cast.amina, picture, shared=True)
    assert (line.shared_at, line.shared_by) == (NOW, "Amina Lind")
    with pytest.raises(Refused, match="received document") as refused:
        rewrite_line(by=cast.amina, line=line, edition=1, block=Block.EXTENT, text="Något annat")
    assert "new line" in refused.value.way_on
    with pytest.raises(Refused, match="received document"):
        withdraw_line(by=cast.amina, line=line, now=NOW)
    with pytest.raises(Refused, match="already been shared"):
        share_lines(by=cast.amina, picture=picture, lines=[line], today=TODAY, now=NOW)
    told = Notice.objects.get(recipient=cast.users["bertil"])
    assert "delat en rad" in told.title


def test_nobody_shares_or_changes_the_lines_of_the_other_party(cast: Cast, picture: Picture) -> None:
    line = a_line(cast.amina, picture)
    with pytest.raises(Refused, match="your own room"):
        share_lines(by=cast.bertil, picture=picture, lines=[line], today=TODAY, now=NOW)
    for deed in (
        lambda: rewrite_line(by=cast.bertil, line=line, edition=1, block=Block.EXTENT, text="Nej"),
        lambda: withdraw_line(by=cast.bertil, line=line, now=NOW),
        lambda: share_lines(by=cast.gustav, picture=picture, lines=[line], today=TODAY, now=NOW),
        lambda: a_line(cast.cecilia, picture),
    ):
        with pytest.raises(NotAllowed):
            deed()
    with pytest.raises(Refused) as refused:
        share_lines(by=cast.amina, picture=picture, lines=[], today=TODAY, now=NOW)
    assert refused.value.field == "lines"


def test_the_button_says_what_sharing_means_and_shares_several_at_once(
    cast: Cast, picture: Picture, client_of: ClientOf
) -> None:
    lines = [a_line(cast.amina, picture, text) for text in ("Första raden", "Andra raden")]
    third = a_line(cast.amina, picture, "Tredje raden")
    amina, address = client_of("amina"), reverse("situation:share", args=[picture.pk])
    shown = amina.get(address, {"line": [line.pk for line in lines]}).content.decode()
    assert "inkommen handling hos polisen" in shown
    assert "Första raden" in shown
    assert "Tredje raden" not in shown
    assert not Line.objects.filter(shared_at__isnull=False).exists(), "looking shares nothing"
    assert amina.post(address, {"line": [line.pk for line in lines]}).status_code == 302
    assert set(Line.objects.filter(shared_at__isnull=False)) == set(lines)
    assert amina.post(address, {"line": [third.pk, lines[0].pk, "x"]}).status_code == 302
    third.refresh_from_db()
    assert third.shared_at is not None, "what was shared before is passed over"
    assert (
        "Andra raden"
        in amina.get(reverse("situation:write_line", args=[picture.pk]), {"rattar": lines[1].pk}).content.decode()
    )


@pytest.mark.req("SIT-08", "SIT-13")
def test_a_line_names_its_sources_and_what_may_be_hidden(cast: Cast, picture: Picture, client_of: ClientOf) -> None:
    source = a_source(cast, dark_figure="large", hard_to_map="Unga utsatta")
    a_line(cast.amina, picture, sources=[source], dark_figure="Den som undviker anmäler inte", shared=True)
    page = client_of("bertil").get(reverse("situation:merge", args=[picture.pk])).content.decode()
    for words in ("Polisen: Trygghetsmätningen (2025)", "Stort mörkertal", "Unga utsatta", "Den som undviker"):
        assert words in page


def test_a_line_is_about_this_district_and_about_no_person(cast: Cast, picture: Picture) -> None:
    elsewhere = a_place(cast, "Granviks torg", unit=cast.units["granvik"])
    with pytest.raises(Refused) as refused:
        a_line(cast.amina, picture, place=elsewhere)
    assert refused.value.field == "place"
    with pytest.raises(Refused) as refused:
        a_line(cast.amina, picture, "Ring 070-123 45 67")
    assert refused.value.field == "text"
    with pytest.raises(Refused) as refused:
        a_line(cast.amina, picture, " ")
    assert refused.value.field == "text"
    assert not Line.objects.exists()


def test_a_line_is_taken_out_before_it_is_shared(cast: Cast, picture: Picture) -> None:
    line = a_line(cast.amina, picture)
    withdraw_line(by=cast.doris, line=line, now=NOW)
    with pytest.raises(Refused, match="taken out"):
        share_lines(by=cast.amina, picture=picture, lines=[line], today=TODAY, now=NOW)
    with pytest.raises(Refused, match="taken out"):
        rewrite_line(by=cast.amina, line=line, edition=1, block=Block.EXTENT, text="Igen")


@pytest.mark.req("SIT-03")
def test_each_party_carries_over_its_own_lines_once(cast: Cast) -> None:
    before = a_picture(cast, year=2025)
    picture = a_picture(cast)
    line = a_line(cast.bertil, before, "Rån mot unga")
    (new,) = carry_lines(by=cast.bertil, picture=picture, lines=[line], now=NOW)
    assert (new.text, new.carried_from, new.shared_at) == ("Rån mot unga", line, None)
    with pytest.raises(Refused, match="already been carried"):
        carry_lines(by=cast.bertil, picture=picture, lines=[line], now=NOW)
    with pytest.raises(Refused):
        carry_lines(by=cast.amina, picture=picture, lines=[a_line(cast.bertil, before, "Annat")], now=NOW)


def test_lines_of_both_rooms_become_one_statement(cast: Cast, picture: Picture) -> None:
    source = a_source(cast)
    ours = a_line(cast.amina, picture, shared=True, sources=[source])
    theirs = a_line(cast.bertil, picture, "Få anmälda brott", shared=True)
    statement = write_statement(
        by=cast.bertil,
        picture=picture,
        block=Block.EXTENT,
        area=an_area(cast),
        text="Torget undviks trots få anmälningar",
        lines=[ours, theirs],
        now=NOW,
    )
    assert set(statement.lines.all()) == {ours, theirs}
    assert list(statement.sources.all()) == [source], "the lines' sources come along"
    with pytest.raises(Refused, match="already part"):
        write_statement(by=cast.amina, picture=picture, block=Block.EXTENT, text="Igen", lines=[ours], now=NOW)
    remove_statement(by=cast.amina, statement=statement, reason="Dubbelt", now=NOW)
    write_statement(by=cast.amina, picture=picture, block=Block.EXTENT, text="Igen", lines=[ours], now=NOW)


def test_only_shared_lines_of_the_same_picture_are_joined(cast: Cast, picture: Picture) -> None:
    unshared = a_line(cast.amina, picture)
    with pytest.raises(Refused) as refused:
        write_statement(by=cast.bertil, picture=picture, block=Block.EXTENT, text="Nej", lines=[unshared], now=NOW)
    assert refused.value.field == "lines"
    other = a_line(cast.amina, a_picture(cast, year=2025), shared=True)
    with pytest.raises(Refused):
        write_statement(by=cast.amina, picture=picture, block=Block.EXTENT, text="Nej", lines=[other], now=NOW)


def test_where_the_parties_differ_both_views_are_kept(cast: Cast, picture: Picture) -> None:
    statement = a_statement(cast, picture)
    with pytest.raises(Refused) as refused:
        rewrite_statement(
            by=cast.amina,
            statement=statement,
            edition=1,
            block=Block.EXTENT,
            agreement=Agreement.DISAGREED,
            municipality_view="Vi ser det",
        )
    assert refused.value.field == "police_view"
    rewrite_statement(
        by=cast.amina,
        statement=statement,
        edition=1,
        block=Block.EXTENT,
        agreement=Agreement.DISAGREED,
        municipality_view="Vi ser det",
        police_view="Inte vi",
    )
    statement.refresh_from_db()
    assert (statement.municipality_view, statement.police_view) == ("Vi ser det", "Inte vi")
    with pytest.raises(Refused, match="no words to agree on"):
        agree_on_statement(by=cast.bertil, statement=statement, edition=2)


def test_agreeing_is_about_the_words_that_were_read(cast: Cast, picture: Picture) -> None:
    statement = a_statement(cast, picture, agreement=Agreement.NOT_YET)
    rewrite_statement(by=cast.bertil, statement=statement, edition=1, block=Block.EXTENT, text="Andra ord")
    with pytest.raises(SavedMeanwhile, match="Bertil Ek"):
        agree_on_statement(by=cast.amina, statement=statement, edition=1)
    agree_on_statement(by=cast.amina, statement=statement, edition=2)
    statement.refresh_from_db()
    assert statement.agreement == Agreement.AGREED
    with pytest.raises(NotAllowed):
        agree_on_statement(by=cast.gustav, statement=statement, edition=3)


def test_the_merge_shows_differences_first_class(cast: Cast, picture: Picture, client_of: ClientOf) -> None:
    ours = a_line(cast.amina, picture, "Bara kommunens rad", shared=True)
    theirs = a_line(cast.bertil, picture, "Bara polisens rad", shared=True)
    both = write_statement(
        by=cast.amina, picture=picture, block=Block.EXTENT, text="Vi ser samma", lines=[ours, theirs], now=NOW
    )
    agree_on_statement(by=cast.bertil, statement=both, edition=1)
    a_line(cast.amina, picture, "Det här ser bara vi", shared=True)
    address = reverse("situation:merge", args=[picture.pk])
    everything = client_of("bertil").get(address).content.decode()
    assert "Vi ser samma" in everything
    assert "Det här ser bara vi" in everything
    differences = client_of("bertil").get(address, {"visa": "skillnader"}).content.decode()
    assert "Vi ser samma" not in differences
    assert "Det här ser bara vi" in differences


def test_two_editors_are_both_told_and_neither_loses_a_word(cast: Cast, picture: Picture, client_of: ClientOf) -> None:
    statement = a_statement(cast, picture, "Början")
    address = reverse("situation:edit_statement", args=[statement.pk])
    common = {"block": "extent", "agreement": "not_yet", "edition": "1"}
    assert client_of("bertil").post(address, common | {"text": "Polisens ord"}).status_code == 302
    amina = client_of("amina")
    answer = amina.post(address, common | {"text": "Kommunens ord"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Bertil Ek" in page
    assert page.count("Kommunens") >= 2, "beside the stored words, and still in the form"
    assert "Polisens" in page
    statement.refresh_from_db()
    assert statement.text == "Polisens ord", "nothing is overwritten"
    told = Notice.objects.get(recipient=cast.users["bertil"], kind="situation.statement")
    assert "Kommunens ord" in told.text, "the other writer has the words that were not saved"
    assert amina.post(address, common | {"text": "Bådas ord", "edition": "2"}).status_code == 302
    statement.refresh_from_db()
    assert statement.text == "Bådas ord"


def test_whoever_writes_alone_tells_nobody(cast: Cast, picture: Picture) -> None:
    statement = write_statement(by=cast.amina, picture=picture, block=Block.EXTENT, text="Ord", now=NOW)
    tell_of_clash(by=cast.amina, statement=statement, wording="Andra ord")
    assert not Notice.objects.exists()


def test_two_who_write_the_same_line_are_told_too(cast: Cast, picture: Picture, client_of: ClientOf) -> None:
    line = a_line(cast.amina, picture, "Början")
    rewrite_line(by=cast.doris, line=line, edition=1, block=Block.EXTENT, text="Direktörens ord")
    values: dict[str, Any] = {"block": "extent", "text": "Samordnarens ord", "edition": "1"}
    answer = client_of("amina").post(reverse("situation:edit_line", args=[line.pk]), values)
    assert answer.status_code == 422
    assert "Direktörens" in answer.content.decode()
    assert "Samordnarens ord" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told_and_no_text_is_lost(cast: Cast) -> None:
    statement = a_statement(cast, a_picture(cast), "Början")
    writers = {"amina": cast.amina, "bertil": cast.bertil}
    outcomes: dict[str, str] = {}
    ready = threading.Barrier(len(writers))

    def write(name: str) -> None:
        ready.wait()
        try:
            for _attempt in range(200):
                try:
                    rewrite_statement(
                        by=writers[name], statement=statement, edition=1, block=Block.EXTENT, text=f"Ord av {name}"
                    )
                    outcomes[name] = "saved"
                except SavedMeanwhile as told:
                    outcomes[name] = str(told)
                except OperationalError:  # SQLite lets one writer in at a time and says so
                    connection.close()
                    time.sleep(0.02)
                    continue
                return
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saved = [name for name, outcome in outcomes.items() if outcome == "saved"]
    assert len(saved) == 1, outcomes
    assert any("has saved another wording" in outcome for outcome in outcomes.values())
    stored = Statement.objects.get(pk=statement.pk)
    assert (stored.text, stored.edition) == (f"Ord av {saved[0]}", 2)


@pytest.mark.req("SIT-07", "SIT-20")
def test_any_local_challenge_fits_inside_an_area(cast: Cast, picture: Picture, client_of: ClientOf) -> None:
    """Violent extremism goes the same way as any other crime; a district's own need is a statement of the area."""
    values = {"block": "extent", "agreement": "agreed", "text": "Våldsbejakande propaganda på anslagstavlor"}
    address = reverse("situation:write_statement", args=[picture.pk])
    assert client_of("amina").post(address, values | {"area": str(an_area(cast).pk)}).status_code == 302
    statement = Statement.objects.get()
    assert (statement.area, statement.agreement) == (an_area(cast), "agreed")


def test_an_indicator_of_another_district_is_refused(cast: Cast, picture: Picture) -> None:
    with pytest.raises(Refused) as refused:
        write_statement(
            by=cast.amina,
            picture=picture,
            block=Block.EXTENT,
            text="Ord",
            indicators=[an_indicator(cast, unit=cast.units["granvik"])],
            now=NOW,
        )
    assert refused.value.field == "indicators"
