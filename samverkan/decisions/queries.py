"""Questions about matters, decisions and mandate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Min, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import CENTRAL, INSIGHT_ONLY, PREPARING
from samverkan.decisions.models import Decision, Delegation, Delimitation, Excerpt, Matter, Step
from samverkan.decisions.rules import LIVE, BoardMandate, GroupMandate, MandateAnswer, check_mandate, is_prepared
from samverkan.decisions.words import DecisionCategory, DecisionState, MatterState
from samverkan.ground.words import GroupKind, Party
from samverkan.groups.models import Group, Seat
from samverkan.groups.queries import groups_visible_to
from samverkan.organisation.models import Dated, Unit


def matters_visible_to(actor: Actor) -> QuerySet[Matter]:
    """Return the matters that are, were raised or are to be decided in a group the actor may see.

    A matter under preparation is working material: who is only elected sees it when it has been decided.
    """
    groups = groups_visible_to(actor).order_by().values("pk")
    matters = Matter.objects.filter(
        Q(group__in=groups) | Q(raised_in__in=groups) | Q(decided_in__in=groups)
    ).select_related("group__unit", "raised_in", "decided_in")
    if actor.roles and actor.roles <= INSIGHT_ONLY:
        return matters.filter(Q(state__in=(MatterState.DECIDED, MatterState.RETURNED)) | Q(group__in=actor.group_ids))
    return matters


def matter_for(actor: Actor, matter_id: int) -> Matter:
    """Return the matter, or answer as if it did not exist."""
    matter = matters_visible_to(actor).filter(pk=matter_id).first()
    if matter is None:
        raise Http404
    return matter


def backlog_of(group_id: int) -> QuerySet[Matter]:
    """Return the matters that wait in the group. The caller has passed the group's gate."""
    return Matter.objects.filter(group_id=group_id, state=MatterState.OPEN).select_related("raised_in", "decided_in")


def steps_of(matter: Matter) -> list[Step]:
    """Return the matter's way so far, in order: one query."""
    return list(matter.steps.select_related("from_group", "to_group"))


def matter_is_prepared(matter: Matter) -> bool:
    """Tell whether the matter has passed the preparation group, where it must (DEC-09): one query."""
    passed = [GroupKind(kind) for kind in matter.steps.values_list("from_group__kind", flat=True)]
    return is_prepared(GroupKind(matter.decided_in.kind), passed)


def decisions_visible_to(actor: Actor) -> QuerySet[Decision]:
    """Return the decisions of groups the actor may see, and those sent as excerpts to such a group."""
    groups = groups_visible_to(actor).order_by().values("pk")
    excerpts = Excerpt.objects.filter(group__in=groups).values("decision_id")
    return Decision.objects.filter(Q(group__in=groups) | Q(pk__in=excerpts)).select_related("group__unit")


def decision_for(actor: Actor, decision_id: int) -> Decision:
    """Return the decision, or answer as if it did not exist."""
    decision = (
        decisions_visible_to(actor)
        .select_related("matter__raised_in", "responsible_unit", "document")
        .filter(pk=decision_id)
        .first()
    )
    if decision is None:
        raise Http404
    return decision


def decision_log(
    actor: Actor,
    *,
    group_id: int | None = None,
    year: int | None = None,
    only: str = "",
    today: date,
) -> QuerySet[Decision]:
    """Return the decision log, newest first (DEC-07). `only` is "open", "due" (open and overdue) or nothing."""
    decisions = decisions_visible_to(actor).order_by("-decided_on", "group_id", "-number")
    if group_id is not None:
        decisions = decisions.filter(group_id=group_id)
    if year is not None:
        decisions = decisions.filter(year=year)
    if only in {"open", "due"}:
        decisions = decisions.filter(state=DecisionState.OPEN)
    if only == "due":
        decisions = decisions.filter(due_date__lt=today)
    return decisions


def years_of_decisions(actor: Actor) -> list[int]:
    """Return the years from the first to the last decision the actor may see, newest first: one query."""
    ends = decisions_visible_to(actor).order_by().aggregate(first=Min("year"), last=Max("year"))
    return [] if ends["first"] is None else list(range(ends["last"], ends["first"] - 1, -1))


def decisions_to_follow_up(group_id: int, *, on: date) -> QuerySet[Decision]:
    """Return the group's open decisions that are due on the day or before (DEC-07). The caller has passed the gate."""
    return Decision.objects.filter(group_id=group_id, state=DecisionState.OPEN, due_date__lte=on).order_by(
        "due_date", "pk"
    )


def live_matters(actor: Actor, *, group_id: int | None = None) -> QuerySet[Matter]:
    """Return the matters under way that the actor may see, the most urgent first."""
    matters = matters_visible_to(actor).filter(state__in=LIVE)
    return matters.filter(group_id=group_id) if group_id is not None else matters


