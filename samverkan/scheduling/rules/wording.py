"""What the planner finds, as message ids with values: demands that contradict each other, reasons, progress.

The planner speaks of ids; here they become groups, functions, rooms and wishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from samverkan.planner.check import Violation
from samverkan.planner.explain import Contradiction, Demand
from samverkan.planner.instance import Instance
from samverkan.scheduling.rules.basis import wish_in_words
from samverkan.scheduling.rules.facts import WishFact
from samverkan.scheduling.rules.rows import key_of
from samverkan.scheduling.rules.sayings import Saying, say


def demand_in_words(demand: Demand, instance: Instance, labels: Mapping[str, str]) -> Saying:
    """Return one of the demands that contradict each other."""
    kind, name, *rest = demand.key.split(".")
    group = instance.groups[name]
    called = labels.get(name, name)
    if rest[:1] == ["seats"]:
        seat = next(each for each in group.seats if each.id == rest[1])
        function = labels.get(seat.holder, seat.function)
        return say("%(function)s must take part in %(group)s", function=function, group=called)
    if rest == ["rooms"]:
        rooms = ", ".join(labels.get(room, room) for room in group.rooms)
        return say("%(group)s meets in %(rooms)s", group=called, rooms=rooms)
    if rest == ["first"]:
        return say(
            "%(group)s meets between %(first)s and %(last)s", group=called, first=str(group.first), last=str(group.last)
        )
    if rest == ["min_gap"]:
        return say(
            "%(group)s meets %(count)s times with at least %(days)s days between",
            group=called, count=group.meetings, days=group.min_gap,
        )  # fmt: skip
    if rest == ["max_gap"]:
        return say(
            "%(group)s meets %(count)s times with at most %(days)s days between",
            group=called, count=group.meetings, days=group.max_gap,
        )  # fmt: skip
    if rest == ["prep_group"] and group.prep_group:
        return say(
            "%(preparation)s meets %(from)s–%(to)s days before each meeting of %(group)s",
            **{
                "preparation": labels.get(group.prep_group, ""),
                "from": group.lead[0],
                "to": group.lead[1],
                "group": called,
            },
        )
    if kind == "milestones":
        stones = [stone for stone in instance.milestones if stone.group == name]
        stone = next((each for each in stones if f"({each.tag})" in demand.sentence), stones[0])
        return say(
            "%(group)s meets between %(first)s and %(last)s: %(title)s",
            group=called, first=str(stone.first), last=str(stone.last), title=stone.tag,
        )  # fmt: skip
    pins = [each for each in instance.fixed if each.group == name]
    pin = next((each for each in pins if f"meeting {each.index} " in demand.sentence), None)
    day = str(pin.day) if pin else ""
    return say("%(group)s has a meeting pinned to %(day)s", group=called, day=day)


def contradiction_in_words(
    found: Contradiction, instance: Instance, labels: Mapping[str, str], wishes: Iterable[WishFact] = ()
) -> list[Saying]:
    """Return the demands of which one must give way; wishes as a message id of their own."""
    known = {each.pk: each for each in wishes}
    rows = []
    for demand in found.demands:
        last = demand.key.rsplit(".", 1)[-1]
        if ".seats.w" in demand.key and key_of(last) in known:
            rows.append(wish_in_words(known[key_of(last)], labels))
        else:
            rows.append(demand_in_words(demand, instance, labels))
    return rows


def crowded(reason: str, labels: Mapping[str, str]) -> Saying:
    """Return that a group finds no days beside the others; `reason` is the planner's own sentence."""
    group = re.search(r"groups\.(g\d+)", reason)
    people = [labels[name] for name in re.findall(r"\bp\d+\b", reason) if name in labels]
    return say(
        "%(group)s could meet if it were alone, but finds no days beside the other groups that want %(people)s",
        group=labels.get(group[1], "") if group else "",
        people=", ".join(people),
    )


def violation_in_words(violation: Violation, labels: Mapping[str, str]) -> Saying:
    """Return why a meeting cannot stay as it is, or what is wrong with a plan."""
    text = violation.sentence
    person = _named(text, r"\bp\d+\b", labels)
    room = _named(text, r"\br\d+\b", labels)
    groups = list(dict.fromkeys(labels.get(name, name) for name, _ in violation.meetings))
    group = groups[0] if groups else _named(text, r"\bg\d+\b", labels)
    other = groups[1] if len(groups) > 1 else group
    if violation.code == "H1":
        return say("%(group)s: the day or the hour is not one on which meetings may be.", group=group)
    if violation.code == "H2":
        if "at once" in text:
            return say("%(room)s is used by %(group)s and %(other)s at once.", room=room, group=group, other=other)
        return say("%(group)s can no longer use %(room)s.", group=group, room=room)
    if violation.code == "H3":
        if "own time" in text or len(violation.meetings) < 2:
            return say("%(function)s is away or taken then.", function=person)
        return say(
            "%(function)s is needed in %(group)s and %(other)s with too little time between.",
            function=person, group=group, other=other,
        )  # fmt: skip
    if violation.code == "H4":
        return say("The meetings of %(group)s lie too close or too far apart.", group=group)
    if violation.code == "H5":
        return say("%(group)s is not prepared in time, or misses a milestone.", group=group)
    if violation.code == "H6":
        return say("Somebody who is needed in %(group)s is missing.", group=group)
    if violation.code == "H7":
        return say("%(function)s has more meetings that day than the working day has room for.", function=person)
    return say("A meeting of %(group)s is pinned to another time.", group=group)


def _named(text: str, pattern: str, labels: Mapping[str, str]) -> str:
    found = re.search(pattern, text)
    return labels.get(found[0], found[0]) if found else ""


def progress_in_words(doing: str) -> Saying:
    """Return how far the search has come; `doing` is the planner's own word.

    >>> progress_in_words("search, part 3 of 10")
    Saying(sentence='Improving the plan: %(part)s of %(parts)s', values={'part': 3, 'parts': 10})
    >>> progress_in_words("days") == progress_in_words("first plan")
    True
    >>> progress_in_words("bound").sentence
    'Reckoning how much better a plan could be'
    """
    part = re.search(r"(\d+) of (\d+)", doing)
    if doing in ("first plan", "days"):
        return say("The first plan is found; it is now made better")
    if part:
        return say("Improving the plan: %(part)s of %(parts)s", part=int(part[1]), parts=int(part[2]))
    if doing == "bound":
        return say("Reckoning how much better a plan could be")
    return say("Reading groups, functions and calendars")
