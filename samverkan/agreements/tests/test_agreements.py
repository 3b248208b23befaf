"""Deeds with an agreement in force, and the overall agreements above them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from samverkan.agreements.models import Agreement, Consultation, Extension, KeptTerm, Signature, Version
from samverkan.agreements.queries.agreements import (
    agreements_visible_to,
    flags_on,
    revision_dates,
    standing_on,
    terms_on,
    with_life,
)
from samverkan.agreements.services.agreements import (
    end_agreement,
    extend_agreement,
    hand_over_copy,
    link_overall,
    record_consultation,
    record_signature,
)
from samverkan.agreements.services.overall import register_overall_agreement
from samverkan.agreements.tests.texts import adopted, imported
from samverkan.agreements.words import ExtensionConflict, Flag, Standing
from samverkan.audit.models import Entry
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.groups.models import Demand, NoteSharing
from samverkan.organisation.models import Pairing
from tests.cast import START, TODAY, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def on_the_day() -> Iterator[object]:
    """Let today be the day of the cast."""
    with time_machine.travel(TODAY.isoformat() + "T09:00:00+01:00", tick=False) as moment:
        yield moment


def overall(cast: Cast, **changes: object) -> Agreement:
    """Enter the town's overall agreement of 2024, with changes."""
    values: dict[str, object] = {
        "title": "Övergripande överenskommelse 2024",
        "registry_number": "KS 2023/740",
        "municipality": cast.units["town"],
        "valid_from": date(2024, 1, 1),
        "rule_set": "overall-2024",
        "police": cast.units["region"],
    }
    return register_overall_agreement(by=cast.gustav, **(values | changes))  # type: ignore[arg-type]


def lived(agreement: Agreement) -> Agreement:
    """Return the agreement with what its standing is judged from."""
    return with_life(Agreement.objects.filter(pk=agreement.pk)).get()


def until(agreement: Agreement, day: date) -> Agreement:
    """Give the agreement an end."""
    agreement.valid_until = day
    agreement.save()
    return agreement


@pytest.mark.req("AGR-01", "AGR-09")
def test_an_overall_agreement_takes_its_terms_from_the_rule_set(cast: Cast) -> None:
    agreement = overall(cast)

    assert KeptTerm.objects.filter(version__agreement=agreement).count() == len(terms_on(agreement.pk, TODAY)) > 3
    assert [row.unit for row in agreement.party_units.all()] == [cast.units["town"], cast.units["region"]]
    assert Entry.objects.filter(event="agreements.overall_registered").count() == 1
    assert NoteSharing.objects.filter(unit=cast.units["town"], from_kind="overall_steering").exists()
    seen = {name for name in cast.users if agreement in agreements_visible_to(cast.actor(name))}
    assert seen == {*cast.users} - {"nils"}


