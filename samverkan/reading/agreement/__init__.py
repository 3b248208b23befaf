"""Reading a signed local agreement into a draft: facts with quotes, what is missing, what contradicts itself.

`read_agreement(document)` gives an `AgreementDraft`; `draft.facts` is flat and keyed, `draft.structure()`
gives parties and annexes as dataclasses, `draft.terms()` the rules. A person corrects facts by key with
`draft.corrected({...})`; `terms_of(values)` gives the terms of corrected values.

The keys (N counts from 1; P is `municipality` or `police`; G is `local_steering`, `local_preparation` or
`working`) are listed with their labels in `keys.LABELS`.
"""

from samverkan.reading.agreement.draft import (
    AgreementDraft,
    Contradiction,
    Fact,
    Missing,
    Reading,
    draft_from_facts,
)
from samverkan.reading.agreement.keys import EXPECTED, LABELS, SECTIONS, label_of, section_of
from samverkan.reading.agreement.reader import read_agreement
from samverkan.reading.agreement.structure import (
    AgreementStructure,
    AnnexDraft,
    Json,
    PartyDraft,
    Unit,
    UnitKind,
    structure_of,
)
from samverkan.reading.agreement.terms import terms_of

__all__ = [
    "EXPECTED",
    "LABELS",
    "SECTIONS",
    "AgreementDraft",
    "AgreementStructure",
    "AnnexDraft",
    "Contradiction",
    "Fact",
    "Json",
    "Missing",
    "PartyDraft",
    "Reading",
    "Unit",
    "UnitKind",
    "draft_from_facts",
    "label_of",
    "read_agreement",
    "section_of",
    "structure_of",
    "terms_of",
]
