"""What the thread is made of, how its links read in both directions, and what is lit when a link is missing."""

from __future__ import annotations

from samverkan.ground.words import Word


class NodeKind(Word):
    """What a node is. The value is the kind of the node's `Pointer`."""

    SOURCE = "indicators.source", "Source"
    CONTRIBUTION = "situation.contribution", "Contribution"
    LINE = "situation.line", "Observation"
    STATEMENT = "situation.statement", "Joint statement"
    PROBLEM = "situation.problem", "Problem"
    ANALYSIS = "causes.analysis", "Cause analysis"
    CAUSE = "causes.cause", "Cause"
    EVIDENCE = "causes.evidence", "Piece of evidence"
    PROPOSAL = "causes.proposal", "Proposed measure"
    MEASURE = "measures.measure", "Measure"
    HALF = "measures.half", "One party's half"
    SUB_GOAL = "indicators.sub_goal", "Sub-goal"
    GOAL = "priorities.goal", "Goal"
    INDICATOR = "indicators.indicator", "Indicator"
    READING = "indicators.reading", "Reading"
    EFFECT_CARD = "followup.effect_card", "Effect card"
    REVIEW = "followup.review", "Review"
    REPORT = "reporting.report", "Report"
    COMPILATION = "reporting.compilation", "Compilation"
    PICTURE = "situation.picture", "Situation picture"
    PICTURE_VERSION = "situation.picture_version", "Version of the situation picture"
    PLAN_VERSION = "measures.plan_version", "Version of the plan"
    ANNEX_VERSION = "agreements.annex_version", "Version of the annex"
    DECISION = "decisions.decision", "Decision"


class Named(Word):
    """The kinds as they are named within a sentence."""

    SOURCE = "indicators.source", "the source"
    CONTRIBUTION = "situation.contribution", "the contribution"
    LINE = "situation.line", "the observation"
    STATEMENT = "situation.statement", "the joint statement"
    PROBLEM = "situation.problem", "the problem"
    ANALYSIS = "causes.analysis", "the cause analysis"
    CAUSE = "causes.cause", "the cause"
    EVIDENCE = "causes.evidence", "the evidence"
    PROPOSAL = "causes.proposal", "the proposal"
    MEASURE = "measures.measure", "the measure"
    HALF = "measures.half", "the half of"
    SUB_GOAL = "indicators.sub_goal", "the sub-goal"
    GOAL = "priorities.goal", "the goal"
    INDICATOR = "indicators.indicator", "the indicator"
    READING = "indicators.reading", "the reading"
    EFFECT_CARD = "followup.effect_card", "the effect card for"
    REVIEW = "followup.review", "the review on"
    REPORT = "reporting.report", "the report from"
    COMPILATION = "reporting.compilation", "the compilation for"
    PICTURE = "situation.picture", "the situation picture for"
    PICTURE_VERSION = "situation.picture_version", "the picture version for"
    PLAN_VERSION = "measures.plan_version", "the plan"
    ANNEX_VERSION = "agreements.annex_version", "the annex"
    DECISION = "decisions.decision", "the decision"


class Layer(Word):
    """The steps of the thread, from what it rests on to what was decided."""

    BASIS = "basis", "What it rests on"
    SEEN = "seen", "What we see"
    PROBLEM = "problem", "Problems"
    WHY = "why", "Why it happens"
    DO = "do", "What we do"
    AIM = "aim", "Goals and measurements"
    RESULT = "result", "What it gave"
    SAID = "said", "Reports and decisions"