@pytest.mark.req("AGR-08")
def test_a_new_overall_agreement_ends_the_earlier_one_by_a_named_decision(cast: Cast) -> None:
    old = overall(cast, valid_from=date(2019, 11, 1), rule_set="overall-2019-draft", registry_number="KS 2019/656")
    with pytest.raises(Refused) as refused:
        overall(cast)
    assert refused.value.field == "decision_reference"
    old.refresh_from_db()
    assert old.valid_until is None

    new = overall(cast, decision_reference="Kommunfullmäktige 2023-12-11, KS 2023/740")

    old = Agreement.objects.get(pk=old.pk)
    assert (old.valid_until, old.ended_because) == (date(2024, 1, 1), "Kommunfullmäktige 2023-12-11, KS 2023/740")
    assert new.supersedes == old
    assert standing_on(lived(old), TODAY) == Standing.SUPERSEDED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"rule_set": "local-2024"}, "rule_set"),
        ({"rule_set": "none"}, "rule_set"),
        ({"valid_until": date(2023, 1, 1)}, "valid_until"),
        ({"signed_on": date(2030, 1, 1)}, "signed_on"),
        ({"purpose": "Ring 070-123 45 67"}, "purpose"),
    ],
)
def test_an_overall_agreement_with_a_fault_is_not_entered(cast: Cast, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        overall(cast, **changes)

    assert refused.value.field == field
    assert not Agreement.objects.exists()
    assert not Entry.objects.exists()


def test_only_the_central_group_and_administrators_enter_overall_agreements(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        register_overall_agreement(
            by=cast.amina,
            title="Övergripande",
            registry_number="",
            municipality=cast.units["town"],
            valid_from=date(2024, 1, 1),
            rule_set="overall-2024",
        )
    assert not Agreement.objects.exists()


@pytest.mark.req("AGR-01", "AGR-27")
def test_an_adopted_agreement_stands_under_the_overall_one_in_force(cast: Cast) -> None:
    above = overall(cast)
    agreement = adopted(cast.amina)

    assert agreement.overall == above
    assert standing_on(lived(agreement), TODAY) == Standing.IN_FORCE
    flags = flags_on(lived(agreement), TODAY)
    assert set(flags) == {Flag.REVISION_DUE, Flag.ANNEX_MISSING, Flag.UNSIGNED}
    assert revision_dates(lived(agreement), TODAY) == {"situation_picture": date(2026, 2, 1)}


@pytest.mark.req("ORG-12", "ORG-15")
def test_what_an_adopted_agreement_demands_of_groups_is_handed_down_to_them(cast: Cast) -> None:
    agreement = adopted(cast.amina)

    handed = Demand.objects.filter(unit=agreement.unit)
    assert set(handed.values_list("group_kind", flat=True)) == {"local_steering", "local_preparation"}


@pytest.mark.req("AGR-27")
def test_a_local_agreement_outlives_its_overall_one_only_with_a_warning(cast: Cast) -> None:
    until(overall(cast), date(2026, 1, 1))
    agreement = adopted(cast.amina)
    assert standing_on(lived(agreement), TODAY) == Standing.WITHOUT_OVERALL

    newer = overall(cast, valid_from=date(2026, 1, 1), title="Övergripande 2026")
    link_overall(by=cast.amina, agreement=agreement, overall=newer)

    assert standing_on(lived(agreement), TODAY) == Standing.IN_FORCE


@pytest.mark.req("AGR-20", "AGR-21")
def test_when_all_parties_have_signed_the_agreement_is_signed_the_last_of_their_days(cast: Cast) -> None:
    agreement = adopted(cast.amina)
    days = (date(2025, 1, 10), date(2025, 1, 20), date(2025, 1, 15))

    for row, day in zip(agreement.party_units.all(), days, strict=True):
        record_signature(
            by=cast.amina, agreement=agreement, party_unit=row, name="Doris Rönn", function="Direktör", signed_on=day
        )

    agreement.refresh_from_db()
    assert agreement.signed_on == date(2025, 1, 20)
    assert Flag.UNSIGNED not in flags_on(lived(agreement), TODAY)
    with pytest.raises(Refused, match="already recorded"):
        record_signature(
            by=cast.amina,
            agreement=agreement,
            party_unit=agreement.party_units.get(order=1),
            name="Erik Björk",
            function="Chef",
            signed_on=days[0],
        )
    assert Signature.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"signed_on": date(2030, 1, 1)}, "signed_on"),
        ({"name": " "}, "name"),
        ({"function": "811218-9876"}, "function"),
    ],
)
def test_a_signature_with_a_fault_is_not_recorded(cast: Cast, changes: dict[str, object], field: str) -> None:
    agreement = adopted(cast.amina)
    values = {"name": "Doris Rönn", "function": "Direktör", "signed_on": date(2025, 1, 10)} | changes
    entries = Entry.objects.count()

    with pytest.raises(Refused) as refused:
        record_signature(
            by=cast.amina,
            agreement=agreement,
            party_unit=agreement.party_units.get(order=1),
            **values,  # type: ignore[arg-type]
        )

    assert refused.value.field == field
    assert not Signature.objects.exists()
    assert Entry.objects.count() == entries


@pytest.mark.req("AGR-20")
def test_a_copy_is_handed_over_to_a_party_of_the_agreement_only(cast: Cast) -> None:
    agreement = adopted(cast.amina)
    police = agreement.party_units.get(side="police")

    copy = hand_over_copy(
        by=cast.bertil,
        agreement=agreement,
        number=2,
        party_unit=police,
        handed_over_on=date(2025, 2, 3),
        kept_at="Registraturen",
    )

    assert (copy.party_unit, copy.kept_at) == (police, "Registraturen")
    for refused in ({"number": 9}, {"handed_over_on": date(2030, 1, 1)}):
        values: dict[str, object] = {"number": 1, "handed_over_on": date(2025, 2, 3)} | refused
        with pytest.raises(Refused):
            hand_over_copy(by=cast.bertil, agreement=agreement, party_unit=police, **values)  # type: ignore[arg-type]


@pytest.mark.req("AGR-10", "AGR-11", "AGR-13")
def test_a_consultation_that_concludes_the_revision_moves_the_next_one(cast: Cast) -> None:
    agreement = adopted(cast.amina)
    version = Version.objects.get(agreement=agreement)
    KeptTerm.objects.create(
        version=version, key="agreement.revision", kind="revision", parameters={"subject": "agreement", "months": 24}
    )
    assert revision_dates(lived(agreement), TODAY)["agreement"] == date(2027, 2, 1)

    record_consultation(
        by=cast.amina,
        agreement=agreement,
        held_on=date(2026, 3, 1),
        municipality_by="Stadsdelsdirektören",
        police_by="Lokalpolisområdeschefen",
        result="Inget behöver ändras.",
        concludes_revision=True,
    )

    assert revision_dates(lived(agreement), TODAY)["agreement"] == date(2028, 3, 1)


