"""Reading the documents of a consultation (remiss): council report, official report, statement on its own.

`read_consultation(document)` gives a `ConsultationDraft`, or refuses a document of none of these kinds.

`as_json(draft)` gives the contract of `samverkan import-consultation`; the dataclasses in `draft` hold more:
texts, summaries, annexes, and for each value its place in the source.
"""

from samverkan.reading.consultation.draft import (
    Analysis,
    AnnexDraft,
    BodyDraft,
    BodyKind,
    ConsultationDraft,
    DecisionType,
    Finding,
    Footnote,
    LevelDraft,
    Person,
    Perspectives,
    SectionDraft,
    Signature,
    SourceKind,
    Spot,
    StatementDraft,
    StatementText,
    StatementType,
    SubReferralDraft,
    SubReferralKind,
    TextChangeDraft,
    UpperStatementDraft,
    as_json,
)
from samverkan.reading.consultation.findings import MESSAGES
from samverkan.reading.consultation.reader import read_consultation

__all__ = [
    "MESSAGES",
    "Analysis",
    "AnnexDraft",
    "BodyDraft",
    "BodyKind",
    "ConsultationDraft",
    "DecisionType",
    "Finding",
    "Footnote",
    "LevelDraft",
    "Person",
    "Perspectives",
    "SectionDraft",
    "Signature",
    "SourceKind",
    "Spot",
    "StatementDraft",
    "StatementText",
    "StatementType",
    "SubReferralDraft",
    "SubReferralKind",
    "TextChangeDraft",
    "UpperStatementDraft",
    "as_json",
    "read_consultation",
]
