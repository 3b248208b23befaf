"""Deeds with matters and decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer, may_prepare, may_run_group
from samverkan.audit.services import record
from samverkan.decisions.bells import DECIDED
from samverkan.decisions.models import Decision, Delegation, Delimitation, Excerpt, Matter, Step
from samverkan.decisions.queries import groups_above, mandate_for, preparation_group
from samverkan.decisions.rules import LIVE, MandateAnswer, next_number, reserved_by_law
from samverkan.decisions.words import DecisionCategory, DecisionState, MatterState
from samverkan.documents.models import Document
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group, Seat
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Unit


class BeyondMandate(Refused):
    """The mandate check stopped the decision (DEC-03); `answer` holds the verdict, its basis and the way on."""

    def __init__(self, answer: MandateAnswer) -> None:
        super().__init__(answer.verdict.label, way_on=answer.way_on)
        self.answer = answer


def matter_pointer(matter: Matter) -> Pointer:
    """Return where the matter can be opened."""
    return Pointer("decisions.matter", str(matter.pk), matter.title, reverse("decisions:matter", args=[matter.pk]))


def decision_pointer(decision: Decision) -> Pointer:
    """Return where the decision can be opened."""
    return Pointer(
        "decisions.decision", str(decision.pk), str(decision), reverse("decisions:decision", args=[decision.pk])
    )


@transaction.atomic
def raise_matter(
    *,
    by: Actor,
    raised_in: Group,
    decided_in: Group,
    title: str,
    text: str = "",
    proposal: str = "",
    basis: str = "",
    category: DecisionCategory,
    amount: int | None = None,
    concerns: Pointer | None = None,
    due_date: date | None = None,
    is_major: bool = False,
    today: date,
) -> Matter:
    """Put a matter in the backlog of the group where it is raised (MEE-17).

    `decided_in` is the group that is to decide: `raised_in` itself or one above it. `concerns` points to what the
    decision sets in motion; its kind is looked up in `bells.DECIDED` when the matter is decided.
    """
    demand(may_run_group(by, raised_in.pk, raised_in.unit_id), "You may not raise matters in this group.")
    refuse_person_data(title=title, text=text, proposal=proposal, basis=basis)
    if not title.strip():
        raise Refused("Write what the matter is called.", field="title")
    if decided_in.pk != raised_in.pk and decided_in not in groups_above(raised_in):
        raise Refused("%(group)s is not above the group that raises the matter.", field="decided_in", group=decided_in)
    matter = Matter.objects.create(
        title=title.strip(),
        text=text,
        proposal=proposal,
        basis=basis,
        category=category,
        amount=amount,
        raised_in=raised_in,
        group=raised_in,
        decided_in=decided_in,
        concerns_kind=concerns.kind if concerns else "",
        concerns_key=concerns.key if concerns else "",
        concerns_address=concerns.address if concerns else "",
        due_date=due_date,
        is_major=is_major,
        raised_on=today,
    )
    record(by=by, event="decisions.matter_raised", on=matter_pointer(matter))
    return matter


def _locked(matter: Matter) -> Matter:
    """Return the matter as it stands, held until the deed is done; refuse one that has come to its end."""
    locked = (
        Matter.objects.select_for_update(of=("self",))
        .select_related("group__unit", "group__parent__unit", "decided_in__unit", "raised_in")
        .get(pk=matter.pk)
    )
    if locked.state not in LIVE:
        raise Refused("The matter is already decided or withdrawn.")
    return locked


def _send(by: Actor, matter: Matter, to: Group, recommendation: str, event: str) -> Matter:
    Step.objects.create(
        matter=matter,
        from_group=matter.group,
        to_group=to,
        recommendation=recommendation.strip(),
        at=timezone.now(),
        by_name=by.name,
    )
    matter.group, matter.state = to, MatterState.OPEN
    matter.save(update_fields=["group", "state"])
    record(by=by, event=event, on=matter_pointer(matter), details={"to": to.name})
    return matter


def place_on_agenda(matters: Iterable[int]) -> None:
    """Mark the matters as being on an agenda; part of a meeting's deed, which leaves the trace."""
    Matter.objects.filter(pk__in=list(matters), state=MatterState.OPEN).update(state=MatterState.SCHEDULED)


def take_off_agenda(matters: Iterable[int]) -> None:
    """Let the matters wait in their groups' backlogs again; part of a meeting's deed, which leaves the trace."""
    Matter.objects.filter(pk__in=list(matters), state=MatterState.SCHEDULED).update(state=MatterState.OPEN)


