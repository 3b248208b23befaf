"""Questions about agreements: who may see which, what they say on a day, where they stand."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import may_administer, may_prepare
from samverkan.agreements.models import Agreement, AnnexVersion, Copy, KeptTerm, PartyUnit, Version
from samverkan.agreements.rules.agreements import Life, is_revision_due, next_revision, standing
from samverkan.agreements.words import AgreementState, AnnexState, Flag, Standing
from samverkan.ground.terms import Term, TermKind
from samverkan.ground.words import AnnexKind, Tier
from samverkan.groups.queries import in_scope
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind


def prepared_unit_ids(actor: Actor) -> frozenset[int]:
    """Return the units whose agreements the actor prepares."""
    units = actor.own_unit_ids | actor.municipality_ids
    return frozenset(unit_id for unit_id in units if may_prepare(actor, unit_id))


def may_import(actor: Actor) -> bool:
    """Tell whether the actor may import agreements at all: who prepares somewhere, and administrators."""
    return may_administer(actor) or bool(prepared_unit_ids(actor))


def _open_drafts(actor: Actor) -> Q:
    mine = Q(unit_id__in=prepared_unit_ids(actor))
    if actor.user_id is not None:
        mine |= Q(unit__isnull=True, importer_id=actor.user_id)
    if may_administer(actor):
        mine |= Q(unit__isnull=True) | Q(importer_id=actor.user_id) | Q(importer_id__isnull=True)
    return mine


def drafts_visible_to(actor: Actor) -> QuerySet[Agreement]:
    """Return the drafts of the units the actor prepares; a draft without a unit shows to who imported it.

    Administrators see, beside their own, the drafts that have no unit yet and those a command imported.
    """
    if not may_import(actor):
        return Agreement.objects.none()
    return Agreement.objects.filter(_open_drafts(actor), state=AgreementState.DRAFT).select_related("unit", "source")


def draft_for(actor: Actor, agreement_id: int) -> Agreement:
    """Return the draft, or answer as if it did not exist."""
    draft = drafts_visible_to(actor).filter(pk=agreement_id).first()
    if draft is None:
        raise Http404
    return draft


def agreements_visible_to(actor: Actor) -> QuerySet[Agreement]:
    """Return the adopted agreements that are open to the actor.

    Those of a unit in the actor's scope, those that one of the actor's own units is a party to, and the overall
    agreements of the actor's municipality. That a local police area serves two districts opens neither's
    agreement to the other.
    """
    if actor.user_id is None or not actor.posts:
        return Agreement.objects.none()
    units = actor.own_unit_ids - actor.municipality_ids
    party = Exists(PartyUnit.objects.filter(agreement=OuterRef("pk"), unit_id__in=units))
    overall = Q(tier=Tier.OVERALL, unit_id__in=actor.municipality_ids)
    return Agreement.objects.filter(
        in_scope(actor) | party | overall, state=AgreementState.ADOPTED, valid_from__isnull=False
    ).select_related("unit", "overall", "source", "supersedes")


def agreement_for(actor: Actor, agreement_id: int) -> Agreement:
    """Return the adopted agreement, or answer as if it did not exist."""
    agreement = agreements_visible_to(actor).filter(pk=agreement_id).first()
    if agreement is None:
        raise Http404
    return agreement


def agreement_to_keep(actor: Actor, agreement_id: int) -> Agreement:
    """Return the adopted agreement if the actor may also do deeds with it, or answer as if it did not exist."""
    agreement = agreement_for(actor, agreement_id)
    if not may_keep(actor, agreement):
        raise Http404
    return agreement


def may_keep(actor: Actor, agreement: Agreement) -> bool:
    """Tell whether the actor keeps the agreement: records signatures, copies, consultations and its end."""
    return agreement.unit_id is not None and may_prepare(actor, agreement.unit_id)


def overall_agreements_for(municipality_id: int, *, on: date) -> QuerySet[Agreement]:
    """Return the overall agreements of the municipality in force on the day, the newest first."""
    return Agreement.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=on),
        tier=Tier.OVERALL,
        state=AgreementState.ADOPTED,
        unit_id=municipality_id,
        valid_from__lte=on,
    ).order_by("-valid_from")


def with_life(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Fetch what `standing_on` and `flags_on` ask for: a fixed number of queries whatever the rows."""
    return with_standing(agreements).prefetch_related("overall__superseded_by", "party_units__unit", "signatures")


