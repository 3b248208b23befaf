"""The units of city and police, their pairings and successors (ORG-01 to -04, ORG-35)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from samverkan.ground.words import OrganisationKey, Party
from samverkan.organisation.models import Pairing, Succession, Unit
from samverkan.organisation.words import UnitKind

OLD = date(2015, 1, 1)
ASSUMED = "Antaget i demon; källorna säger inget om detta."

DISTRICTS = {
    "bromma": "Bromma",
    "eav": "Enskede-Årsta-Vantör",
    "farsta": "Farsta",
    "hagersten_alvsjo": "Hägersten-Älvsjö",
    "hasselby_vallingby": "Hässelby-Vällingby",
    "jarva": "Järva",
    "kungsholmen": "Kungsholmen",
    "norra_innerstaden": "Norra innerstaden",
    "skarpnack": "Skarpnäck",
    "skarholmen": "Skärholmen",
    "sodermalm": "Södermalm",
}
"""The eleven districts whose boards answered in 2023."""

MERGED = {
    "jarva": (("Rinkeby-Kista", "Spånga-Tensta"), date(2023, 1, 1)),
    "norra_innerstaden": (("Norrmalms", "Östermalms"), date(2023, 1, 1)),
    "hagersten_alvsjo": (("Hägersten-Liljeholmens", "Älvsjö"), date(2020, 7, 1)),
}
"""The districts of 2019 that three of today's came from; the days are assumed."""

LOCAL_POLICE = {
    "globen": ("Globen", "syd", ""),
    "farsta": ("Farsta", "syd", ""),
    "skarholmen": ("Skärholmen", "syd", ""),
    "jarva": ("Järva", "nord", ""),
    "vallingby": ("Vällingby", "nord", ASSUMED),
    "norrmalm": ("Norrmalm", "city", ASSUMED),
    "sodermalm": ("Södermalm", "city", ASSUMED),
}
"""Seven local police areas; four are named by the sources."""

PAIRED = {
    "bromma": ("vallingby",),
    "eav": ("globen", "farsta"),
    "farsta": ("farsta",),
    "hagersten_alvsjo": ("skarholmen",),
    "hasselby_vallingby": ("vallingby",),
    "jarva": ("jarva",),
    "kungsholmen": ("norrmalm",),
    "norra_innerstaden": ("norrmalm",),
    "skarpnack": ("globen",),
    "skarholmen": ("skarholmen",),
    "sodermalm": ("sodermalm",),
}
"""Who works with whom; attested for Enskede-Årsta-Vantör, Farsta and Skärholmen, assumed for the rest."""

SPECIALISTS = {
    "transport": ("Trafikkontoret", UnitKind.SPECIALIST, OrganisationKey.TRANSPORT),
    "education": ("Utbildningsförvaltningen", UnitKind.SPECIALIST, OrganisationKey.EDUCATION),
    "social": ("Socialförvaltningen", UnitKind.SPECIALIST, OrganisationKey.SOCIAL_SERVICES),
    "svenska_bostader": ("Svenska Bostäder", UnitKind.COMPANY, OrganisationKey.HOUSING),
    "stockholmshem": ("Stockholmshem", UnitKind.COMPANY, OrganisationKey.HOUSING),
    "familjebostader": ("Familjebostäder", UnitKind.COMPANY, OrganisationKey.HOUSING),
    "sisab": ("Skolfastigheter i Stockholm AB", UnitKind.COMPANY, OrganisationKey.SCHOOL_PROPERTY),
}

COMMITTEES = {"transport": "Trafiknämnden", "education": "Utbildningsnämnden", "social": "Socialnämnden"}
"""The boards over the specialist administrations."""

GROUP = "Stockholms Stadshus AB"
"""The holding company over the housing and school-property companies."""

EXTERNAL = (
    "Kriminalvården",
    "Åklagarmyndigheten",
    "Kronofogden",
    "Tullverket",
    "Försäkringskassan",
    "Region Stockholm",
    "Räddningstjänsten",
)
"""The seven authorities named in 2023 (ORG-35)."""

CITY_NUMBER = "212000-0142"
POLICE_NUMBER = "202100-0076"


