"""Who is missing at the table: organisations that can do something about what is seen (field F17, ACT-32, ACT-22).

A plain table, to be read and argued with. It follows what the agreements and their referral bodies say of who owns
and answers for what; where nobody says it, it is our judgement. It proposes and never decides, and it only ever
proposes units that stand in the organisation register.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.ground.words import OrganisationKey
from samverkan.measures.words import MeasureType
from samverkan.places.words import BuiltFactor, ProblemType

_TRANSPORT, _EDUCATION = OrganisationKey.TRANSPORT, OrganisationKey.EDUCATION
_SOCIAL, _HOUSING, _SCHOOLS = (
    OrganisationKey.SOCIAL_SERVICES,
    OrganisationKey.HOUSING,
    OrganisationKey.SCHOOL_PROPERTY,
)

TABLE: dict[ProblemType | BuiltFactor | MeasureType, tuple[OrganisationKey, ...]] = {
    ProblemType.DRUG_DEALING: (_SOCIAL, _EDUCATION),
    ProblemType.PUBLIC_ORDER: (_SOCIAL, _TRANSPORT),
    ProblemType.UNLAWFUL_SETTLEMENT: (_SOCIAL, _TRANSPORT),
    ProblemType.VANDALISM: (_SCHOOLS, _HOUSING),
    ProblemType.LITTERING: (_TRANSPORT, _HOUSING),
    ProblemType.VIOLENCE: (_SOCIAL, _EDUCATION),
    ProblemType.THEFT: (_HOUSING,),
    ProblemType.TRAFFIC: (_TRANSPORT,),
    ProblemType.UNSAFETY: (_HOUSING, _TRANSPORT),
    BuiltFactor.DESIGN: (_TRANSPORT,),
    BuiltFactor.LIGHTING: (_TRANSPORT,),
    BuiltFactor.SIGHT: (_TRANSPORT,),
    BuiltFactor.VANDALISED: (_HOUSING, _SCHOOLS),
    BuiltFactor.LITTERED: (_TRANSPORT,),
    BuiltFactor.EMPTY: (_HOUSING,),
    BuiltFactor.MAINTENANCE: (_TRANSPORT, _HOUSING),
    MeasureType.ACTIVATION: (_HOUSING, _EDUCATION),
    MeasureType.JOINT_PLACE: (_TRANSPORT, _HOUSING),
    MeasureType.OUTREACH: (_SOCIAL, _EDUCATION),
    MeasureType.AT_RISK: (_SOCIAL, _EDUCATION),
    MeasureType.GUARDS: (_TRANSPORT,),
    MeasureType.SURVEILLANCE: (_TRANSPORT,),
}
"""What is seen at the place or what the measure is, and who can do something about it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An organisation that could be at the table, and what speaks for it."""

    key: OrganisationKey
    because: tuple[ProblemType | BuiltFactor | MeasureType, ...]


def wanted(seen: Iterable[ProblemType | BuiltFactor | MeasureType]) -> tuple[Wanted, ...]:
    """Return the organisations that the table names for what is seen, those with most reasons first.

    >>> [(one.key.value, len(one.because)) for one in wanted([BuiltFactor.LIGHTING, BuiltFactor.DESIGN])]
    [('transport', 2)]
    """
    reasons: dict[OrganisationKey, list[ProblemType | BuiltFactor | MeasureType]] = {}
    for one in seen:
        for key in TABLE.get(one, ()):
            reasons.setdefault(key, []).append(one)
    found = [Wanted(key, tuple(because)) for key, because in reasons.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.because), one.key.value)))
