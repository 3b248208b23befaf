"""What the pages of agreements are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from samverkan.agreements.models import Agreement, Annex
from samverkan.agreements.pages.terms import sentence_of
from samverkan.agreements.queries.agreements import (
    flags_on,
    is_annex_missing,
    revision_dates,
    standing_on,
    term_of,
    wording_on,
)
from samverkan.agreements.rules.agreements import RUNNING, is_revision_due
from samverkan.agreements.words import AmendmentState, ExtensionConflict, Flag, Standing
from samverkan.ground.words import AnnexKind, Tier

FLAG_LOOKS = {
    Flag.REVISION_DUE: "due",
    Flag.ANNEX_MISSING: "missing",
    Flag.UNSIGNED: "awaiting_signatures",
    Flag.CONFLICTING_EXTENSION: "breached",
}
STANDING_LOOKS = {Standing.WITHOUT_OVERALL: "not_valid"}


AMENDMENT_LOOKS = {
    AmendmentState.DRAFT: "draft",
    AmendmentState.SIGNING: "awaiting_signatures",
    AmendmentState.SIGNED: "signed",
    AmendmentState.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A state with the look of the theme and its own word."""

    look: str
    text: str


def standing_tag(standing: Standing) -> Tag:
    """Return how a standing is drawn."""
    return Tag(STANDING_LOOKS.get(standing, standing.value), gettext(standing.label))


def flag_tags(flags: Iterable[Flag]) -> tuple[Tag, ...]:
    """Return how flags are drawn."""
    return tuple(Tag(FLAG_LOOKS[flag], gettext(flag.label)) for flag in flags)


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement in the list."""

    id: int
    title: str
    unit: str
    valid_from: date | None
    last_day: date | None
    is_ended: bool
    standing: Tag
    flags: tuple[Tag, ...]
    registry_number: str = ""
    revision: date | None = None

    @classmethod
    def of(cls, agreement: Agreement, on: date) -> AgreementRow:
        """Make the row of an agreement fetched by `with_life`."""
        standing = standing_on(agreement, on)
        is_running = standing in RUNNING
        return cls(
            id=agreement.pk,
            title=agreement.title,
            unit=agreement.unit.name if agreement.unit else "",
            valid_from=agreement.valid_from,
            last_day=last_day(agreement.valid_until),
            is_ended=standing in (Standing.ENDED, Standing.SUPERSEDED),
            standing=standing_tag(standing),
            flags=flag_tags(flags_on(agreement, on)) if is_running else (),
            registry_number=agreement.registry_number,
            revision=min(revision_dates(agreement, on).values(), default=None) if is_running else None,
        )


def last_day(until: date | None) -> date | None:
    """Return the last day of a term whose end is exclusive."""
    return date.fromordinal(until.toordinal() - 1) if until else None


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft that waits for a review."""

    id: int
    title: str
    file_name: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """All agreements that the actor may see, as they stand on the day."""

    on: date
    drafts: tuple[DraftRow, ...]
    overall: tuple[AgreementRow, ...]
    local: tuple[AgreementRow, ...]
    ended: tuple[AgreementRow, ...]
    may_import: bool
    may_register: bool

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not (self.drafts or self.overall or self.local or self.ended)

    @classmethod
    def of(
        cls,
        agreements: Sequence[Agreement],
        drafts: Sequence[Agreement],
        *,
        on: date,
        may_import: bool,
        may_register: bool,
    ) -> ListPage:
        """Shape the agreements (fetched by `with_life`) for the list."""
        rows = [(agreement, AgreementRow.of(agreement, on)) for agreement in agreements]
        return cls(
            on=on,
            drafts=tuple(
                DraftRow(draft.pk, draft.title, draft.source.name if draft.source else "") for draft in drafts
            ),
            overall=tuple(row for agreement, row in rows if agreement.tier == Tier.OVERALL and not row.is_ended),
            local=tuple(
                sorted(
                    (row for agreement, row in rows if agreement.tier == Tier.LOCAL and not row.is_ended),
                    key=lambda row: (row.unit, row.title),
                )
            ),
            ended=tuple(row for _, row in rows if row.is_ended),
            may_import=may_import,
            may_register=may_register,
        )


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A unit that has entered the agreement, with its data as the agreement states them."""

    id: int
    side: str
    name: str
    unit: str
    unit_id: int
    label: str
    organisation_number: str
    postal_address: str
    superior: str


@dataclass(frozen=True, slots=True)
class TermRow:
    """A rule of the agreement: what it demands, its clause, the quoted sentence, the requirements behind."""

    sentence: str
    kind: str
    quote: str
    requirements: str


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """The rules under one heading of the agreement."""

    clause: str
    terms: tuple[TermRow, ...]


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """An annex with the version that was valid on the day."""

    id: int
    number: int
    title: str
    number_is_stated: bool
    kind: str
    version: int | None
    version_id: int | None
    dated_on: date | None
    is_missing: bool
    is_overall: bool
    revision: date | None
    is_revision_due: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """A party's signature, or that it is missing."""

    party: str
    side: str
    name: str = ""
    function: str = ""
    signed_on: date | None = None
    scan_name: str = ""


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One of the identical copies."""

    number: int
    party: str
    handed_over_on: date | None
    kept_at: str


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """A consultation between the parties."""

    held_on: date
    municipality_by: str
    police_by: str
    result: str
    concludes_revision: bool


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """An extension with the conditions it did not meet."""

    decided_on: date
    old_last_day: date | None
    new_last_day: date | None
    reason: str
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A wording of the agreement."""

    number: int
    in_force_from: date
    title: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """A change that is being written, signed or was signed."""

    id: int
    title: str
    state: Tag


