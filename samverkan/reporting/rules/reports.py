"""The life of a report, and when it is complete."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from samverkan.ground.words import Word
from samverkan.reporting.words import ReportState, SectionKind

PERSPECTIVES = (SectionKind.GENDER, SectionKind.CHILD_RIGHTS, SectionKind.ACCESSIBILITY)
"""Parts that are written, or said not to be made and why (CRO-02 to -04)."""
DEMANDED = (SectionKind.SUMMARY, SectionKind.EFFECT, SectionKind.SITUATION)
"""Parts that hold a judgement which no plan can fill in."""


class Deed(Word):
    """What can happen to a report."""

    WRITE = "write", "Write"
    SUBMIT = "submit", "Submit"
    RETURN = "return", "Return"
    ACCEPT = "accept", "Accept"


NEXT: Mapping[tuple[ReportState, Deed], ReportState] = {
    (ReportState.DUE, Deed.WRITE): ReportState.DRAFT,
    (ReportState.DRAFT, Deed.WRITE): ReportState.DRAFT,
    (ReportState.RETURNED, Deed.WRITE): ReportState.RETURNED,
    (ReportState.DRAFT, Deed.SUBMIT): ReportState.SUBMITTED,
    (ReportState.RETURNED, Deed.SUBMIT): ReportState.SUBMITTED,
    (ReportState.SUBMITTED, Deed.RETURN): ReportState.RETURNED,
    (ReportState.SUBMITTED, Deed.ACCEPT): ReportState.ACCEPTED,
}
"""Every path that there is; an accepted report has none."""


def after(state: ReportState, deed: Deed) -> ReportState | None:
    """Return the state after the deed, or none where the deed is not open.

    >>> after(ReportState.SUBMITTED, Deed.ACCEPT), after(ReportState.ACCEPTED, Deed.WRITE)
    (<ReportState.ACCEPTED: 'accepted'>, None)
    """
    return NEXT.get((state, deed))


@dataclass(frozen=True, slots=True)
class Written:
    """What has been written in one part of the form."""

    text: str = ""
    not_made_because: str = ""

    @property
    def is_answered(self) -> bool:
        """Tell whether the part holds a text or a reason."""
        return bool(self.text.strip() or self.not_made_because.strip())


def missing_parts(written: Mapping[SectionKind, Written], *, has_unexplained: bool) -> list[SectionKind]:
    """Return the parts that must be written before the report can be submitted, in the order of the form.

    `has_unexplained` is true when something was left undone and nobody has said why: then the report must (FOL-05).
    """
    demanded: Collection[SectionKind] = {*DEMANDED, *PERSPECTIVES}
    if has_unexplained:
        demanded = {*demanded, SectionKind.NOT_DONE}
    return [kind for kind in SectionKind if kind in demanded and not written.get(kind, Written()).is_answered]
