"""Every page asks the database as many questions however large the town has grown.

The same town is built with 1, 11 and 290 districts beside the cast's own two (and as many municipalities), and
every address of the doors tables is visited at each size. Questions are counted, not timed; only the size of the
answers is held within reason beside.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import TODAY, Cast
from tests.country import Country
from tests.door import EVERYBODY, Door, no_arguments
from tests.test_doors import doors

SIZES = (1, 11, 290)
MOST_QUESTIONS = 48
MOST_BYTES = 2_000_000
VISITORS = ("gustav", "amina")
"""Who visits: one who sees the whole town, and one who prepares in a district that has grown."""
SERVES_ALL = "bertil"
"""Who prepares in every district; visits the addresses that take no arguments: the lists and the start page."""


def visitors(door: Door) -> tuple[str, ...]:
    """Return who visits the address: of the visitors those it opens for, or else the first it opens for."""
    welcome = [person for person in EVERYBODY if person != "anonymous" and door.answer_for(person) == 200]
    wanted = (*VISITORS, SERVES_ALL) if door.arguments is no_arguments else VISITORS
    return tuple(person for person in wanted if person in welcome) or tuple(welcome[:1])


@dataclass
class Visit:
    """What a visit cost: the questions asked, the processor's seconds and the answer's bytes."""

    statements: list[str]
    seconds: float
    size: int


@dataclass
class Visits:
    """All visits: by address and person, then by the number of districts."""

    found: dict[tuple[str, str], dict[int, Visit]] = field(default_factory=dict)

    def pay(self, cast: Cast, size: int) -> None:
        """Visit every address as everybody; what a door stores is taken away again."""
        for name, door in doors().items():
            with transaction.atomic():
                address = reverse(name, args=door.arguments(cast)) + door.query
                for person in visitors(door):
                    with transaction.atomic():
                        self.found.setdefault((name, person), {})[size] = visit(cast, address, person)
                        transaction.set_rollback(True)
                transaction.set_rollback(True)


def visit(cast: Cast, address: str, person: str) -> Visit:
    """Visit one address as one person."""
    client = Client()
    client.force_login(cast.users[person])
    connection.queries_log.clear()  # what doors stored is not counted, and the log holds only so many
    start = time.process_time()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    seconds = time.process_time() - start
    assert answer.status_code == 200, f"{address} answers {answer.status_code} to {person}"
    is_page = answer["Content-Type"].startswith("text/html")  # a spreadsheet's file may be larger
    return Visit([query["sql"] for query in asked.captured_queries], seconds, len(answer.content) if is_page else 0)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="as many questions there: counted once, on SQLite")
def test_every_page_asks_as_many_questions_at_1_11_and_290_districts(cast: Cast) -> None:
    visits = Visits()
    with time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False):
        country = Country(cast)
        for size in SIZES:
            country.grow(size)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as the database does by itself in time: its plans are made for the size
            visits.pay(cast, size)
    counts = {visit: {size: len(paid.statements) for size, paid in at.items()} for visit, at in visits.found.items()}
    assert not {visit: at for visit, at in counts.items() if len(set(at.values())) > 1}
    assert not {visit: at for visit, at in counts.items() if max(at.values()) > MOST_QUESTIONS}
    sizes = {visit: at[max(SIZES)].size for visit, at in visits.found.items()}
    assert not {visit: size for visit, size in sizes.items() if size > MOST_BYTES}
