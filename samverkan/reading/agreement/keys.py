"""The keys of facts: what each is about, and what is looked for when it is missing.

`N` in a key stands for a position, counted from 1. Labels and sentences are English message ids.
"""

from __future__ import annotations

import re

LABELS: dict[str, str] = {
    "agreement.title": "Title of the agreement",
    "agreement.tier": "Tier of agreement",
    "agreement.purpose": "Purpose of the agreement",
    "agreement.valid_from": "Valid from",
    "agreement.last_day": "Last day",
    "agreement.until_further_notice": "Valid until further notice",
    "agreement.copies": "Number of identical copies",
    "agreement.one_copy_each": "One copy for each party",
    "agreement.approver": "Approved by",
    "agreement.signature_block": "Place for signatures",
    "agreement.signing_date": "Day of signing",
    "parties.label": "Joint label of the parties",
    "parties.municipality.label": "Label of the municipality's units",
    "parties.municipality.body": "Municipality",
    "parties.police.label": "Label of the police units",
    "parties.police.body": "Superior police area",
    "parties.P.units.N.name": "Name of unit",
    "parties.P.units.N.kind": "Kind of unit",
    "parties.P.units.N.organisation_number": "Organisation number",
    "parties.P.units.N.postal_address": "Postal address",
    "revision.when_needed": "Revised when needed",
    "revision.party_consultation": "Revised only after consultation between the parties",
    "revision.overall_in_force": "Revised only while the overall agreement is valid",
    "revision.months": "Months between revisions of the agreement",
    "annexes.N.kind": "Kind of annex",
    "annexes.N.title": "Title of annex",
    "annexes.N.number": "Number of annex",
    "annexes.N.number_basis": "Where the number of the annex comes from",
    "groups.G.name": "Name of the group in the agreement",
    "groups.G.tasks.N": "Task",
    "groups.G.functions.N.kind": "Function in the group",
    "groups.G.functions.N.text": "Function in the words of the agreement",
    "groups.G.functions.N.minimum": "Least number in the function",
    "groups.G.functions.N.with_mandate": "The function carries a mandate",
    "groups.G.functions.N.tied_to_task": "Responsibility tied to the task",
    "groups.G.prioritised.N": "Specially prioritised organisation",
    "groups.G.meetings_minimum": "Least number of meetings a year",
    "groups.G.meetings_when_needed": "Further meetings when needed",
    "groups.G.co_option": "Co-opting of participants",
    "groups.G.co_option_when_needed": "Co-opting when needed",
    "working_groups.appointed_by": "Working groups are appointed by",
    "working_groups.tied_to": "Working groups are tied to",
    "working_groups.time_limited": "Working groups may be time-limited",
    "working_groups.permanent": "Working groups may be permanent",
    "situation_picture.joint": "Situation picture mapped jointly by the parties",
    "situation_picture.months": "Months between revisions of the situation picture",
    "situation_picture.when_needed": "Situation picture revised when needed",
    "situation_picture.attached": "Revised situation picture attached to the agreement",
    "measures_plan.updated_when": "When the measures plan is updated",
    "annex_update.annexes.N": "Annex whose updates are decided",
    "annex_update.decided_by": "Updates are decided by",
    "annex_update.written": "The decision is documented in writing to be valid",
    "annex_update.dated": "The updated annex is dated",
    "annex_update.attached": "The updated annex is attached to the agreement",
    "annex_update.notify": "Who is notified of the updated annex",
    "amendment.written": "Other amendments are made in writing",
    "amendment.signed": "Other amendments are signed by the parties",
    "information.condition": "When there is a duty to inform",
    "information.to": "Who is informed",
    "information.of": "Group of those informed",
    "information.when": "How soon information is given",
    "priority_areas.N": "Priority collaboration area",
}

