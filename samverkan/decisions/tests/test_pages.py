"""The pages of matters, decisions and mandates, asked over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverkan.decisions.models import Decision, Delegation, Delimitation, Matter
from samverkan.decisions.tests.test_services import a_matter, decide
from samverkan.decisions.words import DecisionState, MatterState
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T09:00:00+01:00", tick=False):
        yield


def post(client: Client, name: str, *keys: int, **values: Any) -> Any:
    """Send a form, and follow to where it leads."""
    return client.post(reverse(f"decisions:{name}", args=keys), values, follow=True)


@pytest.mark.req("MEE-17", "DEC-05", "DEC-09")
def test_a_matter_is_raised_prepared_and_sent_on(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("amina")
    steering = cast.groups["steering_b"].pk
    given = {"raised_in": steering, "decided_in": steering, "title": "Belysning", "category": "work_within_plan"}
    assert "Fyll i" in post(client, "raise", **(given | {"title": ""})).content.decode()
    page = post(client, "raise", **given, is_major="on").content.decode()
    matter = Matter.objects.get()
    assert "Måste beredas först" in page
    assert "Politiken är inte informerad" in page

    post(client, "politicians", matter.pk, **{"politicians-is_major": "on", "politicians-informed_on": "2027-01-01"})
    post(client, "politicians", matter.pk, **{"politicians-is_major": "on", "politicians-informed_on": "2026-03-09"})
    post(client, "prepare", matter.pk)
    page = post(client, "forward", matter.pk, **{"forward-recommendation": "Tillstyrks."}).content.decode()
    assert "Tillstyrks." in page
    assert "Måste beredas först" not in page
    assert "Belysning" in client.get(reverse("decisions:matters")).content.decode()
    post(client, "withdraw", matter.pk, **{"withdraw-reason": ""})
    post(client, "withdraw", matter.pk, **{"withdraw-reason": "Löst"})
    matter.refresh_from_db()
    assert matter.state == MatterState.WITHDRAWN
    assert "Löst" in post(client, "forward", matter.pk).content.decode()


@pytest.mark.req("DEC-07", "DEC-08", "DEC-13")
def test_a_decision_shows_both_parties_and_is_followed_up(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("amina")
    decision = decide(cast, "prep_b", needs_planning_entry=True, due_date=TODAY)
    page = client.get(reverse("decisions:decision", args=[decision.pk])).content.decode()
    for text in ("Doris Rönn", "Erik Björk", "budget", "Markera som genomfört"):
        assert text in page
    assert "Markera som genomfört" not in (
        client_of("hanna").get(reverse("decisions:decision", args=[decision.pk])).content.decode()
    )
    post(client, "complete", decision.pk, **{"complete-on": "2026-01-01"})
    assert Decision.objects.get().state == DecisionState.OPEN
    post(client, "complete", decision.pk, **{"complete-on": TODAY.isoformat(), "complete-note": "Klart"})
    assert Decision.objects.get().state == DecisionState.DONE
    other = decide(cast, "prep_b")
    post(client, "lapse", other.pk, **{"lapse-note": ""})
    post(client, "lapse", other.pk, **{"lapse-note": "Överspelat"})
    assert Decision.objects.get(pk=other.pk).state == DecisionState.LAPSED


@pytest.mark.req("MEE-17")
def test_the_group_takes_note_of_the_decision_that_came_back(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("amina")
    matter = a_matter(cast, cast.amina, "prep_b", "steering_b")
    post(client, "forward", matter.pk)
    matter.refresh_from_db()
    decision = decide(cast, "steering_b", matter)
    page = client.get(reverse("decisions:decision", args=[decision.pk])).content.decode()
    assert "Notera" in page
    post(client, "note_excerpt", decision.excerpts.get().pk)

    assert decision.excerpts.get().noted_at is not None


@pytest.mark.req("DEC-07")
def test_the_log_is_narrowed_by_group_year_and_state(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("amina")
    decide(cast, "prep_b", title="Belysning")
    decide(cast, "steering_b", title="Vakter")
    address = reverse("decisions:list")
    assert "Belysning" in client.get(address).content.decode()
    narrowed = client.get(f"{address}?group={cast.groups['steering_b'].pk}&year=2026&only=open")
    assert "Vakter" in narrowed.content.decode()
    assert "Belysning" not in narrowed.content.decode()
    assert "Inget beslut passar" in client.get(address, {"only": "due"}).content.decode()


@pytest.mark.req("DEC-03", "DEC-04")
def test_the_mandate_is_tried_and_a_new_delimitation_written_down(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("amina")
    address = reverse("decisions:delimitation", args=[cast.groups["prep_b"].pk])
    page = client.get(address, {"check-category": "goals_and_scope"}).content.decode()
    assert "6 kap. 38 § första stycket 1 kommunallagen" in page
    assert "Inom mandatet" in client.get(address, {"check-category": "annex_update"}).content.decode()
    given = {
        "text": "Beslutar om belysning.",
        "categories": ["resources"],
        "amount_limit": "5000",
        "decided_by": "Styrgruppen",
        "decided_on": TODAY.isoformat(),
        "valid_from": TODAY.isoformat(),
    }
    client.post(address, given | {"decided_by": ""})
    before = Delimitation.objects.count()
    client.post(address, given)
    assert Delimitation.objects.count() == before + 1
    assert "Beslutar om belysning." in client.get(address).content.decode()
    assert client_of("hanna").post(address, given).status_code == 403


@pytest.mark.req("DEC-03")
def test_a_delegation_is_written_down_and_what_the_law_reserves_is_refused(cast: Cast, client_of: ClientOf) -> None:
    client, address = client_of("amina"), reverse("decisions:delegations")
    given = {
        "board": cast.units["board"].pk,
        "unit": cast.units["bjorkasa"].pk,
        "function_title": "Stadsdelsdirektör",
        "category": "resources",
        "amount_limit": "50000",
        "decided_on": TODAY.isoformat(),
        "valid_from": TODAY.isoformat(),
    }
    page = client.post(address, given | {"category": "goals_and_scope"}).content.decode()
    assert "får inte delegeras" in page
    assert not Delegation.objects.exists()
    client.post(address, given)
    assert "Stadsdelsdirektör" in client.get(address).content.decode()
    assert client_of("hanna").post(address, given).status_code == 403


@pytest.mark.parametrize("name", ["list", "matters"])
def test_the_lists_ask_as_much_whatever_their_length(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: Any, name: str
) -> None:
    client, address = client_of("amina"), reverse(f"decisions:{name}")
    decide(cast, "prep_b")
    a_matter(cast, cast.amina, "prep_b", "prep_b")
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    for _ in range(8):
        decide(cast, "steering_b")
        a_matter(cast, cast.amina, "working_b", "steering_b")
    with django_assert_num_queries(len(asked)):
        client.get(address)
