"""What is unsafe about a place, and how the police class an area."""

from __future__ import annotations

from samverkan.ground.words import Word


class ProblemType(Word):
    """What happens at a place (SIT-14)."""

    DRUG_DEALING = "drug_dealing", "Open drug dealing"
    PUBLIC_ORDER = "public_order", "Public-order disturbances"
    UNLAWFUL_SETTLEMENT = "unlawful_settlement", "Unlawful settlements"
    VANDALISM = "vandalism", "Vandalism"
    LITTERING = "littering", "Extensive littering"
    VIOLENCE = "violence", "Violence in public"
    THEFT = "theft", "Theft and burglary"
    TRAFFIC = "traffic", "Dangerous traffic"
    UNSAFETY = "unsafety", "People avoid the place"


class BuiltFactor(Word):
    """What in the built environment makes a place unsafe (SIT-15)."""

    DESIGN = "design", "Design of the space"
    LIGHTING = "lighting", "Poor lighting"
    SIGHT = "sight", "Hidden corners and blocked sight lines"
    VANDALISED = "vandalised", "Visible vandalism"
    LITTERED = "littered", "Litter and neglect"
    EMPTY = "empty", "Few people, empty premises"
    MAINTENANCE = "maintenance", "Unclear who maintains"


class AreaClass(Word):
    """The police's classification of areas (SIT-16, SIT-17)."""

    VULNERABLE = "vulnerable", "Vulnerable area"
    RISK = "risk", "Risk area"
    PARTICULARLY = "particularly", "Particularly vulnerable area"
    NONE = "none", "Not classified"