def excerpt_for(actor: Actor, excerpt_id: int) -> Excerpt:
    """Return the excerpt sent to a group the actor may see, or answer as if it did not exist."""
    excerpt = (
        Excerpt.objects.filter(pk=excerpt_id, group__in=groups_visible_to(actor).order_by().values("pk"))
        .select_related("decision__group", "group")
        .first()
    )
    if excerpt is None:
        raise Http404
    return excerpt


def units_prepared_by(actor: Actor) -> frozenset[int]:
    """Return the units whose matters the actor prepares; the same answer as `access.rules.may_prepare`."""
    local = actor.own_unit_ids - actor.municipality_ids if PREPARING & actor.roles else frozenset[int]()
    return local | (actor.municipality_ids if CENTRAL & actor.roles else frozenset[int]())


def groups_run_by(actor: Actor, *, on: date) -> list[Group]:
    """Return the groups whose meetings the actor may run, those in which the actor sits first: one query."""
    run = {seat.group_id for seat in actor.seats if seat.is_ordinary and seat.has_mandate}
    groups = (
        groups_visible_to(actor)
        .filter(Dated.holding(on), Q(pk__in=run) | Q(unit__in=units_prepared_by(actor)))
        .select_related("unit", "parent__parent__parent")
    )
    return sorted(groups, key=lambda group: (group.pk not in actor.group_ids, group.name))


def groups_above(group: Group) -> list[Group]:
    """Return the groups above, nearest first: one query a level, of which there are at most four."""
    above: list[Group] = []
    current = group.parent
    while current is not None and current not in above:
        above.append(current)
        current = current.parent
    return above


def preparation_group(group: Group, *, on: date) -> Group | None:
    """Return the group that prepares the matters of the steering group on the day, if there is one (DEC-09)."""
    return (
        Group.objects.filter(
            Dated.holding(on),
            parent=group,
            kind__in=(GroupKind.LOCAL_PREPARATION, GroupKind.OVERALL_PREPARATION),
        )
        .select_related("unit", "parent")
        .first()
    )


def delimitations_of(group_id: int) -> QuerySet[Delimitation]:
    """Return the group's delimitations, newest first. The caller has passed the group's gate."""
    return Delimitation.objects.filter(group_id=group_id).order_by("-valid_from", "-pk")


def delegations_visible_to(actor: Actor) -> QuerySet[Delegation]:
    """Return the boards' delegations in the municipalities of the actor, and those of the actor's own units."""
    return (
        Delegation.objects.filter(Q(board__municipality_id__in=actor.municipality_ids) | Q(unit_id__in=actor.unit_ids))
        .select_related("board", "unit")
        .order_by("board__name", "unit__name", "category", "-valid_from")
    )


def units_that_delegate(actor: Actor, *, on: date) -> QuerySet[Unit]:
    """Return the units of the actor's municipalities and own units, for choosing board and receiver."""
    return Unit.objects.filter(Dated.holding(on)).filter(
        Q(municipality_id__in=actor.municipality_ids) | Q(pk__in=actor.municipality_ids | actor.unit_ids)
    )


def group_mandate(group_id: int, *, on: date) -> GroupMandate | None:
    """Return the group's written delimitation on the day, if it has one."""
    delimitation = Delimitation.objects.filter(Dated.holding(on), group_id=group_id).order_by("-valid_from").first()
    if delimitation is None:
        return None
    return GroupMandate(
        categories=frozenset(DecisionCategory(category) for category in delimitation.categories),
        amount_limit=delimitation.amount_limit,
        reference=f"{delimitation.decided_by} {delimitation.decided_on} {delimitation.registry_number}".strip(),
    )


def board_mandates(group_id: int, *, on: date) -> list[BoardMandate]:
    """Return the municipal delegations that reach the units of the group's decision-makers on the day: one query.

    What the police delegate among themselves never covers the municipality's money (DEC-03).

    In a group without decision-makers' seats, those of the seats that carry a mandate.
    """
    units: dict[bool, set[int]] = {True: set(), False: set()}
    for unit_id, is_decision_maker in Seat.objects.filter(
        Q(is_decision_maker=True) | Q(has_mandate=True), Dated.holding(on), group_id=group_id
    ).values_list("unit_id", "is_decision_maker"):
        units[is_decision_maker].add(unit_id)
    return [
        BoardMandate(
            DecisionCategory(row.category),
            row.amount_limit,
            f"{row.board.name} {row.decided_on} {row.registry_number}".strip(),
        )
        for row in Delegation.objects.filter(
            Dated.holding(on), unit_id__in=units[True] or units[False], unit__party=Party.MUNICIPALITY
        ).select_related("board")
    ]


def mandate_for(
    group: Group,
    category: DecisionCategory,
    amount: int | None,
    *,
    on: date,
) -> MandateAnswer:
    """Ask the mandate check of the rules with what is stored (DEC-03): three queries."""
    boards: Iterable[BoardMandate] = board_mandates(group.pk, on=on)
    return check_mandate(category, amount, group=group_mandate(group.pk, on=on), boards=boards)
