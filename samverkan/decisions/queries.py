"""Questions about matters, decisions and mandate."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.decisions.models import Decision, Delegation, Delimitation, Matter
from samverkan.decisions.rules import BoardMandate, GroupMandate, MandateAnswer, check_mandate
from samverkan.decisions.words import DecisionCategory
from samverkan.groups.models import Group, Seat
from samverkan.groups.queries import groups_visible_to
from samverkan.organisation.models import Dated


def matters_visible_to(actor: Actor) -> QuerySet[Matter]:
    """Return the matters of groups the actor may see."""
    return Matter.objects.filter(group__in=groups_visible_to(actor).values("pk")).select_related(
        "group__unit", "raised_in", "decided_in"
    )


def matter_for(actor: Actor, matter_id: int) -> Matter:
    """Return the matter, or answer as if it did not exist."""
    matter = matters_visible_to(actor).filter(pk=matter_id).first()
    if matter is None:
        raise Http404
    return matter


def decisions_visible_to(actor: Actor) -> QuerySet[Decision]:
    """Return the decisions of groups the actor may see."""
    return Decision.objects.filter(group__in=groups_visible_to(actor).values("pk")).select_related("group__unit")


def decision_for(actor: Actor, decision_id: int) -> Decision:
    """Return the decision, or answer as if it did not exist."""
    decision = decisions_visible_to(actor).filter(pk=decision_id).first()
    if decision is None:
        raise Http404
    return decision


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


def mandate_for(group: Group, category: DecisionCategory, amount: int | None, *, on: date) -> MandateAnswer:
    """Ask the mandate check of the rules with what is stored (DEC-03): three queries."""
    units = Seat.objects.filter(Dated.holding(on), group=group, is_decision_maker=True).values("unit_id")
    boards = [
        BoardMandate(
            DecisionCategory(row.category), row.amount_limit, f"{row.board.name} {row.decided_on} {row.registry_number}"
        )
        for row in Delegation.objects.filter(Dated.holding(on), unit_id__in=units).select_related("board")
    ]
    return check_mandate(category, amount, group=group_mandate(group.pk, on=on), boards=boards)
