"""The roles that a post gives, in the words of the field."""

from __future__ import annotations

from samverkan.ground.words import Word


class Role(Word):
    """What a post lets its holder do, within the post's unit (CRO-12)."""

    SAFETY_COORDINATOR = "safety_coordinator", "Safety coordinator"
    MUNICIPAL_POLICE = "municipal_police", "Municipal police officer"
    DISTRICT_DIRECTOR = "district_director", "District director"
    LOCAL_POLICE_HEAD = "local_police_head", "Head of local police area"
    DEPARTMENT = "department", "Representative of an administration or company"
    CENTRAL = "central", "Central preparation group"
    MANAGEMENT = "management", "City or police management"
    EXECUTIVE_OFFICE = "executive_office", "City Executive Office"
    BOARD = "board", "Elected representative"
    ADMINISTRATOR = "administrator", "System administrator"
