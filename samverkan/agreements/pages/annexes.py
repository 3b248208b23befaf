"""What the pages of annexes are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverkan.agreements.forms.annexes import AnnexDraftForm, OriginalForm, ReasonForm, SignForm
from samverkan.agreements.models import Annex, AnnexNotice, AnnexSignature, AnnexVersion, PartyUnit
from samverkan.agreements.rules.annexes import OPEN, AnnexRule, is_revision_late, next_revision
from samverkan.agreements.words import AnnexRoute, AnnexState
from samverkan.decisions.words import MatterState
from samverkan.ground.words import AnnexKind, Party

LOOKS = {
    AnnexState.DRAFT: "draft",
    AnnexState.SUBMITTED: "awaiting_decision",
    AnnexState.SIGNING: "awaiting_signatures",
    AnnexState.VALID: "valid",
    AnnexState.REJECTED: "rejected",
}
"""How each state is drawn; the word is the state's own."""


def _look(state: AnnexState, *, is_in_force: bool) -> str:
    """Return how a version is drawn: a valid one is in force or has been replaced."""
    if state == AnnexState.VALID:
        return "in_force" if is_in_force else "superseded"
    return LOOKS[state]


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way to a valid annex: what, how far, and what is known of it."""

    title: str
    state: str
    text: str = ""
    address: str = ""


def _staircase(steps: Sequence[tuple[str, bool, str, str]]) -> tuple[Step, ...]:
    """Mark the first step that is not done as the current one."""
    made: list[Step] = []
    current_is_found = False
    for title, is_done, text, address in steps:
        state = "done" if is_done else "coming" if current_is_found else "current"
        current_is_found = current_is_found or not is_done
        made.append(Step(title, state, text, address))
    return tuple(made)


def steps_of(
    version: AnnexVersion,
    rule: AnnexRule,
    *,
    signed: int,
    signers: int,
    told: int,
    received: int,
    notify: str,
) -> tuple[Step, ...]:
    """Return the way from draft to a dated, attached and notified annex, as far as this version has come."""
    is_valid = version.state == AnnexState.VALID
    written_on = date_format(version.created_at, "DATE_FORMAT")
    dated = date_format(version.dated_on, "DATE_FORMAT") if version.dated_on else ""
    attached = date_format(version.attached_at, "DATE_FORMAT") if version.attached_at else ""
    ends = [(_("Dated"), is_valid, dated, ""), (_("Attached"), is_valid, attached, "")]
    if is_valid and not version.needs_decision and not signed:
        return _staircase([(_("Signed with the agreement"), True, "", ""), *ends])
    start = (_("Written"), version.state not in {AnnexState.DRAFT}, written_on, "")
    if version.decision is None and (not version.needs_decision or rule.route == AnnexRoute.SIGNATURES):
        text = _("%(signed)s of %(signers)s have signed") % {"signed": signed, "signers": signers}
        return _staircase([start, (_("Signed by all parties"), is_valid, text, ""), *ends])
    matter, decision = version.matter, version.decision
    steps = [
        start,
        (
            _("Submitted"),
            version.state in {AnnexState.SUBMITTED, AnnexState.VALID},
            matter.group.name if matter and not decision else "",
            reverse("decisions:matter", args=[matter.pk]) if matter and not decision else "",
        ),
        (
            _("Decided in writing"),
            decision is not None,
            f"{decision.group.name}, {decision.reference}" if decision else "",
            reverse("decisions:decision", args=[decision.pk]) if decision else "",
        ),
        *ends,
    ]
    if rule.notify is not None:
        receipts = ngettext("%(received)s of %(told)s receipt", "%(received)s of %(told)s receipts", told)
        text = receipts % {"received": received, "told": told} if told else notify
        steps.append((_("Notified"), told > 0, text, ""))
    return _staircase(steps)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list of an annex."""

    id: int
    number: int
    state: AnnexState
    look: str
    dated_on: date | None
    basis: str
    summary: str
    is_in_force: bool
    is_open: bool

    @classmethod
    def of(cls, version: AnnexVersion, in_force: AnnexVersion | None) -> VersionRow:
        """Return the row of the version."""
        if version.decision is not None:
            basis = f"{version.decision.group.name}, {version.decision.reference}"
        elif version.state == AnnexState.VALID:
            basis = _("Signed by the parties")
        else:
            basis = ""
        state = AnnexState(version.state)
        is_in_force = in_force is not None and in_force.pk == version.pk
        return cls(
            id=version.pk,
            number=version.number,
            state=state,
            look=_look(state, is_in_force=is_in_force),
            dated_on=version.dated_on,
            basis=basis,
            summary=version.summary,
            is_in_force=is_in_force,
            is_open=version.state in OPEN,
        )


