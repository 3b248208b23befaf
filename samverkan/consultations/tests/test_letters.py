"""Bodies without an account are written to on paper; the answers are worked one after the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from samverkan.consultations.models import Link, Remark
from samverkan.consultations.services import rounds, work
from samverkan.consultations.services.work import Taken
from samverkan.consultations.tests import town
from samverkan.consultations.words import Disposition
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


def letter(client: Client, made: town.Consulted, name: str = "outsider") -> str:
    answer = client.get(reverse("consultations:letter", args=[made[name].pk]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.req("REM-02", "REM-34")
def test_the_round_tells_whom_no_message_reaches_and_leads_to_their_letters(cast: Cast, client_of: ClientOf) -> None:
    made = town.sent(cast)
    page = client_of("gustav").get(reverse("consultations:round", args=[made.round.pk])).content.decode()
    assert reverse("consultations:letter", args=[made["outsider"].pk]) in page
    assert reverse("consultations:letter", args=[made["bjorkasa"].pk]) not in page
    text = letter(client_of("gustav"), made)
    for told in ("Förvaltnings AB Linden", "KS 2026/740", "29 maj 2026", "Vi vill veta vad ni tycker.", "Bilaga 2"):
        assert told in text.replace("\u00a0", " ")
    assert "/remisser/in/" not in text, "the secret is not kept, so it is in no letter but the first"


@pytest.mark.req("REM-34")
def test_the_letter_with_the_link_is_shown_once_and_the_link_opens(cast: Cast, client_of: ClientOf) -> None:
    made = town.sent(cast)
    answer = client_of("gustav").post(reverse("consultations:make_link", args=[made["outsider"].pk]))
    page = answer.content.decode()
    address = page.partition("<code>")[2].partition("</code>")[0]
    assert "/remisser/in/" in address
    assert 'class="sheet__code"' in page
    assert answer["Cache-Control"].count("no-store")
    assert Client().get(address).status_code == 200
    assert Link.objects.get().referral == made["outsider"]


@pytest.mark.req("REM-34")
def test_a_reminder_that_reached_nobody_leads_to_a_letter_that_reminds(cast: Cast, client_of: ClientOf) -> None:
    made = town.sent(cast)
    client = client_of("gustav")
    assert (
        "Förvaltnings AB Linden" in client.get(reverse("consultations:remind", args=[made.round.pk])).content.decode()
    )
    told = rounds.remind(by=cast.gustav, round_=made.round, referrals=[made["outsider"], made["bjorkasa"]], today=TODAY)
    assert {one.referral.name: bool(one.told) for one in told} == {
        "Björkåsa stadsdelsnämnd": True,
        "Förvaltnings AB Linden": False,
    }
    page = client.get(reverse("consultations:round", args=[made.round.pk])).content.decode()
    reminders = page.partition('id="reminders"')[2]
    assert reminders.count("/brev/") == 1
    assert "Påminnelse" in letter(client, made)
    with time_machine.travel(town.LAST_DAY + timedelta(days=3)):
        assert "Sista dagen var" in letter(client_of("gustav"), made)


@pytest.mark.req("REM-03")
def test_a_company_writes_letters_to_those_it_asks_and_to_no_others(cast: Cast, client_of: ClientOf) -> None:
    made = town.sent(cast)
    made.referrals["sub"] = rounds.send_on(
        by=town.of(cast, "kerstin"), referral=made["holding"], name="Byggbolaget Linden", today=TODAY
    )
    text = letter(client_of("kerstin"), made, "sub")
    assert "Lindstads Stadshus AB" in text
    assert "Byggbolaget Linden" in text
    other = client_of("kerstin").get(reverse("consultations:letter", args=[made["outsider"].pk]))
    assert other.status_code == 404


@pytest.mark.req("REM-23")
def test_one_button_saves_a_view_and_opens_the_next_that_is_not_settled(cast: Cast, client_of: ClientOf) -> None:
    made = town.sent(cast)
    town.submit(made, "bjorkasa", cast.amina)
    texts = [Taken(f"Förvaltningen önskar {what}.") for what in ("en tidplan", "en budget", "en karta")]
    work.take_views(by=cast.gustav, referral=made["bjorkasa"], views=texts)
    first, second, third = Remark.objects.order_by("number")
    client = client_of("gustav")

    def save(remark: Remark, **more: str) -> str:
        values = {"disposition": Disposition.NOTED, "reply": "Tack.", "edition": remark.edition} | more
        answer = client.post(reverse("consultations:remark", args=[remark.pk]), values)
        assert answer.status_code == 302
        return answer["Location"]

    assert save(second, then="next") == reverse("consultations:remark", args=[third.pk])
    assert save(third, then="next") == reverse("consultations:remark", args=[first.pk]), "from the start again"
    assert save(first, then="next") == reverse("consultations:work", args=[made.round.pk])
    first.refresh_from_db()
    assert save(first) == reverse("consultations:work", args=[made.round.pk])


@pytest.mark.req("REM-23")
def test_one_button_takes_the_views_and_opens_the_next_answer(cast: Cast, client_of: ClientOf) -> None:
    made = town.sent(cast)
    town.submit(made, "bjorkasa", cast.amina, views="Förvaltningen önskar en tidplan.")
    town.submit(made, "granvik", cast.cecilia, views="Förvaltningen saknar en budget.")
    client = client_of("gustav")

    def take(name: str) -> str:
        address = reverse("consultations:split", args=[made[name].pk])
        box = client.get(address).content.decode().partition('name="ta" value="')[2].partition('"')[0]
        answer = client.post(address, {"ta": box, "then": "next"})
        assert answer.status_code == 302
        return answer["Location"]

    assert take("bjorkasa") == reverse("consultations:split", args=[made["granvik"].pk])
    assert take("granvik") == reverse("consultations:work", args=[made.round.pk])
