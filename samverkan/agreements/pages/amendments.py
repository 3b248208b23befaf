"""What the pages of amendments and comparisons are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samverkan.agreements.forms.amendments import AmendmentForm, CompareForm, NumberField
from samverkan.agreements.forms.annexes import ReasonForm
from samverkan.agreements.models import Amendment, PartyUnit, Signature, Version
from samverkan.agreements.pages.annexes import SignatureRow, Step
from samverkan.agreements.rules.amendments import EDITABLE, changed_terms
from samverkan.agreements.rules.comparison import Change, Row
from samverkan.agreements.words import AmendmentState
from samverkan.ground.terms import TermKind
from samverkan.ground.words import AnnexKind, GroupKind, Party

LOOKS = {
    AmendmentState.DRAFT: "draft",
    AmendmentState.SIGNING: "awaiting_signatures",
    AmendmentState.SIGNED: "signed",
    AmendmentState.WITHDRAWN: "withdrawn",
}


def number_label(term: Mapping[str, Any]) -> str:
    """Return what a term's number is about, with the group or the annex it concerns."""
    parameters = term["parameters"]
    kind = TermKind(term["kind"])
    if kind == TermKind.MEETINGS_MINIMUM:
        group = parameters.get("group_kind", "")
        about = _(GroupKind(group).label) if group in list(GroupKind) else group
        return _("Least number of meetings a year: %(group)s") % {"group": about}
    if kind == TermKind.REVISION:
        subject = parameters.get("subject", "")
        about = _(AnnexKind(subject).label) if subject in list(AnnexKind) else _("the agreement")
        return _("Months between revisions: %(subject)s") % {"subject": about}
    return _("Number of identical copies")


def number_fields(terms: Sequence[Mapping[str, Any]]) -> tuple[NumberField, ...]:
    """Return the numbers of the terms that can be written in a form."""
    fields = []
    for term in terms:
        name = EDITABLE.get(TermKind(term["kind"]))
        if name is not None and isinstance(term["parameters"].get(name), int):
            fields.append(NumberField(term["key"], number_label(term), term["parameters"][name]))
    return tuple(fields)


@dataclass(frozen=True, slots=True)
class TermChange:
    """A number that the amendment changes."""

    label: str
    before: int | None
    after: int | None