EXPECTED: dict[str, str] = {
    "agreement.title": "a heading that says that this is a local collaboration agreement",
    "agreement.tier": "a heading that says that this is a local collaboration agreement",
    "agreement.purpose": "a sentence that says what the agreement governs or aims at",
    "agreement.valid_from": "a sentence that says from which day the agreement runs",
    "agreement.until_further_notice": "the words until further notice, or a last day",
    "agreement.copies": "a sentence that says how many identical copies there are",
    "agreement.one_copy_each": "a sentence that says that each party has received a copy",
    "agreement.approver": "who has approved the agreement",
    "agreement.signature_block": "a place for the signatures",
    "agreement.signing_date": "the day the agreement was signed",
    "parties.label": "a joint label for both parties",
    "parties.municipality.label": "a joint label for the municipality's units",
    "parties.municipality.body": "which municipality the units belong to",
    "parties.police.label": "a joint label for the police units",
    "parties.police.body": "which police area the local police area lies in",
    "parties.municipality.units.1.name": "the municipality's units",
    "parties.police.units.1.name": "the police units",
    "parties.P.units.N.organisation_number": "an organisation number beside the name of the unit",
    "parties.P.units.N.postal_address": "a postal address with a postcode beside the name of the unit",
    "revision.when_needed": "a sentence that says when the agreement is revised",
    "revision.party_consultation": "that revision takes consultation between the parties",
    "revision.overall_in_force": "that revision takes an overall agreement in force",
    "annexes.1.kind": "a list of annexes",
    "groups.local_steering.functions.1.kind": "a list of the functions in the local steering group",
    "groups.local_steering.meetings_minimum": "how many times a year the local steering group meets",
    "groups.local_steering.tasks.1": "the tasks of the local steering group",
    "groups.local_preparation.functions.1.kind": "a list of the functions in the local preparation group",
    "groups.local_preparation.meetings_minimum": "how many times a year the local preparation group meets",
    "groups.local_preparation.tasks.1": "the tasks of the local preparation group",
    "groups.working.functions.1.kind": "a list of the functions in the working groups",
    "groups.working.meetings_minimum": "how often the working groups meet",
    "groups.working.tasks.1": "the tasks of the working groups",
    "working_groups.appointed_by": "which group appoints working groups",
    "situation_picture.joint": "that the parties have mapped the situation picture together",
    "situation_picture.months": "how often the situation picture is revised",
    "measures_plan.updated_when": "when the measures plan is updated",
    "annex_update.annexes.1": "which annexes are updated by a decision of the steering group",
    "annex_update.decided_by": "who decides on updates of annexes",
    "annex_update.written": "that the decision on an update is documented in writing",
    "annex_update.dated": "that an updated annex is dated",
    "annex_update.attached": "that an updated annex is attached to the agreement",
    "annex_update.notify": "who is notified of an updated annex",
    "amendment.written": "that other amendments are made in writing",
    "amendment.signed": "that other amendments are signed",
    "information.condition": "when the parties have a duty to inform each other",
    "information.to": "who is informed",
    "information.when": "how soon information is given",
    "priority_areas.1": "a list of priority collaboration areas",
}

_UNREADABLE = "a plain statement; the words here could not be read with certainty"

SECTIONS: tuple[tuple[str, str], ...] = (
    ("agreement.", "The agreement"),
    ("parties.municipality.", "The municipality"),
    ("parties.police.", "The police"),
    ("parties.", "The parties"),
    ("revision.", "Revision"),
    ("annexes.", "Annexes"),
    ("groups.local_steering.", "Local steering group"),
    ("groups.local_preparation.", "Local preparation group"),
    ("groups.working.", "Working groups"),
    ("working_groups.", "Working groups"),
    ("situation_picture.", "Situation picture"),
    ("measures_plan.", "Measures plan"),
    ("annex_update.", "Updates of annexes"),
    ("amendment.", "Amendments"),
    ("information.", "Duty to inform"),
    ("priority_areas.", "Priority collaboration areas"),
)


def pattern_of(key: str) -> str:
    """Return the key with `P`, `G` and `N` for party, group and positions.

    >>> pattern_of("groups.working.functions.2.kind")
    'groups.G.functions.N.kind'
    """
    key = re.sub(r"\.\d+(?=\.|$)", ".N", key)
    key = re.sub(r"^groups\.[a-z_]+", "groups.G", key)
    return re.sub(r"^parties\.(?:municipality|police)\.units", "parties.P.units", key)


def label_of(key: str) -> str:
    """Return what a fact is about, as an English message id; the key itself when it is unknown."""
    return LABELS.get(key) or LABELS.get(pattern_of(key)) or key


def section_of(key: str) -> str:
    """Return the heading that the fact belongs under in a review, as an English message id."""
    return next((label for prefix, label in SECTIONS if key.startswith(prefix)), "The agreement")


def looked_for(key: str) -> str:
    """Return what was looked for when the fact is missing, empty where nothing need be said."""
    return EXPECTED.get(key) or EXPECTED.get(pattern_of(key)) or ""


def unreadable() -> str:
    """Return what is looked for where a sentence speaks of the matter but could not be read."""
    return _UNREADABLE


def order_of(key: str) -> tuple[int, int, tuple[int | str, ...]]:
    """Return a value to sort keys by: the order of the sections, the labels and the positions."""
    section = next((index for index, (prefix, _) in enumerate(SECTIONS) if key.startswith(prefix)), 99)
    parts: tuple[int | str, ...] = tuple(int(part) for part in key.split(".") if part.isdigit())
    pattern = key if key in LABELS else pattern_of(key)
    label = list(LABELS).index(pattern) if pattern in LABELS else 999
    return section, *((label, parts) if not parts or _is_list(key) else (_family(pattern), (*parts, label)))


def _is_list(key: str) -> bool:
    return key.rsplit(".", 1)[-1].isdigit()


def _family(pattern: str) -> int:
    """Return the place of the first label with the same beginning, so that a unit's facts stay together."""
    beginning = pattern.rsplit(".", 1)[0]
    return next(index for index, key in enumerate(LABELS) if key.startswith(beginning))
