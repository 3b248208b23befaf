"""What a report's facts say: a measure on a day, its halves, its doses, what was left undone and why.

Facts are plain JSON values, so that a report can be frozen as it is. A measure is
`{"key", "title", "address", "number", "area", "area_name", "state", "ended_on", "why", "halves", "verdict", "review"}`;
a half `{"party", "unit", "owner", "state", "due_on", "done_on", "dose", "dose_unit", "delivered", "outcome", …}`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from samverkan.ground.words import Party

Facts = Mapping[str, Any]
DONE, STOPPED, OPEN, NO_PART = "done", "stopped", "open", "none"


def state_on(state: str, ended_on: date | None, last_day: date) -> str:
    """Return where a measure stood on the last day of the period: what was ended later was still open.

    >>> state_on("done", date(2026, 1, 8), date(2025, 12, 31))
    'open'
    """
    return state if ended_on is not None and ended_on <= last_day else OPEN


def half_state_on(state: str, done_on: date | None, last_day: date) -> str:
    """Return where a half stood on the last day of the period: what was done later was still under way.

    >>> half_state_on("done", date(2026, 1, 8), date(2025, 12, 31)), half_state_on("planned", None, date(2025, 12, 31))
    ('ongoing', 'planned')
    """
    return "ongoing" if state == DONE and (done_on is None or done_on > last_day) else state


def left_undone(measures: Iterable[Facts]) -> list[Facts]:
    """Return the measures of which something was left undone: all that both parties have not carried out."""
    return [measure for measure in measures if measure["state"] != DONE]


def reason_of(measure: Facts) -> str:
    """Return why a measure was left undone, if anybody has said it: the stop's reason, else the last review's."""
    review = measure.get("review") or {}
    return str(measure.get("why") or review.get("reason") or "")


def has_unexplained(measures: Iterable[Facts]) -> bool:
    """Tell whether something was left undone without a reason."""
    return any(not reason_of(measure) for measure in left_undone(measures))


def tally(content: Facts) -> dict[int, Counter[str]]:
    """Count a report's measures, halves, doses and verdicts by area.

    Codes: `planned`, `done`, `stopped`, `open`; `half.PARTY` and `half.PARTY.done`; `dose:UNIT` (planned) and
    `delivered:UNIT`; `verdict:VERDICT` and `unjudged` (carried out, but nobody has judged the effect).
    """
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for measure in content["measures"]:
        count = counts[measure["area"]]
        count["planned"] += 1
        count[measure["state"]] += 1
        if measure["verdict"]:
            count[f"verdict:{measure['verdict']['verdict']}"] += 1
        elif measure["state"] == DONE:
            count["unjudged"] += 1
        for half in measure["halves"]:
            if half["state"] == NO_PART:
                continue
            count[f"half.{half['party']}"] += 1
            count[f"half.{half['party']}.done"] += half["state"] == DONE
            if half["dose_unit"]:
                count[f"dose:{half['dose_unit']}"] += half["dose"] or 0
                count[f"delivered:{half['dose_unit']}"] += half["delivered"]
    return dict(counts)


def tally_of_all(content: Facts) -> Counter[str]:
    """Count a report whatever the area."""
    return sum(tally(content).values(), Counter())


PARTIES = (Party.MUNICIPALITY, Party.POLICE)