def with_standing(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Fetch what `standing_on`, `revision_dates` and `is_annex_missing` ask for, and no more: eight queries."""
    return agreements.select_related("overall").prefetch_related(
        "superseded_by",
        "extensions",
        "consultations",
        Prefetch("versions", Version.objects.order_by("number")),
        Prefetch("versions__terms", KeptTerm.objects.filter(kind=TermKind.REVISION), to_attr="revision_terms"),
        "annexes",
        Prefetch(
            "annexes__versions",
            AnnexVersion.objects.filter(state=AnnexState.VALID).order_by("dated_on", "number"),
            to_attr="valid_versions",
        ),
    )


def life_of(agreement: Agreement) -> Life:
    """Return the life of an agreement fetched by `with_life` as plain values."""
    extensions = [extension.old_until for extension in agreement.extensions.all() if extension.old_until]
    successors = [
        later.valid_from
        for later in agreement.superseded_by.all()
        if later.state == AgreementState.ADOPTED and later.valid_from
    ]
    overall = agreement.overall
    return Life(
        state=AgreementState(agreement.state),
        valid_from=agreement.valid_from,
        valid_until=agreement.valid_until,
        extended_from=min(extensions, default=None),
        superseded_on=min(successors, default=None),
        needs_overall=agreement.tier == Tier.LOCAL,
        overall=Life(AgreementState(overall.state), overall.valid_from, overall.valid_until) if overall else None,
    )


def standing_on(agreement: Agreement, on: date) -> Standing:
    """Return where an agreement fetched by `with_life` stands on the day (AGR-27)."""
    return standing(life_of(agreement), on=on)


def wording_on(agreement: Agreement, on: date) -> Version | None:
    """Return the wording that applied on the day, of an agreement fetched by `with_life`."""
    return max(
        (version for version in agreement.versions.all() if version.in_force_from <= on),
        key=lambda version: (version.in_force_from, version.number),
        default=None,
    )


def revision_dates(agreement: Agreement, on: date) -> dict[str, date]:
    """Return when the agreement and its annexes are next to be revised, by subject (AGR-11, AGR-12).

    Subjects are "agreement" or an `AnnexKind`; one without an interval in the wording of the day is not there.
    The agreement counts from its start, its last amendment or a consultation that concluded a revision; an
    annex from its latest valid version. The agreement must be fetched by `with_life`.
    """
    version = wording_on(agreement, on)
    if version is None or agreement.valid_from is None:
        return {}
    dates = {}
    for term in version.revision_terms:  # type: ignore[attr-defined]  # prefetched
        subject, months = term.parameters.get("subject"), term.parameters.get("months")
        if subject and months:
            dates[str(subject)] = next_revision(
                agreement.valid_from, int(months), _revised(agreement, str(subject)), on=on
            )
    return dates


def _revised(agreement: Agreement, subject: str) -> list[date]:
    """Return the days on which the subject has been revised."""
    if subject == "agreement":
        days = [later.in_force_from for later in agreement.versions.all() if later.number > 1]
        return days + [meeting.held_on for meeting in agreement.consultations.all() if meeting.concludes_revision]
    return [
        version.dated_on
        for annex in agreement.annexes.all()
        if annex.kind == subject
        for version in annex.valid_versions  # type: ignore[attr-defined]  # prefetched
        if version.dated_on
    ]


def is_annex_missing(agreement: Agreement, annex: object, on: date) -> bool:
    """Tell whether nothing valid lies behind the annex on the day (AGR-04).

    The overall agreement as an annex is there as soon as the agreement is linked to it.
    """
    if getattr(annex, "kind", "") == AnnexKind.OVERALL_AGREEMENT and agreement.overall_id:
        return False
    return not any(version.dated_on and version.dated_on <= on for version in getattr(annex, "valid_versions", ()))


def flags_on(agreement: Agreement, on: date) -> tuple[Flag, ...]:
    """Return what else must be said of a running agreement, fetched by `with_life` (AGR-04, AGR-10, AGR-27)."""
    flags = []
    if any(is_revision_due(due, on=on) for due in revision_dates(agreement, on).values()):
        flags.append(Flag.REVISION_DUE)
    if any(is_annex_missing(agreement, annex, on) for annex in agreement.annexes.all()):
        flags.append(Flag.ANNEX_MISSING)
    signed = {
        signature.party_unit_id
        for signature in agreement.signatures.all()
        if signature.amendment_id is None and signature.signed_on <= on
    }
    if any(party_unit.pk not in signed for party_unit in agreement.party_units.all()):
        flags.append(Flag.UNSIGNED)
    if any(extension.conflicts for extension in agreement.extensions.all() if extension.decided_on <= on):
        flags.append(Flag.CONFLICTING_EXTENSION)
    return tuple(flags)


def term_of(kept: KeptTerm) -> Term:
    """Return a stored term as a plain value."""
    return Term(
        key=kept.key,
        kind=TermKind(kept.kind),
        clause=kept.clause,
        requirements=tuple(kept.requirements),
        parameters=kept.parameters,
        quote=kept.quote,
    )


def version_on(agreement_id: int, on: date) -> Version | None:
    """Return the wording that applied on the day; before the first one's start, the first. One or two queries."""
    versions = Version.objects.filter(agreement_id=agreement_id)
    return (
        versions.filter(in_force_from__lte=on).order_by("-in_force_from", "-number").first()
        or versions.order_by("number").first()
    )


def terms_on(agreement_id: int, on: date) -> tuple[Term, ...]:
    """Return the terms of the wording that applied on the day: two or three queries. Empty for a draft."""
    version = version_on(agreement_id, on)
    return tuple(term_of(kept) for kept in version.terms.all()) if version else ()


def in_full(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Fetch what the agreement's own page shows, beside `with_life`: a fixed number of queries."""
    return with_life(agreements).prefetch_related(
        "copies__party_unit", "signatures__scan", "versions__amendment", "versions__terms", "amendments"
    )


def agreement_in_full(actor: Actor, agreement_id: int) -> Agreement:
    """Return the agreement with all that its page shows, or answer as if it did not exist."""
    agreement = in_full(agreements_visible_to(actor).filter(pk=agreement_id)).first()
    if agreement is None:
        raise Http404
    return agreement


def chain_visible_to(actor: Actor, agreement: Agreement) -> frozenset[int]:
    """Return which agreements around this one the actor may open: one query."""
    chain = [agreement.overall_id, agreement.supersedes_id, *(later.pk for later in agreement.superseded_by.all())]
    known = [pk for pk in chain if pk]
    return frozenset(agreements_visible_to(actor).filter(pk__in=known).values_list("pk", flat=True))


def municipalities_to_enter(actor: Actor) -> list[tuple[int, str]]:
    """Return the municipalities whose overall agreement the actor may enter: one query."""
    municipalities = Unit.objects.filter(kind=UnitKind.MUNICIPALITY).order_by("name")
    if not may_administer(actor):
        municipalities = municipalities.filter(pk__in=prepared_unit_ids(actor) & actor.municipality_ids)
    return list(municipalities.values_list("pk", "name"))


def may_register_overall(actor: Actor) -> bool:
    """Tell whether the actor may enter overall agreements."""
    return may_administer(actor) or bool(prepared_unit_ids(actor) & actor.municipality_ids)


def police_units() -> list[tuple[int, str]]:
    """Return the regions and areas that can be the other party of an overall agreement: one query."""
    kinds = (UnitKind.POLICE_REGION, UnitKind.POLICE_AREA)
    return list(Unit.objects.filter(kind__in=kinds).order_by("kind", "name").values_list("pk", "name"))


def unit_named(unit_id: int) -> Unit:
    """Return a unit; that units exist is open to everybody who works here."""
    return Unit.objects.get(pk=unit_id)


def parties_of(agreement: Agreement) -> list[tuple[int, str]]:
    """Return the parties for a choice. The caller has passed the agreement's gate."""
    return list(PartyUnit.objects.filter(agreement=agreement).order_by("order").values_list("pk", "name"))


def party_of(agreement: Agreement, party_unit_id: int) -> PartyUnit:
    """Return one of the agreement's parties. The caller has passed the agreement's gate."""
    party_unit = PartyUnit.objects.filter(agreement=agreement, pk=party_unit_id).first()
    if party_unit is None:
        raise Http404
    return party_unit


def copy_of(agreement: Agreement, number: int) -> Copy:
    """Return one of the agreement's copies. The caller has passed the agreement's gate."""
    copy = Copy.objects.filter(agreement=agreement, number=number).first()
    if copy is None:
        raise Http404
    return copy
