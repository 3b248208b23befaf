"""From a file to an agreement in force."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samverkan.agreements.models import Agreement, Annex, Copy, Fact, KeptTerm, PartyUnit, UnitMatch, Version
from samverkan.agreements.queries.agreements import agreements_visible_to, drafts_visible_to, terms_on
from samverkan.agreements.services.adoption import adopt_agreement
from samverkan.agreements.services.drafts import (
    choose_unit,
    confirm_all_read,
    confirm_fact,
    correct_fact,
    create_unit_from_draft,
    import_agreement,
    match_units,
    withdraw_draft,
)
from samverkan.agreements.tests.texts import BJORKASA, adopted, imported
from samverkan.agreements.words import AgreementState, FactState
from samverkan.audit.models import Entry
from samverkan.documents.models import Document
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ground.terms import TermKind
from samverkan.ground.words import AnnexKind, Party
from samverkan.organisation.models import Unit
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def traces() -> list[str]:
    """Return the events of the trail in order."""
    return list(Entry.objects.values_list("event", flat=True))


def nothing_is_left(folder: Path) -> bool:
    """Tell whether no row, file or trace of an import remains."""
    rows = (Agreement, Fact, UnitMatch, Document, Entry)
    files = [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []
    return not files and not any(model.objects.exists() for model in rows)


@pytest.mark.req("AGR-02", "AGR-03", "AGR-04", "AGR-06")
def test_an_import_gives_a_draft_with_facts_and_matched_units(cast: Cast) -> None:
    draft = imported(cast.amina)

    assert draft.state == AgreementState.DRAFT
    assert draft.unit == cast.units["bjorkasa"]
    assert draft.title == "Lokal samverkansöverenskommelse, Björkåsa stadsdelsförvaltning"
    assert {match.unit for match in draft.unit_matches.all()} == {
        cast.units[key] for key in ("bjorkasa", "transport", "lpo_b")
    }
    start = draft.facts.get(key="agreement.valid_from")
    assert (start.value, start.state) == ("2025-02-01", FactState.READ)
    assert draft.source is not None
    assert start.quote in " ".join(draft.source.text[start.start : start.end].split())
    assert traces() == ["documents.stored", "agreements.imported"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "tom.txt"),
        (b"\x00\x01\x02\x03" * 50, "slump.bin"),
        ("Inköpslista: mjölk, bröd och smör.".encode(), "lista.txt"),
        (b"%PDF-1.7 trasig", "trasig.pdf"),
        (BJORKASA.replace("Box 1", "811218-9876").encode(), "person.txt"),
    ],
)
def test_a_file_that_is_no_agreement_leaves_nothing_behind(
    cast: Cast, documents_folder: Path, data: bytes, name: str
) -> None:
    with pytest.raises(Refused) as refused:
        import_agreement(by=cast.amina, data=data, name=name)

    assert len(str(refused.value).splitlines()) == 1
    assert nothing_is_left(documents_folder)


@pytest.mark.parametrize("name", ["fatima", "hanna", "nils", "cecilia"])
def test_those_who_do_not_prepare_in_the_district_import_nothing(cast: Cast, documents_folder: Path, name: str) -> None:
    with pytest.raises(NotAllowed):
        imported(cast.actor(name))

    assert nothing_is_left(documents_folder)


def test_a_fault_after_the_file_was_written_takes_the_file_away(
    cast: Cast, documents_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samverkan.agreements.services.drafts.record", _fail)
    with pytest.raises(RuntimeError):
        imported(cast.amina)

    assert nothing_is_left(documents_folder)


def _fail(**kwargs: object) -> None:
    raise RuntimeError("the trail is full")


def test_a_draft_is_seen_by_those_who_prepare_in_its_unit_only(cast: Cast) -> None:
    draft = imported(cast.amina)

    seen = {name for name in cast.users if draft in drafts_visible_to(cast.actor(name))}
    assert seen == {"amina", "bertil", "doris", "erik"}


def test_a_draft_without_a_unit_is_seen_by_its_importer_and_administrators(cast: Cast) -> None:
    draft = imported(cast.amina, text=BJORKASA.replace("Björkåsa stadsdelsförvaltning", "Alby stadsdelsförvaltning"))

    assert draft.unit is None
    assert {name for name in cast.users if draft in drafts_visible_to(cast.actor(name))} == {"amina", "ivar"}


def test_a_correction_keeps_what_was_read(cast: Cast) -> None:
    draft = imported(cast.amina)

    fact = correct_fact(by=cast.amina, draft=draft, key="agreement.valid_from", value="2025-03-01")

    assert (fact.value, fact.read_value, fact.state) == ("2025-03-01", "2025-02-01", FactState.CORRECTED)
    draft.refresh_from_db()
    assert draft.valid_from == date(2025, 3, 1)
    assert traces()[-1] == "agreements.fact_corrected"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("agreement.valid_from", "i våras"),
        ("agreement.copies", "tre"),
        ("agreement.tier", "national"),
        ("parties.municipality.units.1.organisation_number", "811218-9876"),
        ("agreement.until_further_notice", "kanske"),
        ("agreement.title", "  "),
        ("agreement.title", "Ring 070-123 45 67"),
        ("agreement.nothing", "något"),
    ],
)
def test_a_correction_that_cannot_be_understood_changes_nothing(cast: Cast, key: str, value: str) -> None:
    draft = imported(cast.amina)
    before = list(draft.facts.values()), traces()

    with pytest.raises(Refused):
        correct_fact(by=cast.amina, draft=draft, key=key, value=value)

    assert (list(draft.facts.values()), traces()) == before


def test_only_those_who_prepare_in_the_unit_review_the_draft(cast: Cast) -> None:
    draft = imported(cast.amina)

    with pytest.raises(NotAllowed):
        correct_fact(by=cast.cecilia, draft=draft, key="agreement.copies", value=4)
    with pytest.raises(NotAllowed):
        adopt_agreement(by=cast.hanna, draft=draft, acknowledge_no_overall=True)
    correct_fact(by=cast.bertil, draft=draft, key="agreement.copies", value=4)


def test_confirming_all_leaves_what_was_not_found_for_a_person(cast: Cast) -> None:
    draft = imported(cast.amina)

    count = confirm_all_read(by=cast.amina, draft=draft)

    assert count > 30
    assert not draft.facts.filter(state=FactState.READ).exists()
    missing = draft.facts.filter(state=FactState.MISSING)
    assert missing.exists()
    fact = confirm_fact(by=cast.amina, draft=draft, key=missing[0].key)
    assert (fact.state, fact.value) == (FactState.CONFIRMED, None)


@pytest.mark.req("AGR-02", "AGR-04", "AGR-05", "AGR-06", "AGR-20")
def test_adopting_creates_parties_wording_terms_annexes_and_copies(cast: Cast) -> None:
    draft = imported(cast.amina)

    agreement = adopt_agreement(by=cast.amina, draft=draft, acknowledge_no_overall=True)

    assert agreement.state == AgreementState.ADOPTED
    parties = PartyUnit.objects.filter(agreement=agreement)
    assert [(row.unit, row.side, row.organisation_number) for row in parties] == [
        (cast.units["bjorkasa"], Party.MUNICIPALITY, "212000-0001"),
        (cast.units["transport"], Party.MUNICIPALITY, ""),
        (cast.units["lpo_b"], Party.POLICE, "202100-0076"),
    ]
    version = Version.objects.get(agreement=agreement)
    assert (version.number, version.in_force_from) == (1, date(2025, 2, 1))
    assert "likalydande exemplar" in version.text
    minimums = {
        term.parameters["group_kind"]: term.parameters["minimum"]
        for term in terms_on(agreement.pk, date(2025, 3, 1))
        if term.kind == TermKind.MEETINGS_MINIMUM
    }
    assert minimums == {"local_steering": 2, "local_preparation": 4}
    assert [annex.kind for annex in Annex.objects.filter(agreement=agreement)] == [
        AnnexKind.OVERALL_AGREEMENT,
        AnnexKind.SITUATION_PICTURE,
        AnnexKind.MEASURES_PLAN,
        AnnexKind.COMMUNICATION_PLAN,
        AnnexKind.CONTACT_DETAILS,
    ]
    assert [copy.party_unit for copy in Copy.objects.filter(agreement=agreement)] == list(parties)
    assert traces().count("agreements.adopted") == 1


def test_a_corrected_number_becomes_the_term(cast: Cast) -> None:
    draft = imported(cast.amina)
    correct_fact(by=cast.amina, draft=draft, key="groups.local_steering.meetings_minimum", value="3")

    agreement = adopt_agreement(by=cast.amina, draft=draft, acknowledge_no_overall=True)

    term = KeptTerm.objects.get(version__agreement=agreement, key="local_steering.meetings")
    assert term.parameters["minimum"] == 3


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("löper från och med 2025-02-01 tillsvidare", "löper tillsvidare", "agreement.valid_from"),
        ("löper från och med 2025-02-01 tills", "löper från och med 2025-02-01 tills", "overall"),
        ("Trafikkontoret", "Renhållningskontoret", "parties.municipality.units.2.name"),
    ],
)
def test_a_draft_with_something_missing_is_not_adopted(cast: Cast, old: str, new: str, field: str) -> None:
    draft = imported(cast.amina, text=BJORKASA.replace(old, new))
    before = traces()

    with pytest.raises(Refused) as refused:
        adopt_agreement(by=cast.amina, draft=draft, acknowledge_no_overall=field != "overall")

    assert refused.value.field == field
    assert refused.value.way_on
    draft.refresh_from_db()
    assert draft.state == AgreementState.DRAFT
    assert traces() == before
    assert not Version.objects.exists()


def test_a_contradiction_must_be_resolved_before_adoption(cast: Cast) -> None:
    text = BJORKASA.replace(
        "Information\n", "Information\nÖverenskommelsen har upprättats i fem (5) likalydande exemplar.\n"
    )
    draft = imported(cast.amina, text=text)
    fact = draft.facts.get(key="agreement.copies")
    assert fact.state == FactState.CONTRADICTED
    assert {reading["value"] for reading in fact.readings} == {3, 5}

    with pytest.raises(Refused, match="contradicts"):
        adopt_agreement(by=cast.amina, draft=draft, acknowledge_no_overall=True)
    with pytest.raises(Refused):
        confirm_fact(by=cast.amina, draft=draft, key="agreement.copies")
    correct_fact(by=cast.amina, draft=draft, key="agreement.copies", value=5)
    agreement = adopt_agreement(by=cast.amina, draft=draft, acknowledge_no_overall=True)

    assert agreement.copies.count() == 5
    assert not agreement.copies.filter(party_unit__isnull=False).exists()


@pytest.mark.req("AGR-09")
def test_a_new_agreement_of_the_district_ends_the_earlier_one_the_day_it_starts(cast: Cast) -> None:
    old = adopted(cast.amina, start=date(2025, 2, 1))
    new = adopted(cast.amina, start=date(2026, 1, 1))

    old.refresh_from_db()
    assert old.valid_until == date(2026, 1, 1)
    assert new.supersedes == old
    with pytest.raises(Refused, match="already in force"):
        adopted(cast.amina, start=date(2025, 6, 1))


def test_an_unmatched_unit_is_chosen_by_the_reviewer_or_entered_by_an_administrator(cast: Cast) -> None:
    draft = imported(cast.amina, text=BJORKASA.replace("Trafikkontoret", "Renhållningskontoret"))
    with pytest.raises(Refused):
        choose_unit(by=cast.amina, draft=draft, side=Party.MUNICIPALITY, position=2, unit=cast.units["lpo_b"])
    with pytest.raises(NotAllowed):
        create_unit_from_draft(by=cast.amina, draft=draft, side=Party.MUNICIPALITY, position=2)

    unit = create_unit_from_draft(by=cast.ivar, draft=draft, side=Party.MUNICIPALITY, position=2)

    assert (unit.name, unit.municipality) == ("Renhållningskontoret", cast.units["town"])
    match = choose_unit(by=cast.amina, draft=draft, side=Party.MUNICIPALITY, position=2, unit=cast.units["transport"])
    assert match.is_chosen
    assert match_units(by=cast.amina, draft=draft) == 0
    agreement = adopt_agreement(by=cast.amina, draft=draft, acknowledge_no_overall=True)
    assert agreement.party_units.get(order=2).unit == cast.units["transport"]


def test_the_district_cannot_be_chosen_among_units_of_others(cast: Cast) -> None:
    draft = imported(cast.amina, text=BJORKASA.replace("Björkåsa stadsdelsförvaltning", "Alby stadsdelsförvaltning"))

    with pytest.raises(Refused):
        choose_unit(by=cast.amina, draft=draft, side=Party.MUNICIPALITY, position=1, unit=cast.units["granvik"])
    choose_unit(by=cast.amina, draft=draft, side=Party.MUNICIPALITY, position=1, unit=cast.units["bjorkasa"])
    draft.refresh_from_db()
    assert draft.unit == cast.units["bjorkasa"]


def test_a_withdrawn_draft_is_closed(cast: Cast) -> None:
    draft = imported(cast.amina)
    withdraw_draft(by=cast.amina, draft=draft, reason="Fel fil")

    assert draft not in drafts_visible_to(cast.amina)
    with pytest.raises(Refused):
        adopt_agreement(by=cast.amina, draft=draft, acknowledge_no_overall=True)


def test_an_agreement_in_force_is_seen_by_its_parties_and_not_by_the_other_district(cast: Cast) -> None:
    agreement = adopted(cast.amina)

    seen = {name for name in cast.users if agreement in agreements_visible_to(cast.actor(name))}
    assert seen == {"amina", "bertil", "doris", "erik", "fatima", "gustav", "hanna"}


@pytest.mark.req("AGR-02", "AGR-03", "AGR-04", "AGR-06", "AGR-20")
def test_the_real_agreement_goes_from_file_to_force(cast: Cast, shared: Path) -> None:
    town = cast.units["town"]
    district = Unit.objects.create(
        name="Skärholmen stadsdelsförvaltning",
        kind="district",
        party="municipality",
        parent=town,
        municipality=town,
        valid_from=date(2023, 7, 1),
    )
    Unit.objects.create(name="LPO Skärholmen", kind="local_police_area", party="police", valid_from=date(2015, 1, 1))
    data = (shared / "seeds" / "004_c83001355b4b1896.txt").read_bytes()

    draft = import_agreement(by=cast.ivar, data=data, name="skarholmen.txt")
    assert draft.unit == district
    with pytest.raises(Refused, match="Utbildningsförvaltningen"):
        adopt_agreement(by=cast.ivar, draft=draft, acknowledge_no_overall=True)
    create_unit_from_draft(by=cast.ivar, draft=draft, side=Party.MUNICIPALITY, position=2)
    confirm_all_read(by=cast.ivar, draft=draft)
    agreement = adopt_agreement(by=cast.ivar, draft=draft, acknowledge_no_overall=True)

    assert agreement.valid_from == date(2024, 12, 5)
    assert agreement.valid_until is None
    rows = agreement.party_units.order_by("order")
    assert [row.name for row in rows] == [
        "Skärholmens stadsdelsförvaltning",
        "Utbildningsförvaltningen",
        "Trafikkontoret",
        "Lokalpolisområde Skärholmen",
    ]
    assert rows[3].superior == "Polisområde Stockholm syd"
    assert agreement.copies.count() == 4
    assert [annex.number_is_stated for annex in agreement.annexes.all()] == [True, True, False, False, False]