@dataclass(frozen=True, slots=True)
class AnnexPage:
    """An annex: which version is in force and why, what is being worked on, and all versions."""

    id: int
    number: int
    title: str
    kind: AnnexKind
    agreement_id: int
    agreement_title: str
    rule: AnnexRule
    in_force: VersionRow | None
    open_version: VersionRow | None
    rows: tuple[VersionRow, ...]
    steps: tuple[Step, ...]
    revision_due: date | None
    revision_is_late: bool
    overall_title: str
    overall_id: int | None
    overall_is_in_force: bool
    may_draft: bool
    may_attach_original: bool
    may_compare: bool

    @classmethod
    def of(
        cls,
        annex: Annex,
        versions: Sequence[AnnexVersion],
        rule: AnnexRule,
        *,
        in_force: AnnexVersion | None,
        steps: tuple[Step, ...],
        overall_is_in_force: bool,
        may_prepare: bool,
        today: date,
    ) -> AnnexPage:
        """Return the page as it stands today."""
        rows = tuple(VersionRow.of(version, in_force) for version in versions)
        due = next_revision(in_force.dated_on, rule.revision_months) if in_force else None
        follows = rule.route == AnnexRoute.OVERALL_AGREEMENT
        is_adopted = annex.agreement.state == "adopted"
        overall = annex.agreement.overall if follows else None
        return cls(
            id=annex.pk,
            number=annex.number,
            title=annex.title,
            kind=AnnexKind(annex.kind),
            agreement_id=annex.agreement_id,
            agreement_title=annex.agreement.title,
            rule=rule,
            in_force=next((row for row in rows if row.is_in_force), None),
            open_version=next((row for row in rows if row.is_open), None),
            rows=rows,
            steps=steps,
            revision_due=due,
            revision_is_late=is_revision_late(due, today),
            overall_title=overall.title if overall else "",
            overall_id=overall.pk if overall else None,
            overall_is_in_force=overall_is_in_force,
            may_draft=may_prepare and is_adopted and not follows and not any(row.is_open for row in rows),
            may_attach_original=may_prepare and is_adopted and not follows and not rows,
            may_compare=len(rows) > 1,
        )


@dataclass(frozen=True, slots=True)
class ProofRow:
    """Who has been notified of the version, when, and when the receipt was given (AGR-18)."""

    name: str
    group: str
    sent_at: datetime
    received_at: datetime | None

    @classmethod
    def of(cls, proof: AnnexNotice) -> ProofRow:
        """Return the row of one notice."""
        return cls(proof.notice.recipient.name, proof.group.name, proof.notice.sent_at, proof.notice.received_at)


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """A unit that is to sign, and its signature if there is one."""

    unit: str
    party: Party
    name: str = ""
    function: str = ""
    signed_on: date | None = None


