"""Figures, contributions, frozen versions and the aggregated view, as people meet them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from samverkan.agreements.words import AnnexState
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.snapshots import seal
from samverkan.indicators.words import Sex
from samverkan.notices.models import Notice
from samverkan.situation.models import Cell, Contribution, PictureVersion, Statement, Table
from samverkan.situation.services.contributions import decline_contribution, send_contribution, use_contribution
from samverkan.situation.services.tables import Number, add_table, remove_table, rewrite_table
from samverkan.situation.tests.picture_doors import frozen
from samverkan.situation.words import Block
from tests.cast import TODAY, Cast
from tests.red_thread import NOW, PLACES, a_picture, a_source, area_list

ClientOf = Callable[[str], Client]


@pytest.mark.req("SIT-09", "SIT-10", "CRO-01")
def test_figures_are_split_by_sex_or_say_why_not(cast: Cast) -> None:
    picture, source = a_picture(cast), a_source(cast)
    values: dict[str, Any] = {"picture": picture, "block": Block.EXTENT, "title": "Brott", "period": "2025"}
    values["source"] = source
    with pytest.raises(Refused) as refused:
        add_table(by=cast.amina, numbers=[Number(40)], **values)
    assert refused.value.field == "why_not_split"
    with pytest.raises(Refused, match="Split all rows"):
        add_table(by=cast.amina, numbers=[Number(40), Number(9, Sex.MEN)], **values)
    with pytest.raises(Refused, match="same age"):
        add_table(by=cast.amina, numbers=[Number(4, Sex.MEN), Number(9, Sex.MEN)], **values)
    with pytest.raises(NotAllowed):
        add_table(by=cast.gustav, numbers=[Number(4, Sex.MEN)], **values)
    assert not Table.objects.exists()
    table = add_table(by=cast.amina, numbers=[Number(40)], why_not_split="Källan delar inte upp", **values)
    table = rewrite_table(
        by=cast.bertil,
        table=table,
        edition=1,
        block=Block.EXTENT,
        title="Brott",
        period="2025",
        source=source,
        numbers=[Number(19, Sex.WOMEN, "13–17", "Norra"), Number(21, Sex.MEN, "13–17", "Norra")],
        why_not_split="Står kvar",
    )
    assert table.why_not_split == "", "split figures need no reason"
    with pytest.raises(SavedMeanwhile):
        rewrite_table(
            by=cast.amina,
            table=table,
            edition=1,
            numbers=[Number(1, Sex.MEN)],
            **{name: value for name, value in values.items() if name != "picture"},
        )
    remove_table(by=cast.amina, table=table)
    assert not Cell.objects.exists()


def test_pasted_rows_are_understood_and_small_numbers_never_shown(cast: Cast, client_of: ClientOf) -> None:
    picture, source, amina = a_picture(cast), a_source(cast), client_of("amina")
    values: dict[str, Any] = {"title": "Anmälda rån", "period": "2025", "source": source.pk, "block": "extent"}
    address = reverse("situation:add_table", args=[picture.pk])
    wrong = amina.post(address, values | {"rows": "13–17; Norra; tre; fyra"})
    assert wrong.status_code == 422
    assert "Rad 1" in wrong.content.decode()
    rows = "13–17\tNorra\t3\t1 234\n18–24\tNorra\t717\t929\n"
    assert amina.post(address, values | {"rows": rows}).status_code == 302
    assert sorted(Cell.objects.values_list("number", flat=True)) == [3, 717, 929, 1234]
    page = client_of("bertil").get(reverse("situation:picture", args=[picture.pk])).content.decode()
    assert "Anmälda rån" in page
    assert ">3<" not in page
    for number in ("717", "929", "1234"):
        assert f">{number}<" not in page, "the others of the row and column would give the small one away"
    edited = amina.get(reverse("situation:edit_table", args=[Table.objects.get().pk])).content.decode()
    assert "13–17; Norra; 3; 1234" in edited


@pytest.mark.req("SIT-11")
def test_another_actor_contributes_and_is_told_what_it_led_to(cast: Cast, client_of: ClientOf) -> None:
    picture = a_picture(cast)
    fatima = client_of("fatima")
    values: dict[str, Any] = {
        "picture": picture.pk,
        "unit": cast.units["transport"].pk,
        "field": "Belysning",
        "text": "Lampor slås sönder",
    }
    assert fatima.post(reverse("situation:contribute"), values).status_code == 302
    contribution = Contribution.objects.get()
    assert (contribution.sender, contribution.state) == ("Trafikkontoret", "new")
    assert {one.recipient.email for one in Notice.objects.all()} == {"amina@example.org", "bertil@example.org"}
    statement = use_contribution(
        by=cast.amina, contribution=contribution, block=Block.EXTENT, text="Belysningen förstörs ofta", now=NOW
    )
    assert Statement.objects.get() == statement
    told = Notice.objects.get(recipient=cast.users["fatima"])
    assert "Belysningen förstörs ofta" in told.text
    assert fatima.get(told.address).status_code == 200
    with pytest.raises(Refused, match="already been dealt with"):
        decline_contribution(by=cast.bertil, contribution=contribution, reply="Nej")


@pytest.mark.req("SIT-11")
def test_what_is_not_used_is_answered(cast: Cast) -> None:
    contribution = send_contribution(
        by=cast.fatima, picture=a_picture(cast), unit=cast.units["transport"], field="Brand", text="Soprum", today=TODAY
    )
    with pytest.raises(Refused) as refused:
        decline_contribution(by=cast.amina, contribution=contribution, reply=" ")
    assert refused.value.field == "reply"
    decline_contribution(by=cast.amina, contribution=contribution, reply="Tas upp i nästa års bild")
    assert "nästa års" in Notice.objects.get(recipient=cast.users["fatima"]).text


def test_nobody_contributes_in_the_name_of_another_organisation(cast: Cast) -> None:
    picture = a_picture(cast)
    for name, unit in (("fatima", "granvik"), ("hanna", "board"), ("gustav", "town")):
        with pytest.raises(NotAllowed):
            send_contribution(
                by=cast.actor(name), picture=picture, unit=cast.units[unit], field="Om", text="Text", today=TODAY
            )
    registered = send_contribution(
        by=cast.amina, picture=picture, sender="Skolfastighetsbolaget", field="Skolor", text="Klotter", today=TODAY
    )
    assert registered.unit is None


@pytest.mark.req("SIT-02")
def test_boards_read_a_version_when_it_is_decided_and_not_before(cast: Cast, client_of: ClientOf) -> None:
    version = frozen(cast)
    address = reverse("situation:version", args=[version.pk])
    assert client_of("hanna").get(address).status_code == 404
    annex = version.annex_version
    annex.state, annex.dated_on, annex.attached_at, annex.needs_decision = AnnexState.VALID, TODAY, NOW, False
    annex.save()
    assert client_of("hanna").get(address).status_code == 200
    assert address in client_of("hanna").get(reverse("situation:pictures")).content.decode()


def test_a_version_that_was_tampered_with_says_so_loudly(cast: Cast, client_of: ClientOf) -> None:
    version = frozen(cast)
    address = reverse("situation:version", args=[version.pk])
    alarm = "inte den version som frystes"
    content = version.content | {"delimitation": "Något annat"}
    PictureVersion.objects.filter(pk=version.pk).update(content=content)
    assert alarm in client_of("amina").get(address).content.decode()
    PictureVersion.objects.filter(pk=version.pk).update(sealed=seal(content))
    assert alarm in client_of("amina").get(address).content.decode(), "the trail still holds the first seal"


@pytest.mark.req("SIT-25")
def test_management_sees_what_the_districts_have_decided_area_by_area(cast: Cast, client_of: ClientOf) -> None:
    area_list(cast)
    version = frozen(cast, state=AnnexState.VALID)
    content = version.content | {
        "problems": [{"key": 1, "area": PLACES, "title": "Öppen handel", "is_prioritised": True, "place": 1}]
    }
    PictureVersion.objects.filter(pk=version.pk).update(content=content)
    place = list(area_list(cast).areas.values_list("name", flat=True)).index(PLACES) + 1
    with time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False):
        page = client_of("gustav").get(reverse("situation:city"), {"omrade": place}).content.decode()
    assert "Öppen handel" in page
    assert "1 av 2" in page
    assert "Granviks stadsdelsförvaltning" in page