@transaction.atomic
def forward_matter(*, by: Actor, matter: Matter, recommendation: str = "") -> Matter:
    """Send the matter on to the group above, with a recommendation (MEE-17, DEC-09).

    A matter that the group was itself to decide is from then on to be decided by the group above.
    """
    matter = _locked(matter)
    demand(may_run_group(by, matter.group_id, matter.group.unit_id), "You may not send this matter on.")
    refuse_person_data(recommendation=recommendation)
    above = matter.group.parent
    if above is None:
        raise Refused("There is no group above %(group)s.", group=matter.group)
    if matter.decided_in_id == matter.group_id:
        matter.decided_in = above
        matter.save(update_fields=["decided_in"])
    return _send(by, matter, above, recommendation, "decisions.matter_forwarded")


@transaction.atomic
def send_to_preparation(*, by: Actor, matter: Matter, reason: str = "", today: date) -> Matter:
    """Send a steering group's matter to its preparation group, where every such matter begins (DEC-09)."""
    matter = _locked(matter)
    demand(may_run_group(by, matter.group_id, matter.group.unit_id), "You may not send this matter on.")
    refuse_person_data(recommendation=reason)
    below = preparation_group(matter.group, on=today)
    if below is None:
        raise Refused(
            "%(group)s has no preparation group.",
            way_on="Found the preparation group first: every steering matter is prepared there.",
            group=matter.group,
        )
    return _send(by, matter, below, reason, "decisions.matter_sent_to_preparation")


@transaction.atomic
def withdraw_matter(*, by: Actor, matter: Matter, reason: str) -> Matter:
    """Take the matter off the agenda for good, and say why."""
    matter = _locked(matter)
    demand(may_run_group(by, matter.group_id, matter.group.unit_id), "You may not withdraw this matter.")
    refuse_person_data(reason=reason)
    if not reason.strip():
        raise Refused("Write why the matter is withdrawn.", field="reason")
    matter.state, matter.withdrawn_because = MatterState.WITHDRAWN, reason.strip()
    matter.save(update_fields=["state", "withdrawn_because"])
    record(by=by, event="decisions.matter_withdrawn", on=matter_pointer(matter))
    return matter


@transaction.atomic
def note_politicians(*, by: Actor, matter: Matter, is_major: bool, informed_on: date | None, today: date) -> Matter:
    """Say whether the matter is of major importance and when the politicians were informed (DEC-05)."""
    matter = _locked(matter)
    demand(may_run_group(by, matter.group_id, matter.group.unit_id), "You may not change this matter.")
    if informed_on is not None and informed_on > today:
        raise Refused("The day the politicians were informed lies ahead.", field="informed_on")
    matter.is_major, matter.politicians_informed_on = is_major, informed_on
    matter.save(update_fields=["is_major", "politicians_informed_on"])
    record(by=by, event="decisions.politicians_noted", on=matter_pointer(matter), details={"is_major": is_major})
    return matter


