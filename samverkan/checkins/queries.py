"""Questions about weekly check-ins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY, may_prepare
from samverkan.access.words import Role
from samverkan.checkins.models import CheckIn, CheckInLine
from samverkan.checkins.rules import Agreed, Week, waiting
from samverkan.checkins.words import LineKind
from samverkan.groups.queries import in_scope, units_for_groups
from samverkan.organisation.models import Dated, Pairing, Post, Unit
from samverkan.organisation.words import UnitKind
from samverkan.places.models import Place
from samverkan.priorities.models import Area
from samverkan.priorities.queries import area_list_on

OPEN = Q(kind=LineKind.AGREED, done_on__isnull=True, dropped_on__isnull=True, carried_to__isnull=True)
"""The condition of `rules.Agreed.is_open`, in the database's words."""


def check_ins_visible_to(actor: Actor) -> QuerySet[CheckIn]:
    """Return the check-ins of the actor's units. They are working material: who is only elected sees none."""
    if actor.user_id is None or (actor.roles and actor.roles <= INSIGHT_ONLY):
        return CheckIn.objects.none()
    return CheckIn.objects.filter(in_scope(actor)).select_related("unit")


def check_in_for(actor: Actor, check_in_id: int) -> CheckIn:
    """Return the check-in, or answer as if it did not exist."""
    check_in = check_ins_visible_to(actor).filter(pk=check_in_id).first()
    if check_in is None:
        raise Http404
    return check_in


def line_for(actor: Actor, line_id: int) -> CheckInLine:
    """Return the line, or answer as if it did not exist."""
    found = CheckInLine.objects.filter(check_in__in=check_ins_visible_to(actor).values("pk"))
    line = found.select_related("check_in__unit", "area", "place").filter(pk=line_id).first()
    if line is None:
        raise Http404
    return line


def listed_check_ins(actor: Actor, *, unit_id: int | None = None) -> QuerySet[CheckIn]:
    """Return the check-ins, the latest week first, each with how many lines it has of what sort."""
    check_ins = check_ins_visible_to(actor)
    if unit_id is not None:
        check_ins = check_ins.filter(unit_id=unit_id)
    agreed = Q(lines__kind=LineKind.AGREED, lines__dropped_on__isnull=True)
    return check_ins.annotate(
        seen=Count("lines", filter=Q(lines__kind=LineKind.SEEN, lines__dropped_on__isnull=True)),
        agreed=Count("lines", filter=agreed),
        done=Count("lines", filter=agreed & Q(lines__done_on__isnull=False)),
    ).order_by("-year", "-week", "unit__name")


def units_with_check_ins(actor: Actor) -> list[Unit]:
    """Return the districts whose check-ins the actor sees, for the filter."""
    return list(Unit.objects.filter(pk__in=check_ins_visible_to(actor).values("unit")).order_by("name"))


def units_prepared_by(actor: Actor, *, on: date) -> list[Unit]:
    """Return the districts, and municipalities that are paired themselves, where the actor holds check-ins."""
    found = [unit for unit in units_for_groups(actor, on=on) if may_prepare(actor, unit.pk)]
    paired = set(
        Pairing.objects.filter(Dated.holding(on), district__in=[unit.pk for unit in found]).values_list(
            "district_id", flat=True
        )
    )
    return [unit for unit in found if unit.kind == UnitKind.DISTRICT or unit.pk in paired]


def check_ins_of_week(unit_ids: Iterable[int], week: Week) -> dict[int, CheckIn]:
    """Return the check-ins of the week by unit. The caller has passed the units' gates."""
    found = CheckIn.objects.filter(unit_id__in=list(unit_ids), year=week.year, week=week.number)
    return {check_in.unit_id: check_in for check_in in found}


def lines_of(check_in: CheckIn) -> list[CheckInLine]:
    """Return the check-in's lines in the order they were written. The caller has passed its gate."""
    return list(
        check_in.lines.select_related("area", "place", "carried_from__check_in", "carried_to__check_in").order_by("pk")
    )


def week_of(check_in: CheckIn) -> Week:
    """Return the check-in's week as a plain value."""
    return Week(check_in.year, check_in.week)


