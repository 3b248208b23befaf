"""The demo's agreements: three overall ones, and a local one in each district, read from a text by the real reader."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from samverkan.access.actor import Actor
from samverkan.agreements.models import Agreement, Annex, Copy, PartyUnit
from samverkan.agreements.services.adoption import adopt_agreement
from samverkan.agreements.services.agreements import hand_over_copy, record_signature
from samverkan.agreements.services.annexes import attach_original
from samverkan.agreements.services.drafts import confirm_all_read, import_agreement
from samverkan.agreements.services.overall import register_overall_agreement
from samverkan.ground.words import AnnexKind, Party
from samverkan.groups.queries import actor_for
from samverkan.site.town.groups import People
from samverkan.site.town.structure import DISTRICTS, LOCAL_POLICE, PAIRED, Structure, district_name

TEXT = Path(__file__).with_name("local-agreement.txt")

STARTS = {
    "bromma": date(2024, 10, 1),
    "eav": date(2024, 5, 13),
    "farsta": date(2024, 6, 3),
    "hagersten_alvsjo": date(2024, 9, 2),
    "hasselby_vallingby": date(2025, 1, 1),
    "kungsholmen": date(2024, 11, 11),
    "norra_innerstaden": date(2024, 9, 16),
    "skarpnack": date(2025, 2, 3),
    "skarholmen": date(2024, 12, 5),
    "sodermalm": date(2024, 8, 26),
}
"""First days of the local agreements. Skärholmen's is known; the others are assumed. Järva's is still a draft."""

DRAFTED = "jarva"

PICTURES = {
    "bromma": 500,
    "eav": 200,
    "farsta": 120,
    "hagersten_alvsjo": 300,
    "kungsholmen": 340,
    "norra_innerstaden": 90,
    "skarpnack": 250,
    "skarholmen": 350,
    "sodermalm": 30,
}
"""How many days before today the situation picture was dated; Hässelby-Vällingby has not attached one."""

CONTENT = {
    AnnexKind.SITUATION_PICTURE: "Påhittade demodata.\n\nGemensam lokal lägesbild för "
    "{name}.\n\nKartläggning: Anmälda brott "
    "och trygghetsmätning pekar på centrum och bytespunkten. Konsekvenserna är störst för unga och för äldre.\n\n"
    "Annan information: Iakttagelser från fältassistenter, områdespoliser och fastighetsägare.\n\n"
    "Analys: Platserna saknar naturlig kontroll på kvällar. Unga vistas där utan vuxna.",
    AnnexKind.MEASURES_PLAN: "Påhittade demodata.\n\nÅtgärdsplan för {name}.\n\nInriktning: färre otrygga "
    "platser och färre "
    "unga i riskzon.\n\nUppföljning: varje kvartal i beredningsgruppen, varje år i styrgruppen.",
    AnnexKind.COMMUNICATION_PLAN: "Påhittade demodata.\n\nKommunikationsplan för {name}. "
    "Parterna informerar gemensamt.",
    AnnexKind.CONTACT_DETAILS: "Påhittade demodata.\n\nKontaktuppgifter: funktionsbrevlådor för parterna i {name}.",
}


def agreement_text(key: str, start: date) -> str:
    """Return the demo's own agreement text for a district."""
    name = DISTRICTS[key]
    units = "\noch ".join(
        f"Lokalpolisområde {LOCAL_POLICE[police][0]}, org.nr 202100-0076\n"
        f"Postadress: Polisen {LOCAL_POLICE[police][0]}, Demogatan 2, 100 00 Stockholm"
        for police in PAIRED[key]
    )
    area = LOCAL_POLICE[PAIRED[key][0]][1]
    return TEXT.read_text(encoding="utf-8").format(
        name=name,
        administration=district_name(name),
        city_units="Utbildningsförvaltningen och Trafikkontoret",
        police=units,
        area=area,
        start=start.isoformat(),
    )


