"""What the guard finds, and what it lets through."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.ground.refusals import Refused
from samverkan.guard.rules import PersonData, findings, luhn_digit, refuse_person_data


def kinds(text: str) -> list[PersonData]:
    """Return what is found."""
    return [finding.kind for finding in findings(text)]


@pytest.mark.req("CRO-07")
@pytest.mark.parametrize("form", ["{l}", "{s}", "{c}-{n}", "{s8}-{n}", "{c} {n}"])
def test_official_test_numbers_are_found_in_every_way_they_are_written(shared: Path, form: str) -> None:
    numbers = (shared / "data/personnummer-test/skatteverket_testpersonnummer.csv").read_text().split()[::97]
    for number in numbers:
        written = form.format(l=number, s=number[2:], c=number[2:8], n=number[8:], s8=number[:8])
        assert kinds(f"Det gäller {written} enligt uppgift.") == [PersonData.PERSONAL_NUMBER], written


def test_valid_numbers_of_the_public_test_set_are_found_and_invalid_ones_are_not(shared: Path) -> None:
    for case in json.loads((shared / "data/personnummer-test/personnummer_meta_list.json").read_text()):
        found = kinds(case["separated_format"])
        real_day = 1 <= int(case["short_format"][4:6]) % 60 <= 31
        if case["valid"] and case["type"] in {"ssn", "con"} and real_day:
            assert found, case


def test_organisation_numbers_are_not_person_data(shared: Path) -> None:
    assert findings("org.nr 212000-0142 och 202100-0076") == ()
    for case in json.loads((shared / "data/personnummer-test/personnummer_meta_orgnumber.json").read_text()):
        assert findings(case["separated_format"]) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ring 070-123 45 67", PersonData.TELEPHONE),
        ("ring +46 70 123 45 67 i kväll", PersonData.TELEPHONE),
        ("nås på 08-508 00 000", PersonData.TELEPHONE),
        ("bilen ABC 123 sågs", PersonData.PLATE),
        ("bilen ABC12D sågs", PersonData.PLATE),
        ("skriv till nn@example.org", PersonData.EMAIL),
    ],
)
def test_ways_to_reach_or_trace_a_person_are_found(text: str, kind: PersonData) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "dnr KS 2023/740-2.1, beslut 2024-12-05, 12 000 ingripanden",
        "Box 503, 127 26 Skärholmen",
        "paragraf 6:38 och lag 2023:196",
        "mötet 2026-03-10 kl. 13.00–14.30, rum 2034",
        "bilaga 2 version 3, 1 056,7 per 100 000 invånare",
        "telefon i växeln finns på webbplatsen",
    ],
)
def test_ordinary_texts_of_the_work_pass(text: str) -> None:
    assert kinds(text) == []


def test_contact_details_may_hold_telephone_and_address_but_no_personal_number() -> None:
    assert findings("070-123 45 67, nn@example.org", contact_details=True) == ()
    assert findings("811218-9876", contact_details=True)


def test_the_refusal_names_the_field_and_the_line() -> None:
    with pytest.raises(Refused) as refused:
        refuse_person_data(title="Torget", text="rad ett\nhan heter 811218-9876")
    assert refused.value.field == "text"
    assert refused.value.values["line"] == 2


@given(
    day=st.dates(date(1930, 1, 1), date(2026, 1, 1)), serial=st.integers(1, 999), before=st.text(alphabet="abc ,.\n")
)
def test_any_valid_number_is_found_wherever_it_stands(day: date, serial: int, before: str) -> None:
    nine = f"{day:%y%m%d}{serial:03d}"
    text = f"{before} {nine[:6]}-{nine[6:]}{luhn_digit(nine)} "
    finding = next(found for found in findings(text) if found.kind == PersonData.PERSONAL_NUMBER)
    assert finding.line == before.count("\n") + 1


@given(st.text(max_size=400))
def test_no_text_breaks_the_guard(text: str) -> None:
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings(text))
