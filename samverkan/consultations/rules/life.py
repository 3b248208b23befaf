"""The life of an answer: which deed leads from which state to which, for a board and for a body without one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samverkan.consultations.words import AnswerDeed, AnswerState, Perspective, PerspectiveState

TRANSITIONS: Mapping[tuple[AnswerState, AnswerDeed], AnswerState] = {
    (AnswerState.DRAFT, AnswerDeed.RELEASE): AnswerState.RELEASED,
    (AnswerState.RELEASED, AnswerDeed.TAKE_BACK): AnswerState.DRAFT,
    (AnswerState.RELEASED, AnswerDeed.DECIDE): AnswerState.DECIDED,
    (AnswerState.DECIDED, AnswerDeed.DECIDE): AnswerState.DECIDED,
    (AnswerState.DECIDED, AnswerDeed.TAKE_BACK): AnswerState.RELEASED,
    (AnswerState.DECIDED, AnswerDeed.SUBMIT): AnswerState.SUBMITTED,
    (AnswerState.SUBMITTED, AnswerDeed.SEND_BACK): AnswerState.DECIDED,
}
"""For a body whose board decides. A decision may be corrected until the answer is handed in."""

WITHOUT_DECISION: Mapping[tuple[AnswerState, AnswerDeed], AnswerState] = {
    (AnswerState.DRAFT, AnswerDeed.RELEASE): AnswerState.RELEASED,
    (AnswerState.RELEASED, AnswerDeed.TAKE_BACK): AnswerState.DRAFT,
    (AnswerState.RELEASED, AnswerDeed.SUBMIT): AnswerState.SUBMITTED,
    (AnswerState.SUBMITTED, AnswerDeed.SEND_BACK): AnswerState.RELEASED,
}
"""For a company or another body that answers without a board's decision (REM-33)."""

WRITABLE = frozenset({AnswerState.DRAFT})
"""States in which the texts of the report may be written."""
DISSENTING = frozenset({AnswerState.RELEASED, AnswerState.DECIDED})
"""States in which elected representatives write their statements."""
OPEN_TO_BOARD = frozenset({AnswerState.RELEASED, AnswerState.DECIDED, AnswerState.SUBMITTED})
"""States in which the body's elected representatives see the report."""


def following(state: AnswerState, deed: AnswerDeed, *, has_board: bool) -> AnswerState | None:
    """Return the state after the deed, or none where it cannot be done.

    >>> following(AnswerState.DRAFT, AnswerDeed.SUBMIT, has_board=False) is None
    True
    """
    return (TRANSITIONS if has_board else WITHOUT_DECISION).get((state, deed))


def deeds_in(state: AnswerState, *, has_board: bool) -> tuple[AnswerDeed, ...]:
    """Return what can be done with an answer in the state."""
    return tuple(deed for deed in AnswerDeed if following(state, deed, has_board=has_board) is not None)


@dataclass(frozen=True, slots=True)
class Analysed:
    """A perspective as an answer has it: its text, or the reason why no analysis was made."""

    perspective: Perspective
    text: str = ""
    not_made_because: str = ""

    @property
    def state(self) -> PerspectiveState:
        """Return whether it was made."""
        if self.text.strip():
            return PerspectiveState.MADE
        return PerspectiveState.DECLARED_NOT_MADE if self.not_made_because.strip() else PerspectiveState.ABSENT


def perspectives_missing(analysed: Iterable[Analysed]) -> tuple[Perspective, ...]:
    """Return the perspectives that are neither made nor declined with a reason (REM-25)."""
    told = {one.perspective for one in analysed if one.state is not PerspectiveState.ABSENT}
    return tuple(perspective for perspective in Perspective if perspective not in told)