LAYER_OF: dict[NodeKind, Layer] = {
    NodeKind.SOURCE: Layer.BASIS,
    NodeKind.CONTRIBUTION: Layer.BASIS,
    NodeKind.LINE: Layer.SEEN,
    NodeKind.STATEMENT: Layer.SEEN,
    NodeKind.PROBLEM: Layer.PROBLEM,
    NodeKind.ANALYSIS: Layer.WHY,
    NodeKind.CAUSE: Layer.WHY,
    NodeKind.EVIDENCE: Layer.WHY,
    NodeKind.PROPOSAL: Layer.DO,
    NodeKind.MEASURE: Layer.DO,
    NodeKind.HALF: Layer.DO,
    NodeKind.SUB_GOAL: Layer.AIM,
    NodeKind.GOAL: Layer.AIM,
    NodeKind.INDICATOR: Layer.AIM,
    NodeKind.READING: Layer.AIM,
    NodeKind.EFFECT_CARD: Layer.RESULT,
    NodeKind.REVIEW: Layer.RESULT,
    NodeKind.REPORT: Layer.SAID,
    NodeKind.COMPILATION: Layer.SAID,
    NodeKind.PICTURE: Layer.SAID,
    NodeKind.PICTURE_VERSION: Layer.SAID,
    NodeKind.PLAN_VERSION: Layer.SAID,
    NodeKind.ANNEX_VERSION: Layer.SAID,
    NodeKind.DECISION: Layer.SAID,
}


class Relation(Word):
    """What a link says, read from the earlier node to the later one."""

    SOURCE_OF = "source_of", "is the source of"
    MERGED_INTO = "merged_into", "was merged into"
    CARRIED_TO = "carried_to", "was carried to"
    SHOWS = "shows", "points to"
    ANALYSED_IN = "analysed_in", "was analysed in"
    FOUND = "found", "brought out"
    EXPLAINED_BY = "explained_by", "is explained by"
    SUPPORTS = "supports", "speaks for"
    OPPOSES = "opposes", "speaks against"
    MET_BY = "met_by", "is met by"
    BECAME = "became", "grew into"
    CONTINUED_BY = "continued_by", "is carried on by"
    DONE_THROUGH = "done_through", "is done through"
    AIMS_AT = "aims_at", "is to contribute to"
    PART_OF = "part_of", "is a part of"
    MEASURED_BY = "measured_by", "is measured by"
    SHOWED = "showed", "has shown"
    STANDS_IN_FOR = "stands_in_for", "stands in for"
    JUDGED_IN = "judged_in", "is judged in"
    REVIEWED_IN = "reviewed_in", "was reviewed in"
    REPORTED_IN = "reported_in", "is followed up in"
    COMPILED_IN = "compiled_in", "is compiled in"
    STANDS_IN = "stands_in", "stands in"
    FROZEN_AS = "frozen_as", "was frozen as"
    ENTERED_IN = "entered_in", "was taken up in"
    ATTACHED_AS = "attached_as", "was attached as"
    DECIDED_BY = "decided_by", "was decided by"
    STOPPED_BY = "stopped_by", "was stopped by"
    FEEDS = "feeds", "is cited in"


class Reverse(Word):
    """The same links, read from the later node back to the earlier one."""

    SOURCE_OF = "source_of", "rests on"
    MERGED_INTO = "merged_into", "was merged from"
    CARRIED_TO = "carried_to", "was carried from"
    SHOWS = "shows", "is seen in"
    ANALYSED_IN = "analysed_in", "is about"
    FOUND = "found", "was found in"
    EXPLAINED_BY = "explained_by", "explains"
    SUPPORTS = "supports", "is supported by"
    OPPOSES = "opposes", "is contradicted by"
    MET_BY = "met_by", "is to affect"
    BECAME = "became", "comes from"
    CONTINUED_BY = "continued_by", "carries on"
    DONE_THROUGH = "done_through", "is a part of"
    AIMS_AT = "aims_at", "gets a contribution from"
    PART_OF = "part_of", "is broken down into"
    MEASURED_BY = "measured_by", "is a measurement of"
    SHOWED = "showed", "was measured by"
    STANDS_IN_FOR = "stands_in_for", "is followed through"
    JUDGED_IN = "judged_in", "judges"
    REVIEWED_IN = "reviewed_in", "asks anew about"
    REPORTED_IN = "reported_in", "follows up"
    COMPILED_IN = "compiled_in", "compiles"
    STANDS_IN = "stands_in", "has in it"
    FROZEN_AS = "frozen_as", "is a version of"
    ENTERED_IN = "entered_in", "took up"
    ATTACHED_AS = "attached_as", "has the content of"
    DECIDED_BY = "decided_by", "is the decision on"
    STOPPED_BY = "stopped_by", "put a stop to"
    FEEDS = "feeds", "cites"


