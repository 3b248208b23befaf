"""The mandate check: a decision is never wider than the group's delimitation and the board's delegation.

Sources: DEC-03, DEC-04; Local Government Act (2017:725) ch. 6 s. 37-39 and ch. 7 s. 5-8. What ch. 6 s. 38
forbids a board to delegate can be decided by no group of officials.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from samverkan.decisions.words import DecisionCategory, DecisionState, MatterState, Verdict
from samverkan.ground.words import GroupKind

RESERVED_FOR_BOARD = {
    DecisionCategory.GOALS_AND_SCOPE: "Local Government Act (2017:725) ch. 6 s. 38 item 1",
    DecisionCategory.AUTHORITY_OVER_INDIVIDUALS: "Local Government Act (2017:725) ch. 6 s. 38 item 3",
}
RESERVED_FOR_COUNCIL = {
    DecisionCategory.STATEMENT_TO_COUNCIL: "Local Government Act (2017:725) ch. 6 s. 38 item 2",
}


def reserved_by_law(category: DecisionCategory) -> str:
    """Return the provision that keeps the kind of decision from being delegated, or nothing (KL 6:38).

    >>> reserved_by_law(DecisionCategory.GOALS_AND_SCOPE)
    'Local Government Act (2017:725) ch. 6 s. 38 item 1'
    """
    return RESERVED_FOR_BOARD.get(category, "") or RESERVED_FOR_COUNCIL.get(category, "")


@dataclass(frozen=True, slots=True)
class GroupMandate:
    """A group's written delimitation: what it may decide on and for how much (kronor; none means no limit)."""

    categories: frozenset[DecisionCategory]
    amount_limit: int | None
    reference: str


@dataclass(frozen=True, slots=True)
class BoardMandate:
    """What a board has delegated: the kind of decision and for how much (kronor; none means no limit)."""

    category: DecisionCategory
    amount_limit: int | None
    reference: str


@dataclass(frozen=True, slots=True)
class MandateAnswer:
    """The verdict, what it rests on, and the way on when the decision is stopped (message ids)."""

    verdict: Verdict
    basis: str
    way_on: str = ""

    @property
    def is_within(self) -> bool:
        """Tell whether the group may decide."""
        return self.verdict == Verdict.WITHIN


def check_mandate(
    category: DecisionCategory,
    amount: int | None,
    *,
    group: GroupMandate | None,
    boards: Iterable[BoardMandate],
) -> MandateAnswer:
    """Tell whether the group may take the decision, with the reason and a way on (DEC-03).

    `boards` are the delegations of the municipal side that apply to the group's decision-makers; when an
    amount is given, or the category is money, one of them must cover it.
    """
    if category in RESERVED_FOR_BOARD:
        return MandateAnswer(
            Verdict.RESERVED_FOR_BOARD,
            RESERVED_FOR_BOARD[category],
            "Prepare an official report and let the responsible board decide.",
        )
    if category in RESERVED_FOR_COUNCIL:
        return MandateAnswer(
            Verdict.RESERVED_FOR_COUNCIL,
            RESERVED_FOR_COUNCIL[category],
            "Prepare an official report to the City Executive Board for the City Council.",
        )
    if group is None:
        return MandateAnswer(
            Verdict.NO_DELIMITATION,
            "",
            "Let the group above decide on a written delimitation first, or take the matter to that group.",
        )
    over_group = amount is not None and group.amount_limit is not None and amount > group.amount_limit
    if category not in group.categories or over_group:
        return MandateAnswer(
            Verdict.BEYOND_GROUP,
            group.reference,
            "Send the matter on to the group above with a recommendation.",
        )
    if category == DecisionCategory.RESOURCES or amount:
        covering = [
            board
            for board in boards
            if board.category == category and (board.amount_limit is None or (amount or 0) <= board.amount_limit)
        ]
        if not covering:
            return MandateAnswer(
                Verdict.BEYOND_DELEGATION,
                group.reference,
                "Prepare an official report and let the responsible board decide, or lower the amount.",
            )
        return MandateAnswer(Verdict.WITHIN, f"{group.reference}; {covering[0].reference}")
    return MandateAnswer(Verdict.WITHIN, group.reference)


def next_number(taken: Iterable[int]) -> int:
    """Return the next decision number of a group's year.

    >>> next_number([1, 2, 4])
    5
    """
    return max(taken, default=0) + 1


LIVE = frozenset({MatterState.OPEN, MatterState.SCHEDULED})
"""The states in which a matter can still be moved, put on an agenda and decided."""

PREPARED_BY = {
    GroupKind.LOCAL_STEERING: GroupKind.LOCAL_PREPARATION,
    GroupKind.OVERALL_STEERING: GroupKind.OVERALL_PREPARATION,
}
"""Which kind of group prepares the matters of a steering group (DEC-09)."""

GOOD_TIME = timedelta(days=21)
"""How long before a decision of major importance the politicians should have been informed. "In good time" is
all the source says (DEC-05); three weeks is a notice between two meetings of a board, and only warned of."""


def is_prepared(decided_in: GroupKind, passed: Iterable[GroupKind]) -> bool:
    """Tell whether the matter may go on the agenda of the deciding group (DEC-09).

    `passed` are the kinds of the groups that the matter has left. A steering group's matters must have left its
    preparation group; other groups prepare their own.

    >>> is_prepared(GroupKind.LOCAL_STEERING, [GroupKind.WORKING])
    False
    >>> is_prepared(GroupKind.LOCAL_STEERING, [GroupKind.WORKING, GroupKind.LOCAL_PREPARATION])
    True
    """
    return decided_in not in PREPARED_BY or PREPARED_BY[decided_in] in set(passed)


def politicians_wait(*, is_major: bool, informed_on: date | None, decided_by: date | None, today: date) -> bool:
    """Tell whether the politicians should be informed now, so that it is still in good time (DEC-05).

    Without a day for the decision the time to inform is at once.
    """
    if not is_major or informed_on is not None:
        return False
    return decided_by is None or today >= decided_by - GOOD_TIME


def is_overdue(state: DecisionState, due: date | None, today: date) -> bool:
    """Tell whether an open decision should have been carried out: from the day after its due date."""
    return state == DecisionState.OPEN and due is not None and today > due