@dataclass(frozen=True, slots=True)
class Link:
    """An agreement in the chain."""

    id: int
    title: str
    is_open: bool
    registry_number: str = ""


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """The agreement as it stood, or stands, on a day."""

    id: int
    title: str
    tier: Tier
    unit: str
    on: date
    is_today: bool
    standing: Tag
    flags: tuple[Tag, ...]
    is_running: bool
    registry_number: str
    decision_reference: str
    signed_on: date | None
    valid_from: date | None
    last_day: date | None
    ended_because: str
    purpose: str
    unaffected: str
    rule_set: str
    source_id: int | None
    source_name: str
    text: str
    overall: Link | None
    supersedes: Link | None
    superseded_by: tuple[Link, ...]
    parties: tuple[PartyRow, ...]
    clauses: tuple[ClauseRow, ...]
    annexes: tuple[AnnexRow, ...]
    signatures: tuple[SignatureRow, ...]
    copies: tuple[CopyRow, ...]
    consultations: tuple[ConsultationRow, ...]
    extensions: tuple[ExtensionRow, ...]
    versions: tuple[VersionRow, ...]
    amendments: tuple[AmendmentRow, ...]
    revision: date | None
    may_keep: bool
    may_extend: bool
    date_form: Any = None
    overall_choices: tuple[Link, ...] = field(default_factory=tuple)

    @property
    def unsigned(self) -> bool:
        """Tell whether a signature is missing."""
        return any(not row.name for row in self.signatures)

    @classmethod
    def of(
        cls,
        agreement: Agreement,
        *,
        on: date,
        today: date,
        visible: frozenset[int],
        may_keep: bool,
        date_form: Any = None,
        newer_overall: Sequence[Agreement] = (),
    ) -> AgreementPage:
        """Shape an agreement fetched by `with_life` and `in_full`, as of a day.

        `visible` are the ids of the agreements in its chain that the reader may open.
        """

        def link(other: Agreement | None) -> Link | None:
            return Link(other.pk, other.title, other.pk in visible, other.registry_number) if other else None

        standing = standing_on(agreement, on)
        is_running = standing in RUNNING
        version = wording_on(agreement, on) or next(iter(agreement.versions.all()), None)
        revisions = revision_dates(agreement, on)
        signatures = {
            signature.party_unit_id: signature
            for signature in agreement.signatures.all()
            if signature.amendment_id is None and signature.signed_on <= on
        }
        successors = [link(later) for later in agreement.superseded_by.all() if later.state == "adopted"]
        return cls(
            id=agreement.pk,
            title=agreement.title,
            tier=Tier(agreement.tier),
            unit=agreement.unit.name if agreement.unit else "",
            on=on,
            is_today=on == today,
            standing=standing_tag(standing),
            flags=flag_tags(flags_on(agreement, on)) if is_running else (),
            is_running=is_running,
            registry_number=agreement.registry_number,
            decision_reference=agreement.decision_reference,
            signed_on=agreement.signed_on,
            valid_from=agreement.valid_from,
            last_day=last_day(agreement.valid_until),
            ended_because=agreement.ended_because,
            purpose=agreement.purpose,
            unaffected=agreement.unaffected,
            rule_set=agreement.rule_set,
            source_id=agreement.source_id,
            source_name=agreement.source.name if agreement.source else "",
            text=version.text if version else "",
            overall=link(agreement.overall),
            supersedes=link(agreement.supersedes),
            superseded_by=tuple(later for later in successors if later),
            parties=tuple(
                PartyRow(
                    id=row.pk,
                    side=row.side,
                    name=row.name,
                    unit=row.unit.name if row.unit.name != row.name else "",
                    unit_id=row.unit_id,
                    label=row.label,
                    organisation_number=row.organisation_number,
                    postal_address=row.postal_address,
                    superior=row.superior,
                )
                for row in agreement.party_units.all()
            ),
            clauses=clauses_of(version.terms.all() if version else ()),
            annexes=tuple(annex_row(agreement, annex, on, revisions) for annex in agreement.annexes.all()),
            signatures=tuple(
                SignatureRow(
                    party=row.name,
                    side=row.side,
                    name=signed.name if (signed := signatures.get(row.pk)) else "",
                    function=signed.function if signed else "",
                    signed_on=signed.signed_on if signed else None,
                    scan_name=signed.scan.name if signed and signed.scan else "",
                )
                for row in agreement.party_units.all()
            ),
            copies=tuple(
                CopyRow(copy.number, copy.party_unit.name if copy.party_unit else "", copy.handed_over_on, copy.kept_at)
                for copy in agreement.copies.all()
            ),
            consultations=tuple(
                ConsultationRow(row.held_on, row.municipality_by, row.police_by, row.result, row.concludes_revision)
                for row in agreement.consultations.all()
                if row.held_on <= on
            ),
            extensions=tuple(
                ExtensionRow(
                    decided_on=row.decided_on,
                    old_last_day=last_day(row.old_until),
                    new_last_day=last_day(row.new_until),
                    reason=row.reason,
                    conflicts=tuple(
                        gettext(conflict.label) for conflict in ExtensionConflict if conflict.value in row.conflicts
                    ),
                )
                for row in agreement.extensions.all()
            ),
            versions=tuple(
                VersionRow(
                    row.number,
                    row.in_force_from,
                    row.amendment.title if row.amendment else "",
                    version is not None and row.pk == version.pk,
                )
                for row in agreement.versions.all()
            ),
            amendments=tuple(
                AmendmentRow(row.pk, row.title, Tag(AMENDMENT_LOOKS[state], gettext(state.label)))
                for row in agreement.amendments.all()
                for state in AmendmentState
                if state.value == row.state and (may_keep or state == AmendmentState.SIGNED)
            ),
            revision=revisions.get("agreement"),
            may_keep=may_keep,
            may_extend=may_keep and agreement.valid_until is not None and not successors,
            date_form=date_form,
            overall_choices=tuple(
                Link(other.pk, other.title, True) for other in newer_overall if other.pk != agreement.overall_id
            ),
        )


