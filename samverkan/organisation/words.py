"""Kinds of unit."""

from __future__ import annotations

from samverkan.ground.words import Word


class UnitKind(Word):
    """What a unit is (ORG-01 to -03, ORG-35)."""

    MUNICIPALITY = "municipality", "Municipality"
    EXECUTIVE_OFFICE = "executive_office", "City Executive Office"
    DISTRICT = "district", "District administration"
    SPECIALIST = "specialist", "Specialist administration"
    COMPANY = "company", "Municipal company"
    BOARD = "board", "Board"
    POLICE_REGION = "police_region", "Police region"
    POLICE_AREA = "police_area", "Police area"
    LOCAL_POLICE_AREA = "local_police_area", "Local police area"
    EXTERNAL = "external", "External actor"