@pytest.mark.req("AGR-07", "AGR-10")
def test_an_extension_against_the_conditions_is_let_through_and_flagged(cast: Cast) -> None:
    agreement = until(adopted(cast.amina), date(2026, 4, 1))

    extension = extend_agreement(
        by=cast.amina,
        agreement=agreement,
        new_until=date(2027, 4, 1),
        reason="Ny övergripande överenskommelse inväntas.",
        decided_on=date(2026, 3, 9),
    )

    assert extension.conflicts == [ExtensionConflict.NO_CONSULTATION, ExtensionConflict.NO_OVERALL]
    agreement.refresh_from_db()
    assert agreement.valid_until == date(2027, 4, 1)
    assert Flag.CONFLICTING_EXTENSION in flags_on(lived(agreement), TODAY)


@pytest.mark.req("AGR-07", "AGR-10")
def test_an_extension_after_consultation_under_a_valid_overall_agreement_has_no_conflict(cast: Cast) -> None:
    overall(cast)
    agreement = until(adopted(cast.amina), date(2026, 4, 1))
    record_consultation(
        by=cast.amina,
        agreement=agreement,
        held_on=date(2026, 3, 1),
        municipality_by="Stadsdelsdirektören",
        police_by="Lokalpolisområdeschefen",
        result="Förlängs ett år.",
    )

    extension = extend_agreement(
        by=cast.amina, agreement=agreement, new_until=None, reason="Enligt samrådet.", decided_on=date(2026, 3, 9)
    )

    assert extension.conflicts == []
    assert standing_on(lived(agreement), date(2026, 4, 1)) == Standing.EXTENDED


@pytest.mark.parametrize(
    ("changes", "ends"),
    [
        ({"reason": " "}, date(2026, 4, 1)),
        ({"new_until": date(2026, 3, 31)}, date(2026, 4, 1)),
        ({"decided_on": date(2026, 3, 11)}, date(2026, 4, 1)),
        ({}, None),
    ],
)
def test_an_extension_with_a_fault_changes_nothing(cast: Cast, changes: dict[str, object], ends: date | None) -> None:
    agreement = adopted(cast.amina)
    if ends:
        until(agreement, ends)
    values = {"new_until": date(2027, 1, 1), "reason": "Inväntar ny.", "decided_on": date(2026, 3, 9)} | changes

    with pytest.raises(Refused):
        extend_agreement(by=cast.amina, agreement=agreement, **values)  # type: ignore[arg-type]

    agreement.refresh_from_db()
    assert agreement.valid_until == ends
    assert not Extension.objects.exists()


def test_an_agreement_ends_with_a_reason_and_not_before_it_starts(cast: Cast) -> None:
    agreement = adopted(cast.amina)
    for day, because in ((date(2025, 1, 1), "Avslutas."), (date(2026, 4, 1), " ")):
        with pytest.raises(Refused):
            end_agreement(by=cast.amina, agreement=agreement, valid_until=day, because=because)

    end_agreement(by=cast.amina, agreement=agreement, valid_until=date(2026, 3, 1), because="Beslut 2026-02-10.")

    assert standing_on(lived(agreement), TODAY) == Standing.ENDED
    assert standing_on(lived(agreement), date(2026, 2, 28)) == Standing.WITHOUT_OVERALL


@pytest.mark.parametrize("name", ["cecilia", "fatima", "gustav", "hanna"])
def test_those_who_do_not_prepare_in_the_district_change_nothing(cast: Cast, name: str) -> None:
    agreement = adopted(cast.amina)
    entries = Entry.objects.count()

    with pytest.raises(NotAllowed):
        end_agreement(by=cast.actor(name), agreement=agreement, valid_until=date(2026, 4, 1), because="Slut.")
    with pytest.raises(NotAllowed):
        record_consultation(
            by=cast.actor(name),
            agreement=agreement,
            held_on=TODAY,
            municipality_by="A",
            police_by="B",
            result="C",
        )
    assert Entry.objects.count() == entries
    assert not Consultation.objects.exists()


def test_deeds_of_agreements_in_force_are_not_done_with_drafts(cast: Cast) -> None:
    draft = imported(cast.amina)

    with pytest.raises(Refused):
        end_agreement(by=cast.amina, agreement=draft, valid_until=date(2026, 4, 1), because="Slut.")


def test_a_police_area_that_serves_two_districts_opens_neithers_agreement_to_the_other(cast: Cast) -> None:
    agreement = adopted(cast.amina)
    Pairing.objects.create(district=cast.units["granvik"], police=cast.units["lpo_b"], valid_from=START)
    assert agreement not in agreements_visible_to(cast.cecilia)
    assert agreement in agreements_visible_to(cast.amina)
    assert agreement in agreements_visible_to(cast.bertil)