def agreed_of(line: CheckInLine) -> Agreed:
    """Return an agreed line in the terms of the rules. Wants `check_in` and `carried_to` selected."""
    assert line.due_on is not None  # the table demands it of agreed lines
    return Agreed(
        key=line.pk,
        week=week_of(line.check_in),
        due_on=line.due_on,
        is_done=line.done_on is not None,
        is_dropped=line.dropped_on is not None,
        is_carried=hasattr(line, "carried_to"),
    )


def lines_waiting(check_in: CheckIn) -> list[CheckInLine]:
    """Return what was agreed in earlier weeks and nobody has done, dropped or carried on, the oldest first."""
    rows = {
        line.pk: line
        for line in CheckInLine.objects.filter(OPEN, check_in__unit_id=check_in.unit_id).select_related(
            "check_in", "carried_to", "area", "place"
        )
    }
    return [rows[one.key] for one in waiting([agreed_of(line) for line in rows.values()], week_of(check_in))]


def lines_done_since(check_in: CheckIn) -> list[CheckInLine]:
    """Return what was agreed at the check-in before this one and is done or dropped: the answer to "and then?"."""
    before = (
        CheckIn.objects.filter(unit_id=check_in.unit_id)
        .filter(Q(year__lt=check_in.year) | Q(year=check_in.year, week__lt=check_in.week))
        .order_by("-year", "-week")
        .first()
    )
    if before is None:
        return []
    settled = before.lines.filter(kind=LineKind.AGREED).exclude(done_on__isnull=True, dropped_on__isnull=True)
    return list(settled.select_related("check_in", "area", "place").order_by("pk"))


def functions_for(unit: Unit, *, on: date) -> list[str]:
    """Return the titles of functions that may be suggested as doing something: the unit's posts and its police's."""
    police = Pairing.objects.filter(Dated.holding(on), district=unit).values("police")
    posts = Post.objects.filter(Dated.holding(on)).filter(Q(unit=unit) | Q(unit__in=police)).exclude(title="")
    return list(posts.order_by("title").values_list("title", flat=True).distinct())


def areas_for(unit: Unit, *, on: date) -> list[Area]:
    """Return the priority areas in force for the unit on the day."""
    found = area_list_on(unit.municipality_id or unit.pk, on)
    return list(found.areas.all()) if found else []


def places_for(unit: Unit) -> list[Place]:
    """Return the followed places of the unit. The caller has passed the unit's gate."""
    return list(Place.objects.filter(unit=unit, closed_on__isnull=True).order_by("name"))


@dataclass(frozen=True, slots=True)
class Brief:
    """What the start page says of a unit's week: what is agreed, and what the next check-in begins with.

    `check_in` is the week's own, if it has been begun; `before` the latest one before it. `done` and `dropped` are
    lines of `before`; `waiting` every open line of earlier weeks; `agreed` the week's own lines; `expected` what the
    parties said at `before` that they expected of this week.
    """

    unit: Unit
    week: Week
    check_in: CheckIn | None
    before: CheckIn | None
    done: tuple[CheckInLine, ...]
    dropped: tuple[CheckInLine, ...]
    waiting: tuple[CheckInLine, ...]
    agreed: tuple[CheckInLine, ...]
    expected: tuple[CheckInLine, ...]

    @property
    def is_ended(self) -> bool:
        """Tell whether the week's check-in has been held and closed."""
        return self.check_in is not None and self.check_in.ended_at is not None


