"""Odd input never breaks a page: every address with odd queries, every form with odd values, as three people.

What is not understood is answered with a sentence, an empty result or "not found", never with a fault of the program.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, Cast
from tests.test_doors import doors

PEOPLE = ("amina", "gustav", "ivar")

HUGE = str(2**70)
NUL = "a\x00b"
QUERIES = (
    "xyz",
    "999999",
    "-1",
    HUGE,
    NUL,
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "²",
    "🦊\u202eשלום",
    "9" * 5000,
    "å" * 3000,
)
"""Values tried in every parameter at once: no number, no such thing, too large for the database, no date, no text."""

PARAMETERS = (
    *("after", "all", "avtal", "before", "check", "check-amount", "check-category", "datum", "enhet", "event"),
    *("funktion", "group", "id", "key", "kind", "kommun", "lage", "next", "only", "page", "part", "person", "punkt"),
    *("efter", "kod", "sida", "stod"),
    *("show", "sok", "stadsdel", "under", "visa", "what", "year"),
    *("byggt", "instans", "klausul", "med", "omrade", "typ", "utsaga"),
)
"""Every name that a page reads from its address."""

RIGHT = {"date": "2026-03-10", "time": "09:00", "number": "5", "email": "nagon@example.org"}
"""What is typed where the oddity is in another field."""

ODD = (
    *(("text", text) for text in (NUL, "🦊\u202eשלום", "x" * 30_000, "²")),
    *(("date", day) for day in ("0001-01-01", "9999-12-31", "²")),
    *(("number", number) for number in (HUGE, "-" + HUGE, "²")),
)
"""Kinds of field, and the odd values tried in all fields of the kind at once."""


@dataclass
class Sheet:
    """A form on a page: where it goes, and each field with the value that a browser would send."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    typed: dict[str, str] = field(default_factory=dict)
    """The fields where something is typed, with the kind of each: text, date, time, number …"""
    files: set[str] = field(default_factory=set)


class Sheets(HTMLParser):
    """Reads the forms that are sent with POST."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Sheet] = []
        self.sheet: Sheet | None = None
        self.select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the form that is being read."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.sheet = Sheet(given.get("action", "")) if given.get("method", "").lower() == "post" else None
            if self.sheet is not None:
                self.found.append(self.sheet)
        name = given.get("name", "")
        if self.sheet is None:
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and given.get("value") and not self.sheet.fields[self.select]:
            self.sheet.fields[self.select] = [given["value"]]
        elif tag == "textarea" and name:
            self.sheet.typed[name] = "text"
        elif tag in {"input", "button"} and name:
            self._note(given.get("type", "submit" if tag == "button" else "text"), name, given.get("value", ""))

    def _note(self, kind: str, name: str, value: str) -> None:
        assert self.sheet is not None
        if kind == "file":
            self.sheet.files.add(name)
        elif kind in {"hidden", "submit"}:
            self.sheet.fields[name].append(value)
        elif kind == "checkbox" or (kind == "radio" and not self.sheet.fields[name]):
            self.sheet.fields[name].append(value or "on")
        elif kind != "radio":
            self.sheet.typed[name] = kind
            self.sheet.fields[name] = [value]

    def handle_endtag(self, tag: str) -> None:
        """Leave the form or the list."""
        if tag == "form":
            self.sheet = None
        elif tag == "select":
            self.select = ""


def breaks(client: Client, method: str, address: str, data: dict[str, object] | None = None) -> str:
    """Return what went wrong with the request, or nothing."""
    try:
        with transaction.atomic():
            answer = getattr(client, method)(address, data or {})
            transaction.set_rollback(True)
    except Exception as fault:  # whatever it is, it is a fault of the program
        return f"{method} {address[:120]}: {type(fault).__name__}: {str(fault)[:160]}"
    return f"{method} {address[:120]}: {answer.status_code}" if answer.status_code >= 500 else ""


def forms_of(client: Client, address: str) -> list[Sheet]:
    """Return the forms of the page, each with the address it goes to."""
    answer = client.get(address)
    if answer.status_code != 200 or "html" not in answer["Content-Type"]:
        return []
    sheets = Sheets(answer.content.decode()).found
    for sheet in sheets:
        sheet.action = sheet.action or address
    return [sheet for sheet in sheets if sheet.action != reverse("accounts:logout")]


def odd_posts(sheet: Sheet) -> list[dict[str, object]]:
    """Return what somebody who means no good could send: odd texts beside right choices, and odd everything."""
    sent: list[dict[str, object]] = []
    right: dict[str, object] = {name: values for name, values in sheet.fields.items() if values}
    right |= {name: RIGHT.get(kind, "Ord") for name, kind in sheet.typed.items()}
    for odd, value in ODD:
        if odd == "text" or odd in sheet.typed.values():
            files = {name: SimpleUploadedFile("fil.txt", value.encode()) for name in sheet.files}
            sent.append(right | {name: value for name, kind in sheet.typed.items() if kind == odd} | files)
    for text in (HUGE, NUL, "²"):
        sent.append(dict.fromkeys([*sheet.fields, *sheet.typed, *sheet.files], text))
    return sent


@pytest.mark.parametrize("name", sorted(doors()))
def test_odd_input_is_answered_and_breaks_nothing(name: str, cast: Cast) -> None:
    door = doors()[name]
    faults: list[str] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    with time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False):
        address = reverse(name, args=door.arguments(cast))
        for person in PEOPLE:
            client = Client()
            client.force_login(cast.users[person])
            if client.get(address + door.query).status_code == 200:
                faults += [
                    breaks(client, "get", f"{address}?{urlencode(dict.fromkeys(PARAMETERS, value))}")
                    for value in (QUERIES if person == PEOPLE[0] else QUERIES[3:5])
                ]
            faults.append(breaks(client, "post", address))
            for sheet in forms_of(client, address + door.query):
                shape = (sheet.action, tuple(sorted(sheet.fields)))
                if shape in seen:
                    continue
                seen.add(shape)
                faults += [breaks(client, "post", sheet.action, data) for data in odd_posts(sheet)]
    assert not (broken := sorted(set(filter(None, faults)))), "\n".join(broken)
