"""The chain finds every change, and the database lets none be made."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import assume, given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from samverkan.access.actor import Actor, system_actor
from samverkan.audit.models import Entry, TrailIsClosed
from samverkan.audit.queries import entries_about
from samverkan.audit.rules import START, Link, entry_hash, first_break
from samverkan.audit.services import record, trail_state, verify_trail
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import NotAllowed
from tests.cast import TODAY, Cast

ANNA = Actor(1, "Anna Ål")
AVTAL = Pointer("agreements.agreement", "1", "Överenskommelse", "/avtal/1/")
CLOSE: dict[str, tuple[str, ...]] = import_module("samverkan.audit.migrations.0002_append_only").CLOSE


def chain_of(titles: list[str]) -> list[Link]:
    """Return a chain that holds, one link for each title."""
    links: list[Link] = []
    previous = START
    for number, title in enumerate(titles, start=1):
        fields = {"number": number, "title": title, "details": {"n": number}}
        links.append(Link(number, previous, entry_hash(previous, fields), fields))
        previous = links[-1].entry_hash
    return links


chains = st.lists(st.text(max_size=20), min_size=1, max_size=12).map(chain_of)


@given(chains)
def test_a_chain_that_nobody_has_touched_holds(links: list[Link]) -> None:
    assert first_break(links) is None
    assert first_break(links, noted_head=links[-1].entry_hash) is None


@given(chains, st.data())
def test_a_change_of_any_field_of_any_entry_is_found(links: list[Link], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(links) - 1))
    link = links[place]
    change = data.draw(st.sampled_from(["number", "previous_hash", "entry_hash", *link.fields]))
    other = data.draw(st.text(max_size=20))
    if change in {"number"}:
        links[place] = replace(link, number=data.draw(st.integers(-5, 50).filter(lambda n: n != link.number)))
    elif change in {"previous_hash", "entry_hash"}:
        assume(other != getattr(link, change))
        changed: dict[str, Any] = {change: other}
        links[place] = replace(link, **changed)
    else:
        assume(other != link.fields[change])
        links[place] = replace(link, fields={**link.fields, change: other})
    assert first_break(links) is not None


@given(chains, st.data())
def test_the_removal_of_any_entry_is_found_the_last_by_its_noted_hash(links: list[Link], data: st.DataObject) -> None:
    head = links[-1].entry_hash
    gone = data.draw(st.integers(0, len(links) - 1))
    left = links[:gone] + links[gone + 1 :]
    assert first_break(left, noted_head=head) is not None
    if gone < len(links) - 1:
        assert first_break(left) is not None


@given(chains, st.data())
def test_two_entries_that_have_changed_places_are_found(links: list[Link], data: st.DataObject) -> None:
    assume(len(links) > 1)
    one = data.draw(st.integers(0, len(links) - 2))
    two = data.draw(st.integers(one + 1, len(links) - 1))
    links[one], links[two] = links[two], links[one]
    assert first_break(links) is not None


def trail_of(count: int) -> None:
    for number in range(count):
        record(by=ANNA, event="agreements.renamed", on=AVTAL, details={"till": f"Namn {number}", "år": [2024, None]})


@pytest.mark.django_db
def test_the_stored_trail_holds_and_its_state_is_told() -> None:
    assert trail_state().head == START
    trail_of(4)
    state = trail_state()
    assert (state.entries, state.fault) == (4, None)
    assert state.head == Entry.objects.get(number=4).entry_hash
    assert verify_trail() == (4, None)
    assert [entry.number for entry in entries_about("agreements.agreement", "1")] == [4, 3, 2, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01 00:00:00+00:00"),
        ("user_id", 7),
        ("actor_name", "Någon annan"),
        ("event", "agreements.ended"),
        ("kind", "x"),
        ("key", "2"),
        ("title", "x"),
        ("details", "{}"),
        ("previous_hash", "0" * 64),
        ("entry_hash", "f" * 64),
        ("number", 9),
    ],
)
def test_a_change_made_behind_the_systems_back_is_found(column: str, value: str | int) -> None:
    trail_of(3)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_entry SET {column} = %s WHERE number = 2", [value])
    assert trail_state().fault is not None


@pytest.mark.django_db
def test_an_entry_is_changed_or_removed_by_no_way_through_the_models() -> None:
    trail_of(1)
    entry = Entry.objects.get()
    for deed in (
        entry.save,
        entry.delete,
        lambda: Entry.objects.update(title="x"),
        lambda: Entry.objects.all().delete(),
    ):
        with pytest.raises(TrailIsClosed):
            deed()
    assert verify_trail() == (1, None)


@pytest.fixture
def closed_trail(db: None) -> None:
    """Put the triggers of the migration in; the test database is without them, so that it can be emptied."""
    with connection.cursor() as cursor:
        for statement in CLOSE[connection.vendor]:
            cursor.execute(statement)


@pytest.mark.usefixtures("closed_trail")
@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET title = 'x' WHERE number = 1", "DELETE FROM audit_entry WHERE number = 2"]
)
def test_the_database_itself_refuses_to_change_or_remove_an_entry(statement: str) -> None:
    trail_of(2)
    with pytest.raises(DatabaseError, match="cannot be"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    trail_of(1)
    assert verify_trail() == (3, None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time anyway")
def test_writers_at_the_same_moment_stand_in_line() -> None:
    ready = threading.Barrier(4)

    def write() -> None:
        ready.wait()
        try:
            for _ in range(10):
                with transaction.atomic():
                    record(by=ANNA, event="agreements.renamed", on=AVTAL)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert verify_trail() == (40, None)


@pytest.mark.django_db
def test_a_deed_that_fails_leaves_no_entry() -> None:
    def fail() -> None:
        with transaction.atomic():
            record(by=ANNA, event="agreements.renamed", on=AVTAL)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not Entry.objects.exists()


def ran(*options: str) -> tuple[str, int]:
    """Return what the command says and how it ends."""
    out = StringIO()
    try:
        call_command("verify_trail", *options, stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(str(end.code))
    return out.getvalue(), 0


@pytest.mark.django_db
def test_the_command_says_ok_or_where_the_trail_breaks() -> None:
    trail_of(3)
    head = Entry.objects.get(number=3).entry_hash
    assert ran() == (f"3 entries, head {head}\nOK\n", 0)
    assert json.loads(ran("--json")[0]) == {"entries": 3, "head": head, "ok": True, "fault": None}
    assert ran("--head", head)[1] == 0
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE number = 3")
    assert ran()[1] == 0
    said, code = ran("--head", head)
    assert code == 1
    assert "removed at the end" in said
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE number = 1")
    assert ran("--json")[1] == 1
    assert "entry 1 is missing" in ran()[0]


def test_the_trail_is_read_by_administrators_in_as_many_questions_however_long(
    cast: Cast, client_of: Callable[[str], Client], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("ivar")
    for more in (1, 80):
        trail_of(more)
        with django_assert_num_queries(8):
            page = client.get(reverse("audit:trail")).context["page"]
    assert len(page.rows) == 50
    with pytest.raises(NotAllowed):
        import_module("samverkan.audit.queries").entries_visible_to(cast.actor("amina", TODAY))


def test_the_trail_is_narrowed_and_checked_on_its_page(cast: Cast, client_of: Callable[[str], Client]) -> None:
    trail_of(2)
    record(by=system_actor("natt"), event="notices.mailed", on=Pointer("notices.outbox", "", "Utkorg", ""))
    client = client_of("ivar")

    def rows(**narrow: Any) -> list[str]:
        page = client.get(reverse("audit:trail"), narrow).context["page"]
        return [row.event for row in page.rows]

    assert rows(event="notices") == ["notices.mailed"]
    assert rows(person="anna") == ["agreements.renamed"] * 2
    assert rows(kind="agreements.agreement", key="1") == ["agreements.renamed"] * 2
    assert rows(event="x") == []
    assert client.get(reverse("audit:trail"), {"check": 1}).context["page"].state.holds
    assert client.get(reverse("audit:history", args=["agreements.agreement", "1"])).status_code == 200
    assert client.get(reverse("audit:history", args=["agreements.agreement", "2"])).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET title = 'x' WHERE number = 2")
    assert "entry 2 has been changed" in client.get(reverse("audit:trail"), {"check": 1}).content.decode()
