"""Words that several packages share. A `Word` is a code with a label for people.

Labels are English message ids; gettext turns them into Swedish where they are shown (`ui`), so this
module needs no Django.
"""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A closed vocabulary: the value is what is stored, `label` is the English message id."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Word:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return the pairs that a Django field wants."""
        return [(word.value, word.label) for word in cls]


class Party(Word):
    """The two parties of a collaboration agreement, and everybody else (ORG-01, ORG-35)."""

    MUNICIPALITY = "municipality", "The municipality"
    POLICE = "police", "The police"
    EXTERNAL = "external", "Another actor"


class GroupKind(Word):
    """The five kinds of group (ORG-05)."""

    OVERALL_STEERING = "overall_steering", "Overall steering group"
    OVERALL_PREPARATION = "overall_preparation", "Overall preparation group"
    LOCAL_STEERING = "local_steering", "Local steering group"
    LOCAL_PREPARATION = "local_preparation", "Local preparation group"
    WORKING = "working", "Working group"


class AnnexKind(Word):
    """What an annex of an agreement holds (AGR-04, ACT-01, COM-04)."""

    OVERALL_AGREEMENT = "overall_agreement", "Overall collaboration agreement"
    SITUATION_PICTURE = "situation_picture", "Joint local situation picture"
    MEASURES_PLAN = "measures_plan", "Measures plan, including how measures are followed up"
    COMMUNICATION_PLAN = "communication_plan", "Communication plan"
    CONTACT_DETAILS = "contact_details", "Contact details"
    PRIORITY_AREAS = "priority_areas", "Priority collaboration areas"
    ACTION_PLAN = "action_plan", "Action plan"
    OTHER = "other", "Other annex"


class Tier(Word):
    """The two tiers of agreements (AGR-01)."""

    OVERALL = "overall", "Overall agreement"
    LOCAL = "local", "Local agreement"


class FunctionKind(Word):
    """The functions that agreements prescribe for seats (ORG-06, -10, -12, -15, -18).

    A seat has a function; a function is not a person. `OTHER` is for members whom no rule asks for.
    """

    DEPUTY_CITY_DIRECTOR = "deputy_city_director", "Deputy city director"
    POLICE_AREA_HEAD = "police_area_head", "Head of police area"
    SPECIALIST_HEAD = "specialist_head", "Head of specialist administration"
    DISTRICT_DIRECTOR = "district_director", "District director"
    SECURITY_DIRECTOR = "security_director", "Director of security"
    COORDINATING_POLICE = "coordinating_police", "Coordinating police officer in the city"
    SAFETY_LEAD = "safety_lead", "Coordinator for safety matters"
    SECURITY_LEAD = "security_lead", "Coordinator for security matters"
    LOCAL_POLICE_HEAD = "local_police_head", "Head of local police area"
    MANDATED_MANAGER = "mandated_manager", "Manager or other position with mandate"
    MUNICIPAL_POLICE = "municipal_police", "Municipal police officer"
    DISTRICT_REPRESENTATIVE = "district_representative", "Representative of the district administration"
    POLICE_REPRESENTATIVE = "police_representative", "Representative of the local police area"
    PARTNER_REPRESENTATIVE = "partner_representative", "Representative of an administration or company"
    SAFETY_COORDINATOR = "safety_coordinator", "Safety coordinator"
    OTHER = "other", "Other function"


class OrganisationKey(Word):
    """Organisations that agreements name as specially prioritised (ORG-13, ORG-19)."""

    TRANSPORT = "transport", "The Transport Administration"
    EDUCATION = "education", "The Education Administration"
    SOCIAL_SERVICES = "social_services", "The Social Services Administration"
    HOUSING = "housing", "The housing companies of the municipality"
    SCHOOL_PROPERTY = "school_property", "The school property company"
    NONE = "", "Not named by the agreements"
