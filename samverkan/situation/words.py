"""Blocks, rooms, problems and criteria."""

from __future__ import annotations

from samverkan.ground.words import Word


class Block(Word):
    """The three blocks that the Act names; the first holds extent and consequences (Act 2023:196 s. 4)."""

    EXTENT = "extent", "Mapping: extent"
    CONSEQUENCES = "consequences", "Mapping: consequences"
    INFORMATION = "information", "Other information of importance"
    ANALYSIS = "analysis", "Analysis"


class SeenBy(Word):
    """Whose picture holds what a row of the merge says."""

    MUNICIPALITY = "municipality", "Only the municipality sees this"
    POLICE = "police", "Only the police see this"
    BOTH = "both", "Both see this"
    JOINT = "joint", "Written together"


class Agreement(Word):
    """Whether the parties agree on a joint statement."""

    NOT_YET = "not_yet", "Not settled yet"
    AGREED = "agreed", "The parties agree"
    DISAGREED = "disagreed", "The parties do not agree; both views are kept"


class ContributionState(Word):
    """What became of a contribution from another actor (SIT-11)."""

    NEW = "new", "Not dealt with yet"
    USED = "used", "Used in the picture"
    DECLINED = "declined", "Not used, with a reply"


class TargetKind(Word):
    """What a problem or a cause analysis is tied to (CAU-11, SIT-24)."""

    PLACE = "place", "A place"
    GROUP = "group", "A target group"
    PHENOMENON = "phenomenon", "A phenomenon"


class VictimCategory(Word):
    """The police's categories of particularly exposed victims, and vulnerable groups (SIT-18, SIT-19)."""

    CLOSE_RELATIONSHIP = "close_relationship", "Crime in close relationship"
    RAPE = "rape", "Rape"
    VIOLENCE_CHILDREN = "violence_children", "Violence against children"
    SEXUAL_CHILDREN = "sexual_children", "Sexual offences against children"
    DISABILITY = "disability", "Persons with disabilities"
    ELDERLY = "elderly", "Older persons"
    NONE = "", "No such category"


class Criterion(Word):
    """On what problems are ranked; each is scored 0 to 4."""

    VOLUME = "volume", "How much of it there is"
    HARM = "harm", "How much harm it does"
    FEAR = "fear", "How much fear it causes"
    TREND = "trend", "Whether it grows"
    INFLUENCE = "influence", "Whether we can affect it"
    MANDATE = "mandate", "Whether it is ours to deal with"


class ProblemState(Word):
    """Whether a problem is still on the table."""

    OPEN = "open", "Open"
    CLOSED = "closed", "No longer a problem"


class Change(Word):
    """How a weighting that is tried differs from the one that the parties chose."""

    EQUAL = "equal", "All criteria count as much"
    DOUBLED = "doubled", "Counts double"
    TAKEN_IN = "taken_in", "Is taken in"
    LEFT_OUT = "left_out", "Is left out"