def build_agreements(structure: Structure, people: People, *, today: date) -> dict[str, Agreement]:
    """Register the chain of overall agreements (AGR-09) and adopt ten local ones; the eleventh stays a draft."""
    city = structure.city
    central = actor_for(people.account("central").pk, on=today)

    def overall(title: str, number: str, start: date, rule_set: str, decision_reference: str = "") -> Agreement:
        return register_overall_agreement(
            by=central,
            title=title,
            municipality=city,
            police=structure.region,
            registry_number=number,
            valid_from=start,
            rule_set=rule_set,
            decision_reference=decision_reference,
        )

    adopted = {
        "2019": overall(
            "Övergripande samverkansöverenskommelse 2019", "KS 2019/656", date(2019, 11, 1), "overall-2019-draft"
        )
    }
    adopted["overall"] = overall(
        "Övergripande samverkansöverenskommelse 2024",
        "KS 2023/740",
        date(2024, 1, 1),
        "overall-2024",
        decision_reference="Kommunfullmäktige, beslutspunkt 2 (KS 2023/740)",
    )
    for order, key in enumerate(DISTRICTS):
        coordinator = actor_for(people.account(f"samordnare.{key}").pk, on=today)
        draft = import_agreement(
            by=coordinator,
            data=agreement_text(key, STARTS.get(key, date(2026, 2, 2))).encode(),
            name=f"overenskommelse-{key}.txt",
        )
        if key == DRAFTED:
            adopted[key] = draft
            continue
        confirm_all_read(by=coordinator, draft=draft)
        start = STARTS[key]
        agreement = adopt_agreement(
            by=coordinator,
            draft=draft,
            overall=adopted["overall"],
            signed_on=start - timedelta(days=14),
            registry_number=f"{1 + order}.1-{100 + 7 * order}/2024",
        )
        adopted[key] = agreement
        _sign_and_share(agreement, coordinator, people, key, start, skip_last_copy=key == "skarpnack")
        _attach(agreement, coordinator, key, start, today)
    return adopted


def _sign_and_share(
    agreement: Agreement, by: Actor, people: People, key: str, start: date, *, skip_last_copy: bool
) -> None:
    """Record every party's signature and hand over the copies, in one district all but the last."""
    parties = list(PartyUnit.objects.filter(agreement=agreement).order_by("order"))
    for party_unit in parties:
        police = party_unit.side == Party.POLICE
        signer = people.account(f"polischef.{PAIRED[key][0]}" if police else f"direktor.{key}")
        record_signature(
            by=by,
            agreement=agreement,
            party_unit=party_unit,
            name=signer.name,
            function="Lokalpolisområdeschef" if police else "Chef",
            signed_on=start - timedelta(days=14),
        )
    copies = list(Copy.objects.filter(agreement=agreement).order_by("number"))
    for copy, party_unit in list(zip(copies, parties, strict=False))[: len(copies) - (1 if skip_last_copy else 0)]:
        hand_over_copy(
            by=by,
            agreement=agreement,
            number=copy.number,
            party_unit=party_unit,
            handed_over_on=start,
            kept_at="Diariet",
        )


def _attach(agreement: Agreement, by: Actor, key: str, start: date, today: date) -> None:
    """Attach the annexes that were signed together with the agreement; one district lacks two of them."""
    for annex in Annex.objects.filter(agreement=agreement).exclude(kind=AnnexKind.OVERALL_AGREEMENT):
        kind = AnnexKind(annex.kind)
        if key == "hasselby_vallingby" and kind in {AnnexKind.SITUATION_PICTURE, AnnexKind.COMMUNICATION_PLAN}:
            continue
        text, authors = CONTENT[kind].format(name=DISTRICTS[key]), [Party.MUNICIPALITY, Party.POLICE]
        attach_original(by=by, annex=annex, text=text, dated_on=start, authors=authors, today=today)