def clauses_of(kept: Iterable[Any]) -> tuple[ClauseRow, ...]:
    """Return the terms under the headings they stand under, in order."""
    grouped: dict[str, list[TermRow]] = {}
    for row in kept:
        term = term_of(row)
        grouped.setdefault(term.clause, []).append(
            TermRow(sentence_of(term), gettext(term.kind.label), term.quote, ", ".join(term.requirements))
        )
    return tuple(ClauseRow(clause, tuple(rows)) for clause, rows in grouped.items())


def annex_row(agreement: Agreement, annex: Annex, on: date, revisions: dict[str, date]) -> AnnexRow:
    """Return an annex with the version that was valid on the day."""
    valid = [version for version in annex.valid_versions if version.dated_on and version.dated_on <= on]  # type: ignore[attr-defined]  # prefetched
    version = valid[-1] if valid else None
    revision = revisions.get(annex.kind)
    return AnnexRow(
        id=annex.pk,
        number=annex.number,
        title=annex.title,
        number_is_stated=annex.number_is_stated,
        kind=annex.kind,
        version=version.number if version else None,
        version_id=version.pk if version else None,
        dated_on=version.dated_on if version else None,
        is_missing=is_annex_missing(agreement, annex, on),
        is_overall=annex.kind == AnnexKind.OVERALL_AGREEMENT,
        revision=revision,
        is_revision_due=revision is not None and is_revision_due(revision, on=on),
        text=version.text if version else "",
    )


@dataclass(frozen=True, slots=True)
class DeedPage:
    """A form for one deed with an agreement."""

    id: int
    title: str
    form: Any
    effect: str = ""
    note: str = ""
