"""What the page of a planned year is given: a list month by month, and the year as a wheel beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverkan.ground.periods import Period
from samverkan.ground.words import GroupKind
from samverkan.scheduling.models import YearPlan
from samverkan.scheduling.pages.common import group_address
from samverkan.scheduling.rules.calendar import clock
from samverkan.scheduling.rules.meetings import Part, Planned, meetings_of, own_part
from samverkan.scheduling.rules.rows import holder_id
from samverkan.scheduling.words import PlanKind
from samverkan.ui.pages import NavigationItem
from samverkan.ui.templatetags.ui import short_day
from samverkan.ui.wheel import Line, Mark, MonthOfLines, Ring, Wheel, draw, in_months

MILESTONES = "milestones"


@dataclass(frozen=True, slots=True)
class YearPage:
    """A district's or a group's year in a plan."""

    plan: YearPlan
    kind: PlanKind
    title: str
    units: tuple[NavigationItem, ...]
    groups: tuple[NavigationItem, ...]
    months: tuple[MonthOfLines, ...]
    wheel: Wheel
    label: str

    @classmethod
    def of(
        cls,
        plan: YearPlan,
        *,
        shown: Collection[str],
        units: Mapping[str, str],
        unit: str,
        group: str,
        reader: int | None,
        held: Collection[tuple[str, Period]],
        today: date,
    ) -> YearPage:
        """Return the page of a district of the plan, or of one of its groups where one is named.

        `units` are the districts' names by id, `unit` is the one shown. `held` are the reader's seats and when.
        """
        address = reverse("scheduling:year", args=[plan.pk])
        rows = {row["id"]: row for row in plan.instance["groups"] if row["id"] in shown}
        here = [name for name, row in rows.items() if row["district"] == unit]
        wanted = {group} if group else set(here)
        found = meetings_of(plan.instance, plan.schedule, plan.windows)
        meetings = [each for each in found if each.group in wanted]
        stones = [stone for stone in plan.instance["milestones"] if stone["group"] in wanted]
        kinds = {name: row["kind"] for name, row in rows.items()}
        labels = plan.labels
        me = holder_id(reader) if reader is not None else ""
        lines = [_line(each, labels, own_part(each, me, held), today, with_group=not group) for each in meetings]
        lines += [_stone_line(stone, labels, today, with_group=not group) for stone in stones]
        title = labels[group] if group else units[unit]
        return cls(
            plan=plan,
            kind=PlanKind(plan.kind),
            title=title,
            units=tuple(
                NavigationItem(name, f"{address}?unit={key[1:]}", key == unit and not group)
                for key, name in sorted(units.items(), key=lambda pair: pair[1])
            ),
            groups=tuple(
                NavigationItem(labels[name], f"{address}?group={name[1:]}", name == group)
                for name in sorted(here, key=lambda name: labels[name])
            ),
            months=in_months(plan.year, sorted(lines, key=lambda line: (line.day, line.hours)), today=today),
            wheel=draw(
                plan.year,
                _rings((kinds[name] for name in wanted), with_milestones=bool(stones)),
                _marks(meetings, stones, kinds, labels),
                today=today,
            ),
            label=_said(plan.year, title, len(meetings), len(stones)),
        )


def _line(each: Planned, labels: Mapping[str, str], own: Part | None, today: date, *, with_group: bool) -> Line:
    part = ""
    if own is not None and ((own.start, own.end) != (each.start, each.end) or own.by_video):
        part = f"{clock(own.start)}–{clock(own.end)}"
        part = _("%(when)s, by video") % {"when": part} if own.by_video else part
    return Line(
        each.day,
        labels.get(each.group, "") if with_group else _("Meeting %(number)s") % {"number": each.number},
        group_address(each.group) if with_group else "",
        hours=f"{clock(each.start)}–{clock(each.end)}",
        part=part,
        place=labels.get(each.room, ""),
        is_past=each.day < today,
    )


def _stone_line(stone: Mapping[str, Any], labels: Mapping[str, str], today: date, *, with_group: bool) -> Line:
    first, last = date.fromisoformat(stone["from"]), date.fromisoformat(stone["to"])
    return Line(
        last,
        stone["tag"],
        kind=_("At a meeting from %(first)s to %(last)s") % {"first": short_day(first), "last": short_day(last)},
        where=labels.get(stone["group"], "") if with_group else "",
        is_past=last < today,
    )


def _rings(kinds: Iterable[str], *, with_milestones: bool) -> tuple[Ring, ...]:
    met = set(kinds)
    outer = (Ring(MILESTONES, _("Milestones"), is_marked=True),) if with_milestones else ()
    return (*outer, *(Ring(kind, _(kind.label)) for kind in GroupKind if kind in met))


def _marks(
    meetings: Iterable[Planned],
    stones: Iterable[Mapping[str, Any]],
    kinds: Mapping[str, str],
    labels: Mapping[str, str],
) -> Iterable[Mark]:
    for each in meetings:
        yield Mark(each.day, kinds[each.group], f"{short_day(each.day)}, {labels.get(each.group, '')}")
    for stone in stones:
        last = date.fromisoformat(stone["to"])
        yield Mark(last, MILESTONES, f"{short_day(last)}, {stone['tag']}, {labels.get(stone['group'], '')}")


def _said(year: int, title: str, meetings: int, stones: int) -> str:
    return _("The year %(year)s as a wheel, %(whom)s: %(meetings)s and %(milestones)s. All of it is in the list.") % {
        "year": year,
        "whom": title,
        "meetings": ngettext("%(n)s meeting", "%(n)s meetings", meetings) % {"n": meetings},
        "milestones": ngettext("%(n)s milestone", "%(n)s milestones", stones) % {"n": stones},
    }
