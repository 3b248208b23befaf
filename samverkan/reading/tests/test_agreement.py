"""The signed agreement of Skärholmen, field by field, and one of an invented district."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Callable

import pytest

from samverkan.ground.refusals import Refused
from samverkan.ground.terms import Term, TermKind
from samverkan.ground.words import AnnexKind, Party, Tier
from samverkan.reading.agreement import (
    AgreementDraft,
    Fact,
    UnitKind,
    draft_from_facts,
    read_agreement,
    terms_of,
)
from samverkan.reading.document import Document
from samverkan.reading.files import read_document
from samverkan.reading.tests.build import NORRVIK, shared_text

needs_the_signed_text = pytest.mark.skipif(
    shared_text() is None, reason="the signed agreement is not beside the repository (shared/seeds)"
)


def read(text: str) -> AgreementDraft:
    return read_agreement(document(text))


def document(text: str) -> Document:
    return read_document(text.encode(), "agreement.txt", size_limit=5_000_000)


@pytest.fixture(scope="module")
def signed() -> Document:
    path = shared_text()
    assert path is not None
    return read_document(path.read_bytes(), path.name, size_limit=1_000_000)


@pytest.fixture(scope="module")
def skarholmen(signed: Document) -> AgreementDraft:
    return read_agreement(signed)


@pytest.fixture(scope="module")
def norrvik() -> AgreementDraft:
    return read(NORRVIK.read_text())


def terms_by_key(draft: AgreementDraft) -> dict[str, Term]:
    return {term.key: term for term in draft.terms()}


SKARHOLMEN = {
    "agreement.title": "Lokal samverkansöverenskommelse",
    "agreement.tier": "local",
    "agreement.purpose": "Överenskommelsen reglerar former och förutsättningar för samverkan.",
    "agreement.valid_from": "2024-12-05",
    "agreement.until_further_notice": True,
    "agreement.copies": 4,
    "agreement.one_copy_each": True,
    "parties.municipality.label": "Kommunen",
    "parties.municipality.body": "Stockholms stad",
    "parties.municipality.units.1.name": "Skärholmens stadsdelsförvaltning",
    "parties.municipality.units.1.kind": "district_administration",
    "parties.municipality.units.1.organisation_number": "212000-0142",
    "parties.municipality.units.1.postal_address": "Box 503, 127 26 Skärholmen",
    "parties.municipality.units.2.name": "Utbildningsförvaltningen",
    "parties.municipality.units.2.kind": "specialist_administration",
    "parties.municipality.units.3.name": "Trafikkontoret",
    "parties.municipality.units.3.kind": "specialist_administration",
    "parties.police.label": "Polisen",
    "parties.police.body": "Polisområde Stockholm syd",
    "parties.police.units.1.name": "Lokalpolisområde Skärholmen",
    "parties.police.units.1.kind": "local_police_area",
    "parties.police.units.1.organisation_number": "202100-0076",
    "parties.police.units.1.postal_address": "Polismyndigheten, Polisen Skärholmen, 106 75 Stockholm",
    "parties.label": "Parterna",
    "revision.when_needed": True,
    "revision.party_consultation": True,
    "revision.overall_in_force": True,
    "annexes.1.kind": "overall_agreement",
    "annexes.1.title": "Övergripande samverkansöverenskommelse",
    "annexes.1.number": 1,
    "annexes.1.number_basis": "text",
    "annexes.2.kind": "situation_picture",
    "annexes.2.title": "Gemensam lokal lägesbild",
    "annexes.2.number": 2,
    "annexes.2.number_basis": "text",
    "annexes.3.kind": "measures_plan",
    "annexes.3.title": "Åtgärdsplan inklusive hur uppföljning av åtgärder ska ske",
    "annexes.3.number": 3,
    "annexes.3.number_basis": "order",
    "annexes.4.kind": "communication_plan",
    "annexes.4.title": "Kommunikationsplan",
    "annexes.4.number": 4,
    "annexes.4.number_basis": "order",
    "annexes.5.kind": "contact_details",
    "annexes.5.title": "Kontaktuppgifter",
    "annexes.5.number": 5,
    "annexes.5.number_basis": "order",
    "groups.local_steering.name": "Lokal styrgrupp",
    "groups.local_steering.functions.1.kind": "district_director",
    "groups.local_steering.functions.1.text": "Stadsdelsdirektör",
    "groups.local_steering.functions.2.kind": "local_police_head",
    "groups.local_steering.functions.2.text": "Lokalpolisområdets chef",
    "groups.local_steering.functions.3.kind": "mandated_manager",
    "groups.local_steering.functions.3.text": (
        "Chef eller annan befattning med mandat från relevanta fackförvaltningar och bolag"
    ),
    "groups.local_steering.functions.3.with_mandate": True,
    "groups.local_steering.prioritised.1": "transport",
    "groups.local_steering.prioritised.2": "housing",
    "groups.local_steering.meetings_minimum": 2,
    "groups.local_steering.meetings_when_needed": True,
    "groups.local_preparation.name": "Lokal beredningsgrupp",
    "groups.local_preparation.functions.1.kind": "municipal_police",
    "groups.local_preparation.functions.1.text": "Kommunpolis",
    "groups.local_preparation.functions.2.kind": "district_representative",
    "groups.local_preparation.functions.2.text": "Representant med mandat från stadsdelsförvaltningen",
    "groups.local_preparation.functions.2.with_mandate": True,
    "groups.local_preparation.functions.3.kind": "partner_representative",
    "groups.local_preparation.functions.3.text": ("Representant med mandat från relevanta förvaltningar och bolag"),
    "groups.local_preparation.functions.3.with_mandate": True,
    "groups.local_preparation.meetings_minimum": 4,
    "groups.local_preparation.co_option": "may",
    "groups.working.name": "Lokala arbetsgrupper",
    "groups.working.functions.1.kind": "district_representative",
    "groups.working.functions.1.tied_to_task": True,
    "groups.working.functions.2.kind": "police_representative",
    "groups.working.functions.2.tied_to_task": True,
    "groups.working.prioritised.1": "transport",
    "groups.working.prioritised.2": "education",
    "groups.working.prioritised.3": "social_services",
    "groups.working.meetings_minimum": None,
    "groups.working.co_option": "shall",
    "groups.working.co_option_when_needed": True,
    "working_groups.appointed_by": "local_preparation",
    "working_groups.tied_to": "focus_area",
    "working_groups.time_limited": True,
    "working_groups.permanent": True,
    "situation_picture.joint": True,
    "situation_picture.months": 12,
    "situation_picture.when_needed": True,
    "situation_picture.attached": True,
    "measures_plan.updated_when": "priority_areas_change",
    "annex_update.annexes.1": "situation_picture",
    "annex_update.annexes.2": "measures_plan",
    "annex_update.decided_by": "local_steering",
    "annex_update.written": True,
    "annex_update.dated": True,
    "annex_update.attached": True,
    "annex_update.notify": "overall_preparation",
    "amendment.written": True,
    "amendment.signed": True,
    "information.condition": "material_significance",
    "information.to": "decision_makers",
    "information.of": "local_steering",
    "information.when": "as_soon_as_possible",
}
SENTENCES_THEMSELVES = {"groups.working.functions.1.text", "groups.working.functions.2.text"}


@needs_the_signed_text
@pytest.mark.req("AGR-02", "AGR-03", "AGR-04", "AGR-06", "AGR-07", "AGR-33")
@pytest.mark.parametrize("key", SKARHOLMEN)
def test_each_field_of_the_signed_agreement_is_read(skarholmen: AgreementDraft, key: str) -> None:
    fact = skarholmen.fact(key)
    assert fact is not None
    assert fact.value == SKARHOLMEN[key]


@needs_the_signed_text
def test_nothing_else_is_read_from_the_signed_agreement(skarholmen: AgreementDraft) -> None:
    others = {fact.key for fact in skarholmen.facts} - SKARHOLMEN.keys() - SENTENCES_THEMSELVES
    assert {key.rsplit(".", 1)[0] for key in others} == {
        "groups.local_steering.tasks",
        "groups.local_preparation.tasks",
        "groups.working.tasks",
    }
    assert skarholmen.contradictions == ()


@needs_the_signed_text
@pytest.mark.req("ORG-14", "ORG-16", "ORG-22")
def test_the_tasks_of_the_groups_are_their_own_sentences(skarholmen: AgreementDraft, signed: Document) -> None:
    tasks = [fact for fact in skarholmen.facts if ".tasks." in fact.key]
    counts = [
        sum(fact.key.startswith(f"groups.{group}.") for fact in tasks)
        for group in ("local_steering", "local_preparation", "working")
    ]
    assert counts == [3, 3, 2]
    assert all(fact.value == fact.quote for fact in tasks)


@needs_the_signed_text
@pytest.mark.req("AGR-21")
def test_what_the_signed_agreement_does_not_say_is_listed(skarholmen: AgreementDraft) -> None:
    assert [item.key for item in skarholmen.missing] == [
        "agreement.approver",
        "agreement.signature_block",
        "agreement.signing_date",
        "parties.municipality.units.2.organisation_number",
        "parties.municipality.units.2.postal_address",
        "parties.municipality.units.3.organisation_number",
        "parties.municipality.units.3.postal_address",
        "priority_areas.1",
    ]
    assert all(item.looked_for and not item.quote for item in skarholmen.missing)


@needs_the_signed_text
@pytest.mark.parametrize(
    ("key", "first_line", "last_line", "clause"),
    [
        ("agreement.valid_from", 43, 43, "Tid"),
        ("revision.party_consultation", 43, 45, "Tid"),
        ("annexes.1.number", 9, 10, "Bakgrund"),
        ("groups.local_steering.meetings_minimum", 64, 64, "Lokal styrgrupp"),
        ("groups.local_preparation.meetings_minimum", 80, 81, "Lokal beredningsgrupp"),
        ("situation_picture.months", 106, 107, "Uppdateringar, ändringar och tillägg"),
        ("annex_update.notify", 113, 118, "Uppdateringar, ändringar och tillägg"),
        ("information.to", 127, 128, "Information"),
    ],
)
def test_a_fact_points_at_its_lines_and_its_heading(
    skarholmen: AgreementDraft, key: str, first_line: int, last_line: int, clause: str
) -> None:
    fact = skarholmen.fact(key)
    assert fact is not None
    assert fact.place is not None
    assert (fact.place.first_line, fact.place.last_line, fact.clause) == (first_line, last_line, clause)


@needs_the_signed_text
def test_every_quote_stands_in_the_text_word_for_word(skarholmen: AgreementDraft, signed: Document) -> None:
    words = " ".join(signed.text.split())
    for fact in skarholmen.facts:
        assert fact.place is not None
        assert fact.quote in words
        assert signed.quote(fact.place.start, fact.place.end) == fact.quote


@needs_the_signed_text
@pytest.mark.req("MEE-02", "MEE-03", "ORG-12", "ORG-13", "ORG-15", "ORG-18", "ORG-19", "AGR-15", "AGR-19", "AGR-20")
def test_the_terms_of_the_signed_agreement(skarholmen: AgreementDraft) -> None:
    terms = {key: dict(term.parameters) for key, term in terms_by_key(skarholmen).items()}
    assert terms.pop("agreement.annexes")["annexes"][1] == {
        "number": 2,
        "kind": "situation_picture",
        "title": "Gemensam lokal lägesbild",
    }
    assert terms == {
        "agreement.validity": {"start": "2024-12-05", "until_further_notice": True},
        "agreement.revision_condition": {"party_consultation": True, "overall_in_force": True},
        "agreement.copies": {"count": 4, "one_each": True},
        "local_steering.meetings": {"group_kind": "local_steering", "minimum": 2, "when_needed": True},
        "local_steering.composition": {
            "group_kind": "local_steering",
            "functions": [
                {"function": "district_director", "minimum": 1, "party": "municipality"},
                {"function": "local_police_head", "minimum": 1, "party": "police"},
                {"function": "mandated_manager", "minimum": 1, "party": "municipality", "with_mandate": True},
            ],
        },
        "local_steering.prioritised": {
            "group_kind": "local_steering",
            "organisations": ["transport", "housing"],
        },
        "local_preparation.meetings": {"group_kind": "local_preparation", "minimum": 4},
        "local_preparation.composition": {
            "group_kind": "local_preparation",
            "functions": [
                {"function": "municipal_police", "minimum": 1, "party": "police"},
                {
                    "function": "district_representative",
                    "minimum": 1,
                    "party": "municipality",
                    "with_mandate": True,
                },
                {
                    "function": "partner_representative",
                    "minimum": 1,
                    "party": "municipality",
                    "with_mandate": True,
                },
            ],
        },
        "local_preparation.co_option": {
            "group_kind": "local_preparation",
            "rule": "may",
            "when_needed": False,
        },
        "working.composition": {
            "group_kind": "working",
            "functions": [
                {
                    "function": "district_representative",
                    "minimum": 1,
                    "party": "municipality",
                    "tied_to_task": True,
                },
                {"function": "police_representative", "minimum": 1, "party": "police", "tied_to_task": True},
            ],
        },
        "working.prioritised": {
            "group_kind": "working",
            "organisations": ["transport", "education", "social_services"],
        },
        "working.co_option": {"group_kind": "working", "rule": "shall", "when_needed": True},
        "working.appointment": {
            "appointed_by": "local_preparation",
            "tied_to": "focus_area",
            "time_limited": True,
            "permanent": True,
        },
        "situation_picture.joint": {"annex": "situation_picture", "parties": ["municipality", "police"]},
        "situation_picture.revision": {"subject": "situation_picture", "months": 12, "when_needed": True},
        "annexes.update": {
            "annexes": ["situation_picture", "measures_plan"],
            "decided_by": "local_steering",
            "written": True,
            "dated": True,
            "attached": True,
            "notify": "overall_preparation",
            "measures_plan_when": "priority_areas_change",
        },
        "agreement.amendment": {"written": True, "signed": True},
        "information.duty": {
            "to": "decision_makers",
            "of": "local_steering",
            "when": "as_soon_as_possible",
            "condition": "material_significance",
        },
    }


@needs_the_signed_text
def test_a_term_carries_its_clause_its_sentence_and_its_requirements(skarholmen: AgreementDraft) -> None:
    term = terms_by_key(skarholmen)["local_steering.meetings"]
    assert term.kind is TermKind.MEETINGS_MINIMUM
    assert (term.clause, term.requirements) == ("Lokal styrgrupp", ("MEE-02",))
    assert term.quote == "Möten sammankallas vid minst två (2) tillfällen per år och ytterligare vid behov."


@needs_the_signed_text
@pytest.mark.req("AGR-02", "AGR-03")
def test_the_parties_of_the_signed_agreement_as_a_structure(skarholmen: AgreementDraft) -> None:
    structure = skarholmen.structure()
    municipality, police = structure.parties
    assert structure.tier is Tier.LOCAL
    assert structure.valid_from is not None
    assert structure.valid_until is None
    assert [unit.kind for unit in municipality.units] == [
        UnitKind.DISTRICT_ADMINISTRATION,
        UnitKind.SPECIALIST_ADMINISTRATION,
        UnitKind.SPECIALIST_ADMINISTRATION,
    ]
    assert [unit.postal_address for unit in municipality.units][1:] == ["", ""]
    assert (police.party, police.body) == (Party.POLICE, "Polisområde Stockholm syd")
    assert [annex.kind for annex in structure.annexes] == [
        AnnexKind.OVERALL_AGREEMENT,
        AnnexKind.SITUATION_PICTURE,
        AnnexKind.MEASURES_PLAN,
        AnnexKind.COMMUNICATION_PLAN,
        AnnexKind.CONTACT_DETAILS,
    ]


@pytest.mark.req("AGR-03", "AGR-12", "AGR-13")
def test_another_district_with_other_numbers_dates_and_order(norrvik: AgreementDraft) -> None:
    values = norrvik.values
    assert values["agreement.valid_from"] == "2026-03-01"
    assert values["agreement.last_day"] == "2028-12-31"
    assert values["agreement.signing_date"] == "2026-02-12"
    assert values["agreement.copies"] == 3
    assert values["revision.months"] == 24
    assert values["groups.local_steering.meetings_minimum"] == 3
    assert values["groups.local_preparation.meetings_minimum"] == 6
    assert values["groups.local_steering.functions.2.minimum"] == 2
    assert values["groups.local_steering.functions.3.kind"] == "other"
    assert values["groups.local_steering.functions.3.text"] == "Chef för biblioteket"
    assert values["groups.local_steering.prioritised.1"] == "school_property"
    assert values["information.when"] == "without_delay"
    assert values["priority_areas.2"] == "Ungas uppväxtvillkor"
    structure = norrvik.structure()
    assert [unit.name for unit in structure.parties[1].units] == [
        "Lokalpolisområde Hamnen",
        "Lokalpolisområde Åsen",
    ]
    assert [annex.kind.value for annex in structure.annexes] == [
        "overall_agreement",
        "situation_picture",
        "measures_plan",
        "other",
    ]
    assert {annex.number_basis for annex in structure.annexes} == {"text"}


def test_a_last_day_ends_the_term_the_day_after(norrvik: AgreementDraft) -> None:
    assert terms_by_key(norrvik)["agreement.validity"].parameters == {
        "start": "2026-03-01",
        "until_further_notice": False,
        "valid_until": "2029-01-01",
    }
    assert "agreement.until_further_notice" not in {item.key for item in norrvik.missing}


def test_what_another_district_leaves_out_gives_no_term(norrvik: AgreementDraft) -> None:
    terms = terms_by_key(norrvik)
    assert "notify" not in terms["annexes.update"].parameters
    assert terms["agreement.amendment"].parameters == {"written": True}
    assert terms["agreement.revision_condition"].parameters == {"party_consultation": True}
    missing = {item.key: item for item in norrvik.missing}
    assert {"annex_update.notify", "amendment.signed", "revision.overall_in_force"} <= missing.keys()
    assert missing["groups.working.meetings_minimum"].quote == "Arbetsgrupperna träffas en gång per kvartal."


MEETING = "Styrgruppen sammanträder minst tre (3) gånger per år."


@pytest.mark.req("MEE-06")
@pytest.mark.parametrize(
    ("sentence", "minimum"),
    [
        ("Möten hålls minst fyra gånger per år.", 4),
        ("Möten sammankallas vid minst 5 tillfällen per år.", 5),
        ("Styrgruppen har minst en (1) gång om året ett gemensamt möte.", 1),
        ("Styrgruppen ska träffas lägst 10 (tio) gånger årligen.", 10),
        ("STYRGRUPPEN SAMMANTRÄDER MINST TVÅ GÅNGER VARJE ÅR.", 2),
    ],
)
def test_the_number_of_meetings_in_words_and_figures(sentence: str, minimum: int) -> None:
    assert read(with_meeting(sentence)).values["groups.local_steering.meetings_minimum"] == minimum


@pytest.mark.parametrize(
    "sentence",
    [
        "Möten hålls minst två till fyra gånger per år.",
        "Möten hålls 2-4 gånger per år.",
        "Möten hålls högst tre gånger per år.",
        "Möten hålls ungefär tre gånger per år.",
        "Möten hålls minst en gång per kvartal.",
        "Möten hålls varje månad.",
        "Möten hålls två gånger per år under 2026 och fyra gånger per år därefter.",
        "Möten hålls minst hundra gånger per år.",
    ],
)
def test_a_number_of_meetings_that_is_not_plain_is_missing_with_its_sentence(sentence: str) -> None:
    draft = read(with_meeting(sentence))
    missing = {item.key: item.quote for item in draft.missing}
    assert missing["groups.local_steering.meetings_minimum"] == sentence
    assert "local_steering.meetings" not in terms_by_key(draft)


def with_meeting(sentence: str) -> str:
    text = NORRVIK.read_text()
    assert MEETING in text
    return text.replace(MEETING, sentence)


def test_words_and_figures_that_disagree_are_a_contradiction() -> None:
    draft = read(with_meeting("Styrgruppen sammanträder minst två (3) gånger per år."))
    (contradiction,) = draft.contradictions
    assert contradiction.key == "groups.local_steering.meetings_minimum"
    assert [reading.value for reading in contradiction.readings] == [2, 3]
    assert draft.fact(contradiction.key) is None
    assert "local_steering.meetings" not in terms_by_key(draft)


def test_two_sentences_that_disagree_are_a_contradiction() -> None:
    draft = read(with_meeting(f"{MEETING} Styrgruppen har möten minst 5 gånger per år."))
    assert [reading.quote for reading in draft.contradictions[0].readings] == [
        MEETING,
        "Styrgruppen har möten minst 5 gånger per år.",
    ]


TERM = "den 1 mars 2026 till och med den 31 december\n2028"


@pytest.mark.parametrize(
    ("words", "start", "last_day"),
    [
        ("1 januari 2025 tills vidare", "2025-01-01", None),
        ("2025-01-01 till och med 2026-12-31", "2025-01-01", "2026-12-31"),
        ("2025-01-01 t.o.m. 2026-12-31", "2025-01-01", "2026-12-31"),
    ],
)
def test_dates_in_several_forms(words: str, start: str, last_day: str | None) -> None:
    values = read(NORRVIK.read_text().replace(TERM, words)).values
    assert values["agreement.valid_from"] == start
    assert values.get("agreement.last_day") == last_day
    assert values.get("agreement.until_further_notice") is (None if last_day else True)


@pytest.mark.parametrize("words", ["den 30 februari 2026", "2O26-O1-O1", "1/3 2026", "hösten 2026"])
def test_a_day_that_cannot_be_read_is_missing_with_its_sentence(words: str) -> None:
    draft = read(NORRVIK.read_text().replace(TERM, words))
    missing = {item.key: item.quote for item in draft.missing}
    assert "agreement.valid_from" not in draft.values
    assert words in missing["agreement.valid_from"]


def test_annex_numbers_of_the_text_that_break_the_order_leave_the_rest_without() -> None:
    text = NORRVIK.read_text()
    for number in (1, 3, 4):
        text = text.replace(f"- Bilaga {number}: ", "- ")
    text = text.replace("- Bilaga 2: ", "- ").replace("lägesbild, bilaga 2", "lägesbild, bilaga 3")
    draft = read(text)
    assert draft.values["annexes.2.number"] == 3
    assert {"annexes.1.number", "annexes.3.number", "annexes.4.number"} <= {item.key for item in draft.missing}


def test_lost_headings_do_not_move_a_number_to_another_group() -> None:
    draft = read(NORRVIK.read_text().replace("6. Lokal beredningsgrupp\n", ""))
    assert draft.values["groups.local_steering.meetings_minimum"] == 3
    assert draft.values["groups.local_preparation.meetings_minimum"] == 6


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("scanned headings", lambda text: text.replace("Lokal styrgrupp", "L0kal styrgrvpp")),
        ("small faults", lambda text: text.replace("tillägg\n", "tiIlägg\n").replace("Giltighetstid", "Giltighetstld")),
        ("capitals", lambda text: text.replace("Lokala arbetsgrupper", "LOKALA ARBETSGRUPPER")),
        ("no numbers", lambda text: re.sub(r"(?m)^\d{1,2}\. ", "", text)),
        ("lost bullets", lambda text: text.replace("\n- ", "\n")),
        ("narrow columns", lambda text: "\n".join(textwrap.fill(line, 45) for line in text.split("\n"))),
        ("no empty lines", lambda text: text.replace("\n\n", "\n")),
        ("empty lines between all", lambda text: text.replace("\n", "\n\n")),
        ("other line ends", lambda text: text.replace("\n", "\r\n")),
        ("hard spaces", lambda text: text.replace(" (3)", "\u00a0(3)").replace("1 mars", "1\u00a0mars")),
        ("taken apart", lambda text: unicodedata.normalize("NFD", text)),
        ("soft hyphens", lambda text: text.replace("Styrgruppen", "Styr\u00adgruppen")),
        ("page breaks", lambda text: text.replace("samråd hållits\n", "samråd hållits\n\n2\n\f\n")),
        ("other bullets", lambda text: text.replace("\n- ", "\n\uf0b7  ")),
        ("letters for bullets", lambda text: text.replace("\n- ", "\na) ")),
        ("numbers for bullets", lambda text: re.sub(r"(?m)^- (Bilaga (\d))", r"\2) \1", text)),
    ],
)  # fmt: skip
def test_the_same_facts_in_spite_of_scanning_and_setting(
    norrvik: AgreementDraft, name: str, change: Callable[[str], str]
) -> None:
    changed = change(NORRVIK.read_text())
    assert changed != NORRVIK.read_text(), name
    assert without_names(read(changed)) == without_names(norrvik)


def without_names(draft: AgreementDraft) -> dict[str, object]:
    """Return the values, save headings that the test has changed."""
    return {key: value for key, value in draft.values.items() if not key.endswith(".name") or "units" in key}


def test_sections_in_another_order_give_the_same_facts(norrvik: AgreementDraft) -> None:
    title, *sections = re.split(r"(?m)^(?=\d{1,2}\. [A-ZÅÄÖ])", NORRVIK.read_text())
    assert len(sections) == 10
    assert read(title + "".join(reversed(sections))).values == norrvik.values


@pytest.mark.parametrize(
    "text",
    [
        "Inbjudan till sommarfest.\nTag med egen dricka.",
        "Övergripande samverkansöverenskommelse\nParter\nStaden och polisen.",
        "Lokal samverkansöverenskommelse",
        "Förslag till beslut\n" + NORRVIK.read_text(),
    ],
)
def test_what_is_no_local_agreement_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    assert str(refused.value).endswith(".")
    assert "agreement.txt" in str(refused.value)


@needs_the_signed_text
@pytest.mark.parametrize("name", ["000_b45090c122741a22.txt", "003_41df3c59e6282b61.txt"])
def test_papers_about_an_agreement_are_refused(name: str) -> None:
    path = shared_text()
    assert path is not None
    paper = path.with_name(name)
    with pytest.raises(Refused, match="not recognised as a local collaboration agreement"):
        read_agreement(read_document(paper.read_bytes(), name, size_limit=5_000_000))


def test_a_corrected_fact_gives_a_corrected_term(norrvik: AgreementDraft) -> None:
    corrected = norrvik.corrected(
        {"groups.local_steering.meetings_minimum": 4, "annex_update.notify": "overall_preparation"},
        removed=["amendment.written"],
    )
    terms = terms_by_key(corrected)
    assert terms["local_steering.meetings"].parameters["minimum"] == 4
    assert terms["annexes.update"].parameters["notify"] == "overall_preparation"
    assert "agreement.amendment" not in terms
    assert "annex_update.notify" not in {item.key for item in corrected.missing}
    assert "amendment.written" in {item.key for item in corrected.missing}
    fact = corrected.fact("groups.local_steering.meetings_minimum")
    assert fact is not None
    assert fact.by_hand
    assert fact.quote == MEETING


def test_stored_facts_give_the_same_terms_again(norrvik: AgreementDraft) -> None:
    stored = [Fact(fact.key, fact.value, quote=fact.quote, clause=fact.clause) for fact in norrvik.facts]
    assert draft_from_facts(stored).terms() == norrvik.terms()
    assert [term.parameters for term in terms_of(norrvik.values)] == [term.parameters for term in norrvik.terms()]


def test_values_of_a_wrong_type_give_no_term() -> None:
    assert terms_of({"groups.local_steering.meetings_minimum": "two", "agreement.valid_from": 7}) == ()
    assert terms_of({"agreement.copies": True, "annexes.x.kind": "other", "amendment.written": "yes"}) == ()


def test_a_draft_is_json(norrvik: AgreementDraft) -> None:
    assert json.loads(json.dumps(norrvik.as_json()))["facts"][0]["key"] == "agreement.title"


def with_parties(words: str) -> str:
    text = NORRVIK.read_text()
    begin, end = text.index("Norrviks stadsdels"), text.index("har denna dag")
    return text[:begin] + words + text[end:]


def parties(words: str) -> dict[str, object]:
    values = read(with_parties(words)).values
    return {key.removeprefix("parties."): value for key, value in values.items() if key.startswith("parties.")}


@pytest.mark.req("AGR-02", "AGR-03")
def test_parties_in_one_sentence_with_labels_in_brackets() -> None:
    assert parties(
        "Mellan Farsta stadsdelsförvaltning, org.nr 212000-0142 (nedan kallad Kommunen) och Lokalpolisområde Farsta "
        "(nedan kallad Polisen), gemensamt benämnda Parterna, "
    ) == {
        "municipality.label": "Kommunen",
        "municipality.units.1.name": "Farsta stadsdelsförvaltning",
        "municipality.units.1.kind": "district_administration",
        "municipality.units.1.organisation_number": "212000-0142",
        "police.label": "Polisen",
        "police.units.1.name": "Lokalpolisområde Farsta",
        "police.units.1.kind": "local_police_area",
        "label": "Parterna",
    }


def test_a_number_of_the_municipality_is_not_given_to_its_unit() -> None:
    words = (
        "Stockholms stad, org.nr 212000-0142, genom Enskede-Årsta-\nVantörs stadsdelsförvaltning\n"
        'Adress: Slakthusplan 8, 121 62 JOHANNESHOV\n"Staden"\noch\n'
        'Polisregion Stockholm genom lokalpolisområdena Globen och Farsta\n"Polisen"\n'
    )
    found = parties(words)
    assert found["municipality.body"] == "Stockholms stad"
    assert found["municipality.units.1.name"] == "Enskede-Årsta-Vantörs stadsdelsförvaltning"
    assert found["municipality.units.1.postal_address"] == "Slakthusplan 8, 121 62 JOHANNESHOV"
    assert "municipality.units.1.organisation_number" not in found
    assert [found[f"police.units.{number}.name"] for number in (1, 2)] == ["Globen", "Farsta"]
    missing = {item.key: item.quote for item in read(with_parties(words)).missing}
    assert missing["parties.municipality.units.1.organisation_number"] == "Stockholms stad, org.nr 212000-0142"


def test_a_municipality_without_districts_is_itself_the_unit() -> None:
    found = parties(
        "Ekby kommun, org.nr 212000-9992\nPostadress: Torget 1, 753 75 Ekby\noch\nPolismyndigheten, "
        "lokalpolisområde Ekby, org.nr 202100-9993\n"
    )
    assert found["municipality.units.1.name"] == "Ekby kommun"
    assert found["police.units.1.name"] == "lokalpolisområde Ekby"
    assert "municipality.body" not in found


def test_a_last_day_and_until_further_notice_contradict_each_other() -> None:
    draft = read(NORRVIK.read_text().replace(TERM, "2026-03-01 tills vidare, dock längst till och med 2028-12-31"))
    (contradiction,) = draft.contradictions
    assert contradiction.key == "agreement.until_further_notice"
    assert terms_by_key(draft)["agreement.validity"].parameters["valid_until"] == "2029-01-01"


def test_the_end_of_an_earlier_agreement_is_not_the_end_of_this_one() -> None:
    earlier = "Den tidigare överenskommelsen gäller till och med 2026-02-28. Den här överenskommelsen revideras"
    draft = read(NORRVIK.read_text().replace("Den här överenskommelsen revideras", earlier))
    assert draft.values["agreement.last_day"] == "2028-12-31"


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("amendment.written", "tillägg ska göras skriftligt", "tillägg behöver inte göras skriftligt"),
        ("annex_update.dated", "därefter dateras", "därefter inte dateras"),
        ("working_groups.time_limited", "alltid tidsbegränsad", "aldrig tidsbegränsad"),
    ],
)
def test_a_rule_that_is_denied_is_missing_with_its_sentence(key: str, old: str, new: str) -> None:
    text = NORRVIK.read_text()
    assert old in text
    draft = read(text.replace(old, new))
    assert draft.fact(key) is None
    assert new in {item.key: item.quote for item in draft.missing}[key]


@pytest.mark.parametrize(
    "name",
    [
        "Norra innerstadens stadsdelsförvaltning",
        "Norra innerstaden stadsdelsförvaltning",
        "Enskede-Årsta-Vantörs stadsdelsförvaltning",
        "Hässelby-Vällingby stadsdelsförvaltning",
        "Stadsdelsförvaltningen i Farsta",
    ],
)
def test_the_whole_name_of_a_district_is_read(name: str) -> None:
    found = parties(f"{name}\n(Almstads kommun)\noch\nLokalpolisområde Norra Hamnen\n")
    assert found["municipality.units.1.name"] == name
    assert found["police.units.1.name"] == "Lokalpolisområde Norra Hamnen"
    assert "municipality.units.2.name" not in found
