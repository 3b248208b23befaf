"""States of agreements, annex versions, amendments and imported facts."""

from __future__ import annotations

from samverkan.ground.words import Word


class AgreementState(Word):
    """What is kept of an agreement's life; whether it is in force on a day follows from its dates (AGR-27)."""

    DRAFT = "draft", "Draft"
    ADOPTED = "adopted", "Adopted"
    WITHDRAWN = "withdrawn", "Withdrawn draft"


class Standing(Word):
    """Where an agreement stands on a day (AGR-27)."""

    DRAFT = "draft", "Draft"
    COMING = "coming", "Not yet in force"
    IN_FORCE = "in_force", "In force"
    EXTENDED = "extended", "In force by extension"
    WITHOUT_OVERALL = "without_overall", "In force, but the overall agreement is not"
    ENDED = "ended", "Ended"
    SUPERSEDED = "superseded", "Replaced by another agreement"
    WITHDRAWN = "withdrawn", "Withdrawn draft"


class FactState(Word):
    """What a person has done with a fact of an imported draft."""

    READ = "read", "Read from the text"
    MISSING = "missing", "Not found in the text"
    CONTRADICTED = "contradicted", "The text contradicts itself"
    CONFIRMED = "confirmed", "Confirmed"
    CORRECTED = "corrected", "Corrected by a person"


class AnnexState(Word):
    """The life of an annex version (AGR-15 to -19). Valid means decided or signed in writing, dated and attached."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waits for the steering group"
    SIGNING = "signing", "Out for signature"
    VALID = "valid", "Valid, dated and attached"
    REJECTED = "rejected", "Sent back by the steering group"


class AmendmentState(Word):
    """The life of an amendment (AGR-19)."""

    DRAFT = "draft", "Being written"
    SIGNING = "signing", "Out for signature"
    SIGNED = "signed", "Signed by all parties"
    WITHDRAWN = "withdrawn", "Withdrawn"


class AnnexRoute(Word):
    """What makes a new version of an annex valid; it follows from the agreement's own terms (AGR-15, AGR-19)."""

    DECISION = "decision", "Decided by a group in writing"
    SIGNATURES = "signatures", "Signed by all parties"
    OVERALL_AGREEMENT = "overall_agreement", "Follows the overall agreement"
