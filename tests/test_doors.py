"""Every address is tried as everybody, against an expected answer; a new address without a line fails.

Each package with addresses lists them in `tests/doors.py` as `DOORS`: for each address name a `Door` with the
path's arguments (a function of the cast, called after `furnish`) and the answer to a GET for each person.
The answers: 200 seen, 302 sent to log in (or, for POST-only addresses, 405), 403 seen but not allowed,
404 does not exist for this person.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import samverkan
from tests.cast import TODAY, Cast
from tests.door import EVERYBODY, Door

ROOF = {"health": Door(200, {"anonymous": 200})}
"""The roof's own addresses."""


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Yield the full names of all addresses."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield f"{namespace}:{pattern.name}" if namespace else pattern.name


def doors() -> dict[str, Door]:
    """Gather the doors of all packages."""
    found: dict[str, Door] = dict(ROOF)
    for package in pkgutil.iter_modules(samverkan.__path__):
        try:
            module = importlib.import_module(f"samverkan.{package.name}.tests.doors")
        except ModuleNotFoundError:
            continue
        found |= module.DOORS
    return found


def test_every_address_has_a_line_in_the_doors_table() -> None:
    assert set(addresses(get_resolver())) == set(doors())


@pytest.mark.parametrize("name", sorted(doors()))
def test_the_door_answers_everybody_as_expected(name: str, cast: Cast) -> None:
    door = doors()[name]
    arguments = door.arguments(cast)
    wrong = {}
    with time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False):
        for person in EVERYBODY:
            client = Client()
            if person != "anonymous":
                client.force_login(cast.users[person])
            answer = client.get(reverse(name, args=arguments) + door.query).status_code
            if answer != door.answer_for(person):
                wrong[person] = (answer, door.answer_for(person))
    assert not wrong, f"{name}: (answered, expected) {wrong}"
