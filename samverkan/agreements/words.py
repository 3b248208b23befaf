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


class Flag(Word):
    """What else must be said of an agreement on a day, beside its standing (AGR-10, AGR-27)."""

    REVISION_DUE = "revision_due", "Revision due"
    ANNEX_MISSING = "annex_missing", "Annex missing"
    UNSIGNED = "unsigned", "Signature missing"
    CONFLICTING_EXTENSION = "conflicting_extension", "Extended against the conditions for revision"


class Mismatch(Word):
    """Where the terms of overall and local agreements do not follow each other (AGR-14)."""

    NO_OVERALL = "no_overall", "No overall agreement is registered"
    STARTS_BEFORE_OVERALL = "starts_before_overall", "Starts before the overall agreement"
    OUTLIVES_OVERALL = "outlives_overall", "Runs on after the overall agreement has ended"
    GAP_BETWEEN_OVERALL = "gap_between_overall", "Runs through a gap between two overall agreements"
    REVISIONS_APART = "revisions_apart", "The revision dates do not follow each other"
    REVISION_NOT_STATED = "revision_not_stated", "Only one of the agreements states when it is to be revised"


class ExtensionConflict(Word):
    """Which of the conditions for revision an extension does not meet (AGR-07, AGR-10)."""

    NO_CONSULTATION = "no_consultation", "No consultation between the parties is recorded before the extension"
    NO_OVERALL = "no_overall", "The overall agreement is not in force on the day of the decision"


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


class NamedUnitKind(Word):
    """What a unit named in an agreement is, as far as its name tells (`reading.agreement.UnitKind`)."""

    MUNICIPALITY = "municipality", "Municipality"
    DISTRICT_ADMINISTRATION = "district_administration", "District administration"
    SPECIALIST_ADMINISTRATION = "specialist_administration", "Specialist administration"
    COMPANY = "company", "Municipal company"
    LOCAL_POLICE_AREA = "local_police_area", "Local police area"
    POLICE_AREA = "police_area", "Police area"
    POLICE_REGION = "police_region", "Police region"
    OTHER = "other", "Other unit"


class NumberBasis(Word):
    """Where the number of an annex comes from."""

    TEXT = "text", "Stated in the text"
    ORDER = "order", "Follows from the order of the list only"


class CoOption(Word):
    """How strongly the agreement speaks of co-opting (ORG-07)."""

    MAY = "may", "May co-opt"
    SHALL = "shall", "Shall co-opt"


class TiedTo(Word):
    """What working groups are tied to (ORG-20)."""

    FOCUS_AREA = "focus_area", "A focus area"
    PRIORITY_AREA = "priority_area", "A priority area"


class PlanUpdate(Word):
    """When the measures plan is updated (ACT-14)."""

    PRIORITY_AREAS_CHANGE = "priority_areas_change", "When the priority collaboration areas are changed"


class InformationCondition(Word):
    """When there is a duty to inform (COM-01)."""

    MATERIAL_SIGNIFICANCE = "material_significance", "When it can be assumed to be of material significance"


class InformationTo(Word):
    """Who is to be informed (COM-02)."""

    DECISION_MAKERS = "decision_makers", "The other party's decision-makers"


class InformationWhen(Word):
    """How soon information is given (COM-03)."""

    AS_SOON_AS_POSSIBLE = "as_soon_as_possible", "As soon as possible"
    WITHOUT_DELAY = "without_delay", "Without delay"
