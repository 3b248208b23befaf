"""An agreement in force in the cast's town, for tests of annexes and amendments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from samverkan.agreements.models import Agreement, Annex, KeptTerm, PartyUnit, Version
from samverkan.agreements.words import AgreementState
from samverkan.ground.terms import TermKind
from samverkan.ground.words import AnnexKind, Party, Tier
from tests.cast import Cast

SIGNED = date(2025, 1, 15)
TEXT = """Lokal samverkansöverenskommelse

Tid
Överenskommelsen löper från och med 2025-02-01 tills vidare.

Lokal styrgrupp
Möten sammankallas vid minst två (2) tillfällen per år.

Exemplar
Överenskommelsen har upprättats i två (2) exemplar.
"""
TERMS = (
    ("local_steering.meetings", TermKind.MEETINGS_MINIMUM, {"group_kind": "local_steering", "minimum": 2}),
    (
        "agreement.revision_condition",
        TermKind.REVISION_CONDITION,
        {"party_consultation": True, "overall_in_force": True},
    ),
    (
        "annexes.update",
        TermKind.ANNEX_UPDATE,
        {
            "annexes": ["situation_picture", "measures_plan"],
            "decided_by": "local_steering",
            "written": True,
            "dated": True,
            "attached": True,
            "notify": "overall_preparation",
        },
    ),
    ("agreement.amendment", TermKind.AMENDMENT, {"written": True, "signed": True}),
    (
        "situation_picture.joint",
        TermKind.JOINT_PICTURE,
        {"annex": "situation_picture", "parties": ["municipality", "police"]},
    ),
    ("situation_picture.revision", TermKind.REVISION, {"subject": "situation_picture", "months": 12}),
    ("agreement.copies", TermKind.COPIES, {"count": 2}),
)
ANNEXES = (
    ("overall", AnnexKind.OVERALL_AGREEMENT, "Övergripande samverkansöverenskommelse"),
    ("picture", AnnexKind.SITUATION_PICTURE, "Gemensam lokal lägesbild"),
    ("plan", AnnexKind.MEASURES_PLAN, "Åtgärdsplan"),
    ("communication", AnnexKind.COMMUNICATION_PLAN, "Kommunikationsplan"),
    ("contacts", AnnexKind.CONTACT_DETAILS, "Kontaktuppgifter"),
)


@dataclass
class Signed:
    """The agreement with its parties, first wording and annexes."""

    agreement: Agreement
    overall: Agreement
    version: Version
    municipality: PartyUnit
    police: PartyUnit
    annexes: dict[str, Annex] = field(default_factory=dict)


def build_signed(cast: Cast) -> Signed:
    """Store a local agreement of Björkåsa, in force from 1 February 2025, under an overall one."""
    created = datetime(2025, 1, 1, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
    overall = Agreement.objects.create(
        tier=Tier.OVERALL,
        title="Övergripande överenskommelse",
        unit=cast.units["town"],
        state=AgreementState.ADOPTED,
        valid_from=date(2024, 1, 1),
        created_at=created,
    )
    agreement = Agreement.objects.create(
        tier=Tier.LOCAL,
        title="Överenskommelse Björkåsa",
        unit=cast.units["bjorkasa"],
        overall=overall,
        state=AgreementState.ADOPTED,
        signed_on=SIGNED,
        valid_from=date(2025, 2, 1),
        created_at=created,
    )
    version = Version.objects.create(agreement=agreement, number=1, text=TEXT, in_force_from=date(2025, 2, 1))
    for key, kind, parameters in TERMS:
        KeptTerm.objects.create(version=version, key=key, kind=kind, clause="Tid", parameters=parameters)
    units = {
        side: PartyUnit.objects.create(
            agreement=agreement, unit=cast.units[unit], side=side, name=cast.units[unit].name, order=place
        )
        for place, (side, unit) in enumerate(((Party.MUNICIPALITY, "bjorkasa"), (Party.POLICE, "lpo_b")), start=1)
    }
    annexes = {
        key: Annex.objects.create(agreement=agreement, number=number, kind=kind, title=title)
        for number, (key, kind, title) in enumerate(ANNEXES, start=1)
    }
    return Signed(agreement, overall, version, units[Party.MUNICIPALITY], units[Party.POLICE], annexes)
