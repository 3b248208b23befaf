"""Plans, measures and their halves."""

from __future__ import annotations

from samverkan.ground.words import Word


class PlanKind(Word):
    """What kind of plan it is (ACT-01, ACT-06, ACT-15)."""

    MEASURES_PLAN = "measures_plan", "Measures plan"
    ACTION_PLAN = "action_plan", "Action plan"
    GROUP_PLAN = "group_plan", "Working group's plan"


class VersionState(Word):
    """Where a frozen version of a plan stands; read from its annex or its matter, never stored."""

    WAITING = "waiting", "Waits for a decision"
    IN_FORCE = "in_force", "In force"
    SUPERSEDED = "superseded", "Replaced by a later version"
    SENT_BACK = "sent_back", "Sent back or withdrawn"


class Lamp(Word):
    """What is not as it should be with a plan or a measure; none of them stops anybody by itself."""

    NEW_AREAS = "new_areas", "The priority areas have changed: an update is open"
    CHANGED_SINCE = "changed_since", "Changed since it was decided"
    NO_PICTURE = "no_picture", "Does not say which situation picture it starts from"
    NO_STATEMENT = "no_statement", "The problem behind it is not derived from the situation picture"
    ANALYSIS_OPEN = "analysis_open", "The cause analysis is not settled by both parties"
    CAUSE_SET_ASIDE = "cause_set_aside", "The cause has been set aside"
    NO_CAUSE = "no_cause", "No analysed cause"
    CAUSE_EXCEPTION = "cause_exception", "Motivated exception: no analysed cause"
    NO_GOAL = "no_goal", "No goal that is followed up"
    GOAL_EXCEPTION = "goal_exception", "Motivated exception: no goal that is followed up"
    HALF_MISSING = "half_missing", "A party has not said what its part is"
    LATE = "late", "Late"
    NOT_PLANNED = "not_planned", "Not in ordinary planning and budget"


class PartKind(Word):
    """The parts of plans: which a plan must have is told by `rules.parts` (ACT-02, ACT-06, ACT-07)."""

    DIRECTION = "direction", "Direction"
    FOCUS = "focus", "Focus areas"
    GOALS = "goals", "Goals"
    FOLLOW_UP = "follow_up", "How it is followed up"
    RESPONSIBILITY = "responsibility", "Division of responsibility"
    ACTIVITIES = "activities", "Activities"
    COMMITMENTS = "commitments", "Commitments"
    TIMETABLE = "timetable", "Timetable"


class MeasureState(Word):
    """Where a measure stands. Whether it is in force follows from its plan."""

    OPEN = "open", "Open"
    DONE = "done", "Carried out by both parties"
    STOPPED = "stopped", "Stopped"
    WITHDRAWN = "withdrawn", "Withdrawn before it was decided"


class Level(Word):
    """Prevention level (ACT-16)."""

    UNIVERSAL = "universal", "Universal: everybody"
    SELECTIVE = "selective", "Selective: identified groups"
    INDICATED = "indicated", "Indicated: individuals"


class Kind(Word):
    """Kind of prevention (ACT-17)."""

    SOCIAL = "social", "Social prevention"
    SITUATIONAL = "situational", "Situational prevention"
    REACTIVE = "reactive", "Reactive"


class TermLength(Word):
    """Short or long term (ACT-11)."""

    SHORT = "short", "Short term"
    LONG = "long", "Long term"


class DirectedAt(Word):
    """What the measure is directed at (ACT-12)."""

    RESIDENTS = "residents", "Residents"
    ENVIRONMENT = "environment", "Physical environment"
    OWN_OPERATION = "own_operation", "The body's own operation"


class Benefits(Word):
    """Whom it benefits, by sex (ACT-30)."""

    WOMEN = "women", "Mostly women and girls"
    MEN = "men", "Mostly men and boys"
    EQUALLY = "equally", "Both sexes equally"
    UNKNOWN = "unknown", "Not assessed"


class MeasureType(Word):
    """Types that the sources name (ACT-22, ACT-26, ACT-29, ACT-31, ACT-32)."""

    ACTIVATION = "activation", "Activation of a place"
    JOINT_PLACE = "joint_place", "Joint work at a place"
    OUTREACH = "outreach", "Outreach by field assistants"
    AT_RISK = "at_risk", "Reaching persons at risk in time"
    OWN_OPERATION = "own_operation", "Against undue influence and welfare crime in own operations"
    SURVEILLANCE = "surveillance", "Camera surveillance"
    GUARDS = "guards", "Public-order guards"
    OTHER = "other", "Other"


class HalfState(Word):
    """Where one party's half stands."""

    PLANNED = "planned", "Planned"
    ONGOING = "ongoing", "Under way"
    REPORTED = "reported", "Reported done, waits for a second pair of eyes"
    DONE = "done", "Done"
    NONE = "none", "No part for this party"


class InPlanning(Word):
    """Whether the half is in ordinary operational planning and budget (ACT-20, ACT-34)."""

    YES = "yes", "In operational plan and budget"
    PLAN_ONLY = "plan_only", "In the plan, without money"
    NO = "no", "Not in plan or budget"
    UNKNOWN = "unknown", "Not said"