def brief_for(unit_ids: Iterable[int], week: Week) -> list[Brief]:
    """Return the brief of each unit for the week: four queries, whatever the number of units (field.md F6).

    The caller has passed the units' gates. Units that have never held a check-in get a brief with nothing in it.
    """
    earlier = Q(year__lt=week.year) | Q(year=week.year, week__lt=week.number)
    latest = CheckIn.objects.filter(earlier, unit=OuterRef("pk")).order_by("-year", "-week").values("pk")[:1]
    units = list(Unit.objects.filter(pk__in=list(unit_ids)).annotate(latest=Subquery(latest)).order_by("name"))
    rows = CheckInLine.objects.select_related("check_in", "carried_to", "area", "place").order_by("pk")
    before = Q(pk__in=[unit.latest for unit in units if unit.latest])
    of_week = Q(unit__in=[unit.pk for unit in units], year=week.year, week=week.number)
    check_ins = list(CheckIn.objects.filter(before | of_week).prefetch_related(Prefetch("lines", queryset=rows)))
    still_open: dict[int, list[CheckInLine]] = {}
    for line in rows.filter(OPEN, check_in__unit__in=[unit.pk for unit in units]):
        still_open.setdefault(line.check_in.unit_id, []).append(line)
    return [
        _brief(
            unit,
            week,
            [check_in for check_in in check_ins if check_in.unit_id == unit.pk],
            {line.pk: line for line in still_open.get(unit.pk, [])},
        )
        for unit in units
    ]


def _brief(unit: Unit, week: Week, check_ins: list[CheckIn], still_open: dict[int, CheckInLine]) -> Brief:
    """Return the brief from the week's check-in, the one before it, and all open lines of the unit."""
    now = next((one for one in check_ins if week_of(one) == week), None)
    before = next((one for one in check_ins if week_of(one) < week), None)
    last = list(before.lines.all()) if before else []
    return Brief(
        unit=unit,
        week=week,
        check_in=now,
        before=before,
        done=tuple(line for line in last if line.kind == LineKind.AGREED and line.done_on),
        dropped=tuple(line for line in last if line.kind == LineKind.AGREED and line.dropped_on),
        waiting=tuple(still_open[one.key] for one in waiting(map(agreed_of, still_open.values()), week)),
        agreed=tuple(line for line in now.lines.all() if line.kind == LineKind.AGREED) if now else (),
        expected=tuple(line for line in last if line.kind == LineKind.EXPECTED and line.dropped_on is None),
    )


@dataclass(frozen=True, slots=True)
class Owed:
    """A unit whose check-in of the week has not been held and closed.

    `check_in` is the week's own when it has been begun; `waiting` counts open lines of earlier weeks.
    """

    unit: Unit
    check_in: int | None
    waiting: int


def check_ins_owed(actor: Actor, week: Week, *, on: date) -> list[Owed]:
    """Return the districts where the actor holds check-ins and this week's is not closed: one query (SIT-12).

    The coordinator and the municipal police officer hold them; their heads prepare too, but are not asked. A
    municipality is asked only where it is paired itself.
    """
    holders = {Role.SAFETY_COORDINATOR, Role.MUNICIPAL_POLICE}
    if not holders & actor.roles:
        return []
    units = [pk for pk in actor.own_unit_ids if may_prepare(actor, pk)]
    of_week = CheckIn.objects.filter(unit=OuterRef("pk"), year=week.year, week=week.number)
    earlier = Q(check_in__year__lt=week.year) | Q(check_in__year=week.year, check_in__week__lt=week.number)
    waiting_lines = CheckInLine.objects.filter(OPEN, earlier, check_in__unit=OuterRef("pk")).order_by()
    paired = Pairing.objects.filter(Dated.holding(on), district=OuterRef("pk"))
    rows = (
        Unit.objects.filter(Dated.holding(on), Q(kind=UnitKind.DISTRICT) | Exists(paired), pk__in=units)
        .filter(~Exists(of_week.filter(ended_at__isnull=False)))
        .annotate(
            begun=Subquery(of_week.values("pk")[:1]),
            waiting=Coalesce(
                Subquery(waiting_lines.values("check_in__unit").annotate(number=Count("pk")).values("number")), 0
            ),
        )
        .order_by("name")
    )
    return [Owed(unit, unit.begun, unit.waiting) for unit in rows]


def lines_of_functions(actor: Actor, *, until: date) -> QuerySet[CheckInLine]:
    """Return what was agreed at check-ins for a function that the actor holds, to be done until the day: one query."""
    titles = [post.title for post in actor.posts if post.title]
    units = [pk for pk in actor.own_unit_ids if may_prepare(actor, pk)]
    return (
        CheckInLine.objects.filter(OPEN, check_in__unit_id__in=units, by_function__in=titles, due_on__lte=until)
        .select_related("check_in__unit")
        .order_by("due_on", "pk")
    )