@transaction.atomic
def record_decision(
    *,
    by: Actor,
    group: Group,
    title: str,
    text: str,
    basis: str = "",
    category: DecisionCategory,
    amount: int | None = None,
    decided_on: date,
    matter: Matter | None = None,
    meeting: Pointer | None = None,
    responsible_seat: Seat | None = None,
    responsible_title: str = "",
    due_date: date | None = None,
    municipality_decision_maker: str,
    police_decision_maker: str,
    needs_planning_entry: bool = False,
    document: Document | None = None,
) -> Decision:
    """Document a decision in writing, numbered in the group's year (DEC-06 to -08), after the mandate check (DEC-03).

    Raises `Refused` with the way on when the decision goes beyond the mandate, when a party's decision-maker is
    not named, or when the matter belongs to another group. The decision goes back as an excerpt to the group that
    raised the matter and to those it passed. What the matter concerns is set in motion by `bells.DECIDED`.
    """
    demand(may_run_group(by, group.pk, group.unit_id), "You may not record decisions of this group.")
    refuse_person_data(
        title=title,
        text=text,
        basis=basis,
        responsible_title=responsible_title,
        municipality_decision_maker=municipality_decision_maker,
        police_decision_maker=police_decision_maker,
    )
    if decided_on > timezone.localdate():
        raise Refused("A decision cannot be dated in the future.", field="decided_on")
    if not group.holds(decided_on):
        raise Refused(
            "%(group)s does not exist on that day.",
            way_on="Let the group that has followed it, or the group above, decide.",
            group=group,
        )
    if not text.strip():
        raise Refused("Write the decision: it is valid only in writing.", field="text")
    if not municipality_decision_maker.strip() or not police_decision_maker.strip():
        raise Refused(
            "Name the decision-makers of both parties.",
            field="municipality_decision_maker" if not municipality_decision_maker.strip() else "police_decision_maker",
        )
    if matter is not None:
        matter = _locked(matter)
        if matter.group_id != group.pk or matter.decided_in_id != group.pk:
            raise Refused("The matter is to be decided by %(group)s.", group=matter.decided_in)
        if decided_on < matter.raised_on:
            raise Refused(
                "The matter was raised %(day)s and cannot have been decided before.",
                way_on="Put it on the agenda of the next meeting.",
                day=matter.raised_on,
            )
        category, amount = DecisionCategory(matter.category), matter.amount if amount is None else amount
    answer = mandate_for(group, category, amount, on=decided_on)
    if not answer.is_within:
        raise BeyondMandate(answer)
    Group.objects.select_for_update().get(pk=group.pk)  # two secretaries must not take the same number
    taken = Decision.objects.filter(group=group, year=decided_on.year).values_list("number", flat=True)
    decision = Decision.objects.create(
        group=group,
        year=decided_on.year,
        number=next_number(taken),
        title=title.strip(),
        text=text,
        basis=basis,
        category=category,
        amount=amount,
        decided_on=decided_on,
        documented_at=timezone.now(),
        matter=matter,
        meeting_key=meeting.key if meeting else "",
        meeting_title=meeting.title if meeting else "",
        meeting_address=meeting.address if meeting else "",
        responsible_title=responsible_title or (responsible_seat.title if responsible_seat else ""),
        responsible_seat=responsible_seat,
        responsible_unit_id=responsible_seat.unit_id if responsible_seat else None,
        due_date=due_date,
        municipality_decision_maker=municipality_decision_maker.strip(),
        police_decision_maker=police_decision_maker.strip(),
        needs_planning_entry=needs_planning_entry,
        mandate_basis=answer.basis,
        document=document,
    )
    if matter is not None:
        matter.state = MatterState.DECIDED
        on_the_way = {matter.raised_in_id, *matter.steps.values_list("from_group_id", flat=True)} - {group.pk}
        if on_the_way:
            Excerpt.objects.bulk_create(
                Excerpt(decision=decision, group_id=group_id, sent_at=timezone.now()) for group_id in sorted(on_the_way)
            )
            matter.state = MatterState.RETURNED
        matter.save(update_fields=["state"])
        if matter.concerns_kind in DECIDED:
            DECIDED[matter.concerns_kind](by, decision, matter.concerns_key)
    record(by=by, event="decisions.recorded", on=decision_pointer(decision), details={"group": group.name})
    return decision


def _close_decision(by: Actor, decision: Decision, state: DecisionState, on: date, note: str) -> Decision:
    demand(may_run_group(by, decision.group_id, decision.group.unit_id), "You may not follow up this decision.")
    refuse_person_data(note=note)
    decision = Decision.objects.select_for_update(of=("self",)).select_related("group__unit").get(pk=decision.pk)
    if decision.state != DecisionState.OPEN:
        raise Refused("The decision is already followed up.")
    if on < decision.decided_on:
        raise Refused("A decision cannot be carried out before it was taken.", field="on")
    decision.state, decision.closed_on, decision.closing_note = state, on, note.strip()
    decision.save(update_fields=["state", "closed_on", "closing_note"])
    return decision


@transaction.atomic
def complete_decision(*, by: Actor, decision: Decision, on: date, note: str = "") -> Decision:
    """Say that the decision has been carried out, on which day and with what result (DEC-07)."""
    decision = _close_decision(by, decision, DecisionState.DONE, on, note)
    record(by=by, event="decisions.completed", on=decision_pointer(decision))
    return decision


@transaction.atomic
def lapse_decision(*, by: Actor, decision: Decision, on: date, note: str) -> Decision:
    """Say that the decision will not be carried out, and why (DEC-07)."""
    if not note.strip():
        raise Refused("Write why the decision lapses.", field="note")
    decision = _close_decision(by, decision, DecisionState.LAPSED, on, note)
    record(by=by, event="decisions.lapsed", on=decision_pointer(decision))
    return decision


