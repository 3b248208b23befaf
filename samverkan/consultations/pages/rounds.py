"""What the pages of rounds and their documents are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext

from samverkan.agreements.rules.comparison import Change, Row
from samverkan.consultations.models import Clause, Link, Material, Referral, Reminder, Round
from samverkan.consultations.pages.common import BodyRow, ChangeRow, MaterialRow
from samverkan.consultations.rules.completeness import Reference
from samverkan.consultations.rules.period import LeadTime, days_left, lead_time, middle, round_state
from samverkan.consultations.rules.remarks import paragraphs
from samverkan.consultations.words import MaterialKind, RoundState, Seen
from samverkan.ui.pages import Difference, Tab


def tabs_of(round_id: int, current: str) -> tuple[Tab, ...]:
    """Return the views of a round that its sender has."""
    named = (
        ("round", gettext("Who answers")),
        ("work", gettext("Views")),
        ("matrix", gettext("Stances")),
        ("alike", gettext("Texts that agree")),
        ("changes", gettext("Text changes")),
        ("compile", gettext("Compile")),
    )
    return tuple(
        Tab(title, reverse(f"consultations:{name}", args=[round_id]), is_current=name == current)
        for name, title in named
    )


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A way in for a body without an account."""

    pk: int
    body: str
    made_at: datetime
    made_by: str
    revoked_at: datetime | None
    last_used_at: datetime | None
    uses: int
    revoke_address: str

    @classmethod
    def of(cls, link: Link, body: str) -> LinkRow:
        """Return the row."""
        return cls(
            link.pk,
            body,
            link.made_at,
            link.made_by_name,
            link.revoked_at,
            link.last_used_at,
            link.uses,
            reverse("consultations:revoke_link", args=[link.pk]) if link.revoked_at is None else "",
        )


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A reminder that was sent; to a body whom nobody was told for, a letter is printed."""

    body: str
    sent_on: date
    told: int
    by: str
    letter_address: str

    @classmethod
    def of(cls, reminder: Reminder) -> ReminderRow:
        """Return the row. Wants the referral selected."""
        letter = "" if reminder.told else reverse("consultations:letter", args=[reminder.referral_id])
        return cls(reminder.referral.name, reminder.sent_on, reminder.told, reminder.by_name, letter)


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round: to its sender who has answered, to a body what it is asked."""

    pk: int
    number: int
    case: str
    case_id: int
    state: RoundState
    is_past: bool
    is_sender: bool
    may_keep: bool
    sent_on: date | None
    last_day: date | None
    left: int | None
    letter: tuple[str, ...]
    materials: tuple[MaterialRow, ...]
    missing: tuple[Reference, ...]
    not_attached: tuple[tuple[str, str], ...]
    bodies: tuple[BodyRow, ...]
    own: tuple[BodyRow, ...]
    changes: tuple[ChangeRow, ...]
    links: tuple[LinkRow, ...]
    reminders: tuple[ReminderRow, ...]
    lead_times: tuple[LeadTime, ...]
    middle_total: float | None
    tabs: tuple[Tab, ...]
    has_source: bool

    @property
    def asked(self) -> int:
        """Return how many were asked by the sender."""
        return sum(not row.is_sub for row in self.bodies)

    @property
    def groups(self) -> tuple[tuple[str, str, tuple[BodyRow, ...]], ...]:
        """Return the bodies that have not answered, then those that have: key, heading and rows."""
        if not self.sent_on and not self.is_past:
            return (("bodies", gettext("Who is asked"), self.bodies),) if self.bodies else ()
        waiting = tuple(row for row in self.bodies if row.seen is not Seen.ANSWERED)
        done = tuple(row for row in self.bodies if row.seen is Seen.ANSWERED)
        named = (("waiting", gettext("Have not answered"), waiting), ("answered", gettext("Have answered"), done))
        return tuple(group for group in named if group[2])

    @property
    def without_account(self) -> tuple[BodyRow, ...]:
        """Return those who must be written to on paper."""
        return tuple(row for row in self.bodies if not row.has_account and row.seen is not Seen.ANSWERED)

    @property
    def answered(self) -> int:
        """Return how many of them have answered."""
        return sum(row.seen is Seen.ANSWERED and not row.is_sub for row in self.bodies)

    @property
    def late(self) -> int:
        """Return how many have let their last day pass."""
        return sum(row.seen is Seen.LATE and not row.is_sub for row in self.bodies)

    @classmethod
    def of(
        cls,
        round_: Round,
        *,
        is_sender: bool,
        materials: Sequence[Material],
        missing: tuple[Reference, ...],
        referrals: Sequence[Referral],
        own: Sequence[Referral],
        changes: tuple[ChangeRow, ...],
        links: Sequence[Link] = (),
        reminders: Iterable[Reminder] = (),
        reached: Set[int] = frozenset(),
        on: date,
    ) -> RoundPage:
        """Return the page. `referrals`, links and reminders are given only to the sender.

        `reached` are the referrals of bodies where somebody has an account.
        """
        is_past = round_.case.is_past
        times = tuple(
            lead_time(
                one.name,
                sent=round_.sent_on,
                opened=one.opened_on,
                reported=one.answer.report_date,
                decided=one.answer.decided_on,
                submitted=one.answer.submitted_on,
            )
            for one in referrals
            if one.parent_id is None and one.answer.state == "submitted"
        )
        return cls(
            pk=round_.pk,
            number=round_.number,
            case=round_.case.title,
            case_id=round_.case_id,
            state=round_state(sent_on=round_.sent_on, last_day=round_.last_day, is_past=is_past, on=on),
            is_past=is_past,
            is_sender=is_sender,
            may_keep=is_sender and not is_past,
            sent_on=round_.sent_on,
            last_day=round_.last_day,
            left=days_left(round_.last_day, on),
            letter=tuple(paragraphs(round_.letter)),
            materials=tuple(MaterialRow.of(one) for one in materials),
            missing=missing,
            not_attached=tuple(sorted(round_.not_attached_because.items())),
            bodies=tuple(BodyRow.of(one, round_.last_day, has_account=one.pk in reached, on=on) for one in referrals),
            own=tuple(BodyRow.of(one, round_.last_day, has_account=True, on=on) for one in own),
            changes=changes,
            links=tuple(LinkRow.of(one, one.referral.name) for one in links),
            reminders=tuple(ReminderRow.of(one) for one in reminders),
            lead_times=times,
            middle_total=middle([time.total for time in times]),
            tabs=tabs_of(round_.pk, "round") if is_sender and (round_.sent_on or is_past) else (),
            has_source=is_sender and round_.source_id is not None,
        )


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause of a document, with where it can be commented on."""

    pk: int
    name: str
    paragraphs: tuple[str, ...]
    changes: tuple[ChangeRow, ...]
    comment_addresses: tuple[tuple[str, str], ...]
    change_address: str


@dataclass(frozen=True, slots=True)
class MaterialPage:
    """One document, clause by clause."""

    pk: int
    title: str
    kind: MaterialKind
    number: int | None
    registry_number: str
    case: str
    case_address: str
    round: int
    round_address: str
    clauses: tuple[ClauseRow, ...]
    text: tuple[str, ...]
    """The paragraphs of a document that has not been sent."""
    file_name: str
    file_address: str
    compare_address: str
    may_edit: bool

    @classmethod
    def of(
        cls,
        material: Material,
        clauses: Sequence[Clause],
        *,
        changes: dict[int, tuple[ChangeRow, ...]],
        writes: Sequence[Referral],
        is_sender: bool,
        may_compare: bool,
        is_guest: bool,
    ) -> MaterialPage:
        """Return the page. `writes` are the referrals whose answers the reader may write comments in."""
        round_ = material.round
        may_keep = is_sender and not round_.case.is_past
        rows = tuple(
            ClauseRow(
                pk=clause.pk,
                name=str(clause) if clause.heading or clause.number else "",
                paragraphs=tuple(paragraphs(clause.text)),
                changes=changes.get(clause.pk, ()),
                comment_addresses=tuple(
                    (one.name, reverse("consultations:comment", args=[one.pk, clause.pk])) for one in writes
                ),
                change_address=f"{reverse('consultations:change', args=[round_.pk])}?klausul={clause.pk}"
                if may_keep and round_.sent_on is not None
                else "",
            )
            for clause in clauses
        )
        return cls(
            pk=material.pk,
            title=material.title,
            kind=MaterialKind(material.kind),
            number=material.number,
            registry_number=material.registry_number,
            case=round_.case.title,
            case_address="" if is_guest else reverse("consultations:case", args=[round_.case_id]),
            round=round_.number,
            round_address=reverse("consultations:answer", args=[writes[0].pk])
            if is_guest and writes
            else reverse("consultations:round", args=[round_.pk]),
            clauses=rows,
            text=() if rows else tuple(paragraphs(material.text)),
            file_name=material.document.name if material.document else "",
            file_address=reverse("consultations:material_file", args=[material.pk]),
            compare_address=reverse("consultations:compare", args=[material.pk]) if may_compare else "",
            may_edit=may_keep and round_.sent_on is None,
        )


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The draft beside the agreement in force, or beside the draft of the round before (AGR-29)."""

    title: str
    material_address: str
    choices: tuple[Tab, ...]
    before_title: str
    after_title: str
    rows: tuple[Difference, ...]
    same: int
    changed: int

    @classmethod
    def of(
        cls,
        *,
        title: str,
        material_address: str,
        choices: tuple[Tab, ...],
        before_title: str,
        after_title: str,
        rows: Sequence[Row],
    ) -> ComparePage:
        """Return the page; sentences that are the same in both are counted, not shown."""
        changed = [row for row in rows if row.change is not Change.SAME]
        return cls(
            title=title,
            material_address=material_address,
            choices=choices,
            before_title=before_title,
            after_title=after_title,
            rows=tuple(
                Difference(row.heading or gettext("Without a heading"), row.before, row.after) for row in changed
            ),
            same=len(rows) - len(changed),
            changed=len(changed),
        )


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What was changed after the consultation."""

    pk: int
    case: str
    case_address: str
    number: int
    round_address: str
    rows: tuple[ChangeRow, ...]
    tabs: tuple[Tab, ...]
    may_add: bool


@dataclass(frozen=True, slots=True)
class DoorPage:
    """What somebody who follows a link is met by."""

    body: str
    case: str
    last_day: date | None
    opens: bool
