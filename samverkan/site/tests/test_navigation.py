"""The roof shows the way from a thing's page into the red thread, which lies above the page."""

from __future__ import annotations

from collections.abc import Callable

import time_machine
from django.test import Client
from django.urls import get_resolver, reverse

from samverkan.site.navigation import THREADED
from samverkan.thread.words import NodeKind
from tests.cast import TODAY, Cast
from tests.red_thread import an_analysis


@time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False)
def test_a_page_of_the_thread_leads_to_its_node_and_other_pages_do_not(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    analysis = an_analysis(cast)
    amina = client_of("amina")
    node = reverse("thread:node", args=[NodeKind.ANALYSIS, analysis.pk])
    assert node in amina.get(reverse("causes:analysis", args=[analysis.pk])).content.decode()
    assert amina.get(node).status_code == 200
    assert "Se det i röda tråden" not in amina.get(reverse("causes:list")).content.decode()


@time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False)
def test_where_a_group_is_thought_of_the_way_leads_to_what_it_would_cost(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    for page in ("working_groups:propose", "groups:found"):
        shown = client_of("amina").get(reverse(page)).content.decode()
        assert reverse("workload:one_more") in shown, page
        assert "Vad skulle en grupp till kosta?" in shown, page


def test_every_page_that_leads_to_the_thread_takes_one_key() -> None:
    packages = get_resolver().namespace_dict
    for name in THREADED:
        package, page = name.split(":")
        patterns = packages[package][1].reverse_dict.getlist(page)
        for possibilities, *_ in patterns:
            assert [len(parameters) for _, parameters in possibilities] == [1], name


def test_the_menu_offers_each_role_what_is_open_to_it(cast: Cast, client_of: Callable[[str], Client]) -> None:
    def offered(person: str) -> set[str]:
        frame = client_of(person).get(reverse("overview:my_week")).context["frame"]
        return {entry.address for section in frame.navigation for entry in section.entries}

    own, district = {reverse("measures:mine"), reverse("situation:contributions")}, reverse("situation:pictures")
    assert own <= offered("fatima")
    assert district not in offered("fatima")
    assert district in offered("amina") & offered("hanna")
    assert reverse("checkins:list") in offered("bertil")
    assert not {reverse("checkins:list"), reverse("measures:mine")} & offered("hanna")


def test_the_menu_of_phones_is_folded_but_for_where_the_reader_is(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    amina = client_of("amina")
    beside_and_phone = [
        (page.count('<details class="navigation__fold" open'), page.count('<details class="navigation__fold'))
        for page in (amina.get(reverse(name)).content.decode() for name in ("overview:my_week", "meetings:list"))
    ]
    sections = 4
    # beside the page all stand open; on the phone none of the start page's, and one where the reader is in it
    assert beside_and_phone == [(sections, 2 * sections), (sections + 1, 2 * sections)]
