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


def test_every_page_that_leads_to_the_thread_takes_one_key() -> None:
    packages = get_resolver().namespace_dict
    for name in THREADED:
        package, page = name.split(":")
        patterns = packages[package][1].reverse_dict.getlist(page)
        for possibilities, *_ in patterns:
            assert [len(parameters) for _, parameters in possibilities] == [1], name
