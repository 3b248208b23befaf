"""The mandate check: a decision is never wider than the group's delimitation and the board's delegation.

Sources: DEC-03, DEC-04; Local Government Act (2017:725) ch. 6 s. 37-39 and ch. 7 s. 5-8. What ch. 6 s. 38
forbids a board to delegate can be decided by no group of officials.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.decisions.words import DecisionCategory, Verdict

RESERVED_FOR_BOARD = {
    DecisionCategory.GOALS_AND_SCOPE: "Local Government Act (2017:725) ch. 6 s. 38 item 1",
    DecisionCategory.AUTHORITY_OVER_INDIVIDUALS: "Local Government Act (2017:725) ch. 6 s. 38 item 3",
}
RESERVED_FOR_COUNCIL = {
    DecisionCategory.STATEMENT_TO_COUNCIL: "Local Government Act (2017:725) ch. 6 s. 38 item 2",
}


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
