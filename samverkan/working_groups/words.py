"""Where an appointment stands, and the forms of collaboration that already exist."""

from __future__ import annotations

from samverkan.ground.words import Word


class AppointmentState(Word):
    """Where a proposed working group stands (ORG-17, ORG-20)."""

    PROPOSED = "proposed", "Waits for the preparation group's decision"
    APPOINTED = "appointed", "Appointed"
    WITHDRAWN = "withdrawn", "Proposal withdrawn"


class KnownForm(Word):
    """Forms of collaboration between city and police that the sources name (ORG-36)."""

    SAFETY_WALKS = "safety_walks", "Safety walks"
    PLACE = "place", "Collaboration about places"
    CAMERAS = "cameras", "Camera surveillance"
    SOCIAL_ACTION_GROUPS = "social_action_groups", "Social action groups"
    TREFAS = "trefas", "Trefas"
    EXTREMISM = "extremism", "Work against violent extremism"
    PREPAREDNESS = "preparedness", "Preparedness for crises"
    TRAFFIC = "traffic", "Traffic safety"
    CHILDRENS_HOUSE = "childrens_house", "Barnahus"
    ISLAND_MODEL = "island_model", "Islandsmodellen"
    CO_LOCATION = "co_location", "Social workers and police under one roof"
    EVENTS = "events", "Events"
    LETTING = "letting", "Letting of public places"