def term_changes(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> tuple[TermChange, ...]:
    """Return the numbers that differ between two lists of terms."""
    changes = []
    for before, after in changed_terms(old, new):
        either = after or before
        name = EDITABLE.get(TermKind(either["kind"]))
        if name is not None:
            changes.append(
                TermChange(
                    number_label(either),
                    before.get("parameters", {}).get(name),
                    after.get("parameters", {}).get(name),
                )
            )
    return tuple(changes)


@dataclass(frozen=True, slots=True)
class DiffRow:
    """A sentence before and after, as the parts of the look want it."""

    label: str
    before: str
    after: str


def diff_rows(rows: Sequence[Row], *, everything: bool) -> tuple[DiffRow, ...]:
    """Return the changed sentences, or all of them, each named after its heading."""
    return tuple(
        DiffRow(
            _("%(heading)s, sentence %(number)s") % {"heading": row.heading, "number": row.number}
            if row.heading
            else _("Sentence %(number)s") % {"number": row.number},
            row.before,
            row.after,
        )
        for row in rows
        if everything or row.change != Change.SAME
    )


def amendment_signature_rows(units: Sequence[PartyUnit], signatures: Sequence[Signature]) -> tuple[SignatureRow, ...]:
    """Return a row for each unit that is to sign, in the agreement's order."""
    by_unit = {signature.party_unit_id: signature for signature in signatures}
    return tuple(
        SignatureRow(
            unit.name,
            Party(unit.side),
            by_unit[unit.pk].name if unit.pk in by_unit else "",
            by_unit[unit.pk].function if unit.pk in by_unit else "",
            by_unit[unit.pk].signed_on if unit.pk in by_unit else None,
        )
        for unit in units
    )


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """An amendment: what it changes, how far it has come, who has signed, and what can be done."""

    id: int
    title: str
    reason: str
    agreement_id: int
    agreement_title: str
    state: AmendmentState
    look: str
    base_number: int
    in_force_from: date
    applies_from: date | None
    version_number: int | None
    steps: tuple[Step, ...]
    rows: tuple[DiffRow, ...]
    changes: tuple[TermChange, ...]
    difference: str
    sha256: str
    sent_at: datetime | None
    signatures: tuple[SignatureRow, ...]
    unmet: tuple[tuple[str, str], ...]
    may_edit: bool
    may_send: bool
    may_sign: bool
    may_withdraw: bool

    @classmethod
    def of(
        cls,
        amendment: Amendment,
        *,
        base: Version,
        version: Version | None,
        rows: Sequence[Row],
        old_terms: Sequence[Mapping[str, Any]],
        units: Sequence[PartyUnit],
        signatures: Sequence[Signature],
        unmet: tuple[tuple[str, str], ...],
        sha256: str,
        may_prepare: bool,
        party: Party | None,
        today: date,
    ) -> AmendmentPage:
        """Return the page as it stands today."""
        state = AmendmentState(amendment.state)
        signed = amendment_signature_rows(units, signatures)
        return cls(
            id=amendment.pk,
            title=amendment.title,
            reason=amendment.reason,
            agreement_id=amendment.agreement_id,
            agreement_title=amendment.agreement.title,
            state=state,
            look=LOOKS[state],
            base_number=base.number,
            in_force_from=amendment.in_force_from,
            applies_from=version.in_force_from if version else None,
            version_number=version.number if version else None,
            steps=_steps(amendment, version, signed, today),
            rows=diff_rows(rows, everything=False),
            changes=term_changes(old_terms, amendment.terms),
            difference=amendment.difference,
            sha256=sha256,
            sent_at=amendment.sent_at,
            signatures=signed if state in {AmendmentState.SIGNING, AmendmentState.SIGNED} else (),
            unmet=unmet if state == AmendmentState.DRAFT else (),
            may_edit=may_prepare and state == AmendmentState.DRAFT,
            may_send=may_prepare and state == AmendmentState.DRAFT and not unmet,
            may_sign=may_prepare
            and state == AmendmentState.SIGNING
            and any(row.party == party and row.signed_on is None for row in signed),
            may_withdraw=may_prepare and state in {AmendmentState.DRAFT, AmendmentState.SIGNING},
        )


def _steps(
    amendment: Amendment, version: Version | None, signed: Sequence[SignatureRow], today: date
) -> tuple[Step, ...]:
    state = AmendmentState(amendment.state)
    count = sum(row.signed_on is not None for row in signed)
    is_out = state in {AmendmentState.SIGNING, AmendmentState.SIGNED}
    has_begun = version is not None and version.in_force_from <= today
    day = date_format(version.in_force_from if version else amendment.in_force_from, "DATE_FORMAT")
    signed_text = _("%(signed)s of %(signers)s have signed") % {"signed": count, "signers": len(signed)}
    sent = date_format(amendment.sent_at, "DATE_FORMAT") if amendment.sent_at else ""
    marks = [is_out, state == AmendmentState.SIGNED, has_begun]
    titles = [
        (_("Written and sent for signature"), sent),
        (_("Signed by all parties"), signed_text if is_out else ""),
        (_("Applies"), day),
    ]
    current = marks.index(False) if False in marks else len(marks)
    return tuple(
        Step(title, "done" if place < current else "current" if place == current else "coming", text)
        for place, (title, text) in enumerate(titles)
    )


@dataclass(frozen=True, slots=True)
class AmendmentFormPage:
    """Writing an amendment. `other_text` is what somebody else has saved meanwhile."""

    agreement_id: int
    agreement_title: str
    base_number: int
    form: AmendmentForm
    amendment_id: int | None = None
    title: str = ""
    other_text: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawPage:
    """Withdrawing an amendment with a reason."""

    amendment_id: int
    title: str
    form: ReasonForm


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two versions side by side. Without a choice yet, only the form is shown."""

    title: str
    back: str
    what: str
    id: int
    form: CompareForm
    before_title: str = ""
    after_title: str = ""
    rows: tuple[DiffRow, ...] = ()
    changes: tuple[TermChange, ...] = ()
    shows_all: bool = False
    changed_count: int = 0
    same_count: int = 0
    query: str = ""


@dataclass(frozen=True, slots=True)
class Comparable:
    """Something of which there are several versions."""

    what: str
    id: int
    title: str
    agreement_title: str
    count: int


@dataclass(frozen=True, slots=True)
class CompareListPage:
    """Everything that can be compared."""

    things: tuple[Comparable, ...]