def signature_rows(units: Sequence[PartyUnit], signatures: Sequence[AnnexSignature]) -> tuple[SignatureRow, ...]:
    """Return a row for each unit that has entered the agreement, in its order."""
    by_unit = {signature.party_unit_id: signature for signature in signatures}
    rows = []
    for unit in units:
        signature = by_unit.get(unit.pk)
        if signature is None:
            rows.append(SignatureRow(unit.name, Party(unit.side)))
        else:
            rows.append(
                SignatureRow(unit.name, Party(unit.side), signature.name, signature.function, signature.signed_on)
            )
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A priority area, and whether the annex touches it or why not (SIT-05)."""

    name: str
    is_touched: bool
    reason: str


@dataclass(frozen=True, slots=True)
class AnnexVersionPage:
    """One version of an annex: how far it has come, its content, and what can be done with it."""

    id: int
    number: int
    annex_id: int
    annex_number: int
    annex_title: str
    agreement_id: int
    agreement_title: str
    state: AnnexState
    look: str
    is_in_force: bool
    in_force_number: int | None
    rule: AnnexRule
    steps: tuple[Step, ...]
    text: str
    summary: str
    document_name: str
    authors: tuple[Party, ...]
    areas: tuple[AreaRow, ...]
    returned_because: str
    matter_address: str
    matter_group: str
    matter_is_withdrawn: bool
    decision_address: str
    decision_reference: str
    proofs: tuple[ProofRow, ...]
    signatures: tuple[SignatureRow, ...]
    may_edit: bool
    may_submit: bool
    may_send_back: bool
    may_sign: bool
    may_notify: bool
    may_redraft: bool
    has_other_versions: bool

    @classmethod
    def of(
        cls,
        version: AnnexVersion,
        rule: AnnexRule,
        *,
        steps: tuple[Step, ...],
        in_force: AnnexVersion | None,
        others: int,
        has_open: bool,
        proofs: Sequence[AnnexNotice],
        units: Sequence[PartyUnit],
        signatures: Sequence[AnnexSignature],
        areas: dict[str, str],
        may_prepare: bool,
        may_send_back: bool,
        party: Party | None,
    ) -> AnnexVersionPage:
        """Return the page as it stands today, for somebody of the party who may or may not prepare."""
        annex, state = version.annex, AnnexState(version.state)
        rows = signature_rows(units, signatures) if not version.needs_decision and not version.decision_id else ()
        is_signing = state == AnnexState.SIGNING
        matter, decision = version.matter, version.decision
        return cls(
            id=version.pk,
            number=version.number,
            annex_id=annex.pk,
            annex_number=annex.number,
            annex_title=annex.title,
            agreement_id=annex.agreement_id,
            agreement_title=annex.agreement.title,
            state=state,
            look=_look(state, is_in_force=in_force is not None and in_force.pk == version.pk),
            is_in_force=in_force is not None and in_force.pk == version.pk,
            in_force_number=in_force.number if in_force else None,
            rule=rule,
            steps=steps,
            text=version.text,
            summary=version.summary,
            document_name=version.document.name if version.document else "",
            authors=tuple(Party(author) for author in version.authors),
            areas=tuple(
                AreaRow(name, version.areas_touched.get(area) == "touched", version.areas_touched.get(area, ""))
                for area, name in areas.items()
            ),
            returned_because=version.returned_because,
            matter_address=reverse("decisions:matter", args=[matter.pk]) if matter else "",
            matter_group=matter.group.name if matter else "",
            matter_is_withdrawn=matter is not None and matter.state == MatterState.WITHDRAWN,
            decision_address=reverse("decisions:decision", args=[decision.pk]) if decision else "",
            decision_reference=decision.reference if decision else "",
            proofs=tuple(ProofRow.of(proof) for proof in proofs),
            signatures=rows if is_signing or any(row.signed_on for row in rows) else (),
            may_edit=may_prepare and state == AnnexState.DRAFT,
            may_submit=may_prepare and state == AnnexState.DRAFT,
            may_send_back=may_send_back and state in {AnnexState.SUBMITTED, AnnexState.SIGNING},
            may_sign=may_prepare and is_signing and any(row.party == party and row.signed_on is None for row in rows),
            may_notify=may_prepare and decision is not None and rule.notify is not None and not proofs,
            may_redraft=may_prepare and state == AnnexState.REJECTED and not has_open,
            has_other_versions=others > 0,
        )


@dataclass(frozen=True, slots=True)
class AnnexDraftPage:
    """Writing a version. `other_text` is what somebody else has saved meanwhile, shown beside one's own."""

    annex_id: int
    annex_number: int
    annex_title: str
    agreement_id: int
    agreement_title: str
    form: AnnexDraftForm
    rule: AnnexRule
    version_id: int | None = None
    document_name: str = ""
    other_text: str = ""


@dataclass(frozen=True, slots=True)
class OriginalPage:
    """Attaching the annex that was signed with the agreement."""

    annex_id: int
    annex_number: int
    annex_title: str
    agreement_id: int
    agreement_title: str
    last_day: date
    form: OriginalForm


@dataclass(frozen=True, slots=True)
class SendBackPage:
    """Sending a submitted version back with a reason."""

    version_id: int
    number: int
    annex_id: int
    annex_title: str
    form: ReasonForm


@dataclass(frozen=True, slots=True)
class SignPage:
    """Recording a signature: of an annex version or of an amendment."""

    title: str
    back: str
    back_title: str
    text: str
    sha256: str
    form: SignForm
    signatures: tuple[SignatureRow, ...] = field(default=())