@dataclass
class Structure:
    """The units by short name."""

    city: Unit
    region: Unit
    office: Unit
    holding: Unit
    districts: dict[str, Unit] = field(default_factory=dict)
    boards: dict[str, Unit] = field(default_factory=dict)
    areas: dict[str, Unit] = field(default_factory=dict)
    police: dict[str, Unit] = field(default_factory=dict)
    specialists: dict[str, Unit] = field(default_factory=dict)


def district_name(name: str) -> str:
    """Return the administration's name in the genitive that Swedish uses.

    >>> district_name("Skärholmen"), district_name("Enskede-Årsta-Vantör"), district_name("Järva")
    ('Skärholmens stadsdelsförvaltning', 'Enskede-Årsta-Vantörs stadsdelsförvaltning', 'Järva stadsdelsförvaltning')
    """
    as_it_is = {"Bromma", "Farsta", "Järva", "Norra innerstaden", "Hägersten-Älvsjö", "Hässelby-Vällingby"}
    return f"{name}{'' if name in as_it_is else 's'} stadsdelsförvaltning"


def build_structure() -> Structure:
    """Store the units, their pairings and successions."""
    city_party, police_party = Party.MUNICIPALITY, Party.POLICE
    city = Unit.objects.create(
        name="Stockholms stad",
        kind=UnitKind.MUNICIPALITY,
        party=city_party,
        organisation_number=CITY_NUMBER,
        valid_from=OLD,
    )
    region = Unit.objects.create(
        name="Polisregion Stockholm",
        kind=UnitKind.POLICE_REGION,
        party=police_party,
        organisation_number=POLICE_NUMBER,
        valid_from=OLD,
    )

    def city_unit(name: str, kind: UnitKind, parent: Unit = city, **more: object) -> Unit:
        more.setdefault("valid_from", OLD)
        return Unit.objects.create(name=name, kind=kind, party=city_party, parent=parent, municipality=city, **more)

    office = city_unit("Stadsledningskontoret", UnitKind.EXECUTIVE_OFFICE)
    built = Structure(city, region, office, city_unit(GROUP, UnitKind.COMPANY))
    for key, (name, kind, organisation) in SPECIALISTS.items():
        built.specialists[key] = city_unit(
            name,
            kind,
            built.holding if kind == UnitKind.COMPANY else city,
            key=organisation,
            organisation_number=CITY_NUMBER,
        )
    for key, name in COMMITTEES.items():
        city_unit(name, UnitKind.BOARD, built.specialists[key])
    for key, name in DISTRICTS.items():
        start = MERGED[key][1] if key in MERGED else OLD
        unit = city_unit(district_name(name), UnitKind.DISTRICT, organisation_number=CITY_NUMBER, valid_from=start)
        built.districts[key] = unit
        built.boards[key] = city_unit(
            unit.name.replace("stadsdelsförvaltning", "stadsdelsnämnd"), UnitKind.BOARD, unit, valid_from=start
        )
        for old in MERGED.get(key, ((), OLD))[0]:
            before = city_unit(
                f"{old} stadsdelsförvaltning",
                UnitKind.DISTRICT,
                valid_until=start,
                note=f"Dagen för sammanslagningen: {ASSUMED}",
            )
            Succession.objects.create(predecessor=before, successor=unit, on=start, note=ASSUMED)
    for area in ("syd", "city", "nord"):
        built.areas[area] = Unit.objects.create(
            name=f"Polisområde Stockholm {area}",
            kind=UnitKind.POLICE_AREA,
            party=police_party,
            parent=region,
            valid_from=OLD,
        )
    for key, (name, area, note) in LOCAL_POLICE.items():
        built.police[key] = Unit.objects.create(
            name=f"Lokalpolisområde {name}",
            kind=UnitKind.LOCAL_POLICE_AREA,
            party=police_party,
            parent=built.areas[area],
            organisation_number=POLICE_NUMBER,
            valid_from=OLD,
            note=note,
        )
    for key, partners in PAIRED.items():
        for partner in partners:
            Pairing.objects.create(
                district=built.districts[key],
                police=built.police[partner],
                valid_from=built.districts[key].valid_from,
            )
    for name in EXTERNAL:
        Unit.objects.create(name=name, kind=UnitKind.EXTERNAL, party=Party.EXTERNAL, valid_from=OLD)
    return built