@transaction.atomic
def note_excerpt(*, by: Actor, excerpt: Excerpt) -> Excerpt:
    """Say that the group has taken note of the decision that came back to it (MEE-17)."""
    demand(may_run_group(by, excerpt.group_id, excerpt.group.unit_id), "You may not take note for this group.")
    excerpt = Excerpt.objects.select_for_update(of=("self",)).select_related("decision", "group").get(pk=excerpt.pk)
    if excerpt.noted_at is not None:
        raise Refused("The group has already taken note of the decision.")
    excerpt.noted_at = timezone.now()
    excerpt.save(update_fields=["noted_at"])
    record(
        by=by,
        event="decisions.excerpt_noted",
        on=decision_pointer(excerpt.decision),
        details={"group": excerpt.group.name},
    )
    return excerpt


@transaction.atomic
def set_delimitation(
    *,
    by: Actor,
    group: Group,
    text: str,
    categories: list[DecisionCategory],
    amount_limit: int | None,
    decided_on: date,
    decided_by: str,
    valid_from: date,
    registry_number: str = "",
) -> Delimitation:
    """Put the group's written delimitation in force from a day; the earlier one ends that day (DEC-04)."""
    demand(may_administer(by) or may_prepare(by, group.unit_id), "You may not write down what this group may decide.")
    refuse_person_data(text=text, decided_by=decided_by, registry_number=registry_number)
    if not text.strip():
        raise Refused("Write what the group may decide.", field="text")
    if not decided_by.strip():
        raise Refused("Write who decided the delimitation.", field="decided_by")
    if valid_from < decided_on:
        raise Refused("A delimitation cannot hold before it was decided.", field="valid_from")
    earlier = Delimitation.objects.select_for_update().filter(group=group)
    if earlier.filter(valid_from__gte=valid_from).exists():
        raise Refused("A later delimitation already holds.", field="valid_from")
    earlier.filter(valid_until__isnull=True).update(valid_until=valid_from)
    earlier.filter(valid_until__gt=valid_from).update(valid_until=valid_from)
    delimitation = Delimitation.objects.create(
        group=group,
        text=text.strip(),
        categories=[category.value for category in categories],
        amount_limit=amount_limit,
        decided_on=decided_on,
        decided_by=decided_by.strip(),
        registry_number=registry_number.strip(),
        valid_from=valid_from,
    )
    address = reverse("decisions:delimitation", args=[group.pk])
    record(
        by=by,
        event="decisions.delimitation_set",
        on=Pointer("decisions.delimitation", str(delimitation.pk), group.name, address),
    )
    return delimitation


@transaction.atomic
def add_delegation(
    *,
    by: Actor,
    board: Unit,
    unit: Unit,
    function_title: str,
    category: DecisionCategory,
    amount_limit: int | None,
    decided_on: date,
    valid_from: date,
    valid_until: date | None = None,
    text: str = "",
    registry_number: str = "",
) -> Delegation:
    """Write down what a board has delegated to a function of a unit (DEC-03; KL 6:37, 7:5).

    What the Local Government Act ch. 6 s. 38 forbids a board to delegate is refused.
    """
    demand(may_administer(by) or may_prepare(by, unit.pk), "You may not write down delegations of this unit.")
    refuse_person_data(text=text, function_title=function_title, registry_number=registry_number)
    if reserved := reserved_by_law(category):
        raise Refused(
            "This kind of decision may not be delegated (%(source)s).",
            field="category",
            way_on="Such decisions are taken by the board itself or by the City Council.",
            source=reserved,
        )
    if valid_from < decided_on:
        raise Refused("A delegation cannot hold before it was decided.", field="valid_from")
    if valid_until is not None and valid_until <= valid_from:
        raise Refused("The delegation ends before it begins.", field="valid_until")
    delegation = Delegation.objects.create(
        board=board,
        unit=unit,
        function_title=function_title.strip(),
        category=category,
        amount_limit=amount_limit,
        text=text.strip(),
        decided_on=decided_on,
        valid_from=valid_from,
        valid_until=valid_until,
        registry_number=registry_number.strip(),
    )
    record(
        by=by,
        event="decisions.delegation_added",
        on=Pointer("decisions.delegation", str(delegation.pk), f"{board} – {unit}", reverse("decisions:delegations")),
    )
    return delegation