FEEDBACK = frozenset({Relation.FEEDS})
"""Links that lead back to an earlier step: what was measured is cited by what comes next.

Walks in words stop there, or else every measure with the same indicator would be a reason for every other.
"""


class Lamp(Word):
    """Missing links that are lit (issue: orphan lamps)."""

    STATEMENT_WITHOUT_SOURCE = "statement_without_source", "Statements without a source"
    PLACE_WITHOUT_COORDINATOR = "place_without_coordinator", "Places without a coordinator"
    PICTURE_OLD = "picture_old", "Situation pictures older than allowed"
    PROBLEM_WITHOUT_OWNER = "problem_without_owner", "Problems without an owner"
    PROBLEM_WITHOUT_ANALYSIS = "problem_without_analysis", "Prioritised problems without a cause analysis"
    CAUSE_WITHOUT_EVIDENCE = "cause_without_evidence", "Causes without evidence"
    CAUSE_UNTESTED = "cause_untested", "Causes that are not tested"
    SIDE_UNCOVERED = "side_uncovered", "Problems where a side of the crime triangle is not covered"
    MEASURE_WITHOUT_CAUSE = "measure_without_cause", "Measures without a cause"
    GOAL_WITHOUT_INDICATOR = "goal_without_indicator", "Goals without an indicator"
    INDICATOR_STALE = "indicator_stale", "Indicators not measured in time"
    MEASURE_NOT_REVIEWED = "measure_not_reviewed", "Measures in force that nobody has reviewed"
    EFFECT_NOT_JUDGED = "effect_not_judged", "Ended measures without an effect card"
    PLAN_OLD = "plan_old", "Plans older than allowed"
    MEASURE_BY_EXCEPTION = "measure_by_exception", "Measures without a cause, by exception"


class WhyLit(Word):
    """Why each lamp matters, in one sentence."""

    MEASURE_WITHOUT_CAUSE = (
        "measure_without_cause",
        "Without a cause nobody can tell why just this measure should help.",
    )
    MEASURE_BY_EXCEPTION = (
        "measure_by_exception",
        "Exceptions are allowed with a reason, but are counted so that they stay exceptions.",
    )
    CAUSE_WITHOUT_EVIDENCE = "cause_without_evidence", "A cause without evidence is a guess that money is spent on."
    CAUSE_UNTESTED = "cause_untested", "A hypothesis that nobody has tried to refute may be wrong."
    PROBLEM_WITHOUT_ANALYSIS = (
        "problem_without_analysis",
        "What is prioritised but not analysed is met with what we usually do.",
    )
    PROBLEM_WITHOUT_OWNER = "problem_without_owner", "What nobody answers for is nobody's to follow up."
    SIDE_UNCOVERED = (
        "side_uncovered",
        "A crime needs an offender, a target and a lack of control; a side left alone keeps the problem alive.",
    )
    GOAL_WITHOUT_INDICATOR = "goal_without_indicator", "A goal that nothing measures can be neither reached nor missed."
    INDICATOR_STALE = "indicator_stale", "Old figures describe another year than the one we decide about."
    MEASURE_NOT_REVIEWED = (
        "measure_not_reviewed",
        "What nobody asks about goes on from year to year because it went on last year.",
    )
    EFFECT_NOT_JUDGED = "effect_not_judged", "That it was carried out does not tell whether it helped."
    STATEMENT_WITHOUT_SOURCE = "statement_without_source", "What has no source cannot be checked by anybody else."
    PLACE_WITHOUT_COORDINATOR = "place_without_coordinator", "Everybody's place easily becomes nobody's."
    PICTURE_OLD = "picture_old", "The agreement says how often the picture is to be revised."
    PLAN_OLD = "plan_old", "The agreement says how often the plan is to be revised."


class CityFilter(Word):
    """What may be lacking in a district, to narrow the city picture by."""

    NO_PICTURE = "no_picture", "No decided situation picture"
    NO_ANALYSIS = "no_analysis", "Lacks cause analysis"
    NO_MEASURE = "no_measure", "Prioritised problem without a measure in force"
    NO_EFFECT = "no_effect", "Ended measures without a judged effect"
    REPORT_LATE = "report_late", "Report is late"
