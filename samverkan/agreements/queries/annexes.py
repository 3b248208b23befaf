"""Questions about annexes and their versions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import INSIGHT_ONLY
from samverkan.accounts.models import User
from samverkan.agreements.models import Agreement, Annex, AnnexNotice, AnnexSignature, AnnexVersion, KeptTerm, PartyUnit
from samverkan.agreements.queries.agreements import agreements_visible_to, term_of, terms_on, wording_on
from samverkan.agreements.rules.annexes import AnnexRule, VersionFacts, annex_in_force, rule_for
from samverkan.agreements.words import AnnexState
from samverkan.ground.terms import TermKind
from samverkan.ground.words import AnnexKind, GroupKind
from samverkan.groups.models import Group, Seat
from samverkan.groups.words import PREPARES_FOR
from samverkan.organisation.models import Dated
from samverkan.priorities.models import Area, AreaList

OVERALL_KINDS = frozenset({GroupKind.OVERALL_STEERING, GroupKind.OVERALL_PREPARATION})


def may_read_drafts(actor: Actor) -> bool:
    """Tell whether unfinished texts are open to the actor: not to those who have insight only."""
    return bool(actor.roles) and not actor.roles <= INSIGHT_ONLY


def annexes_visible_to(actor: Actor) -> QuerySet[Annex]:
    """Return the annexes of the agreements that the actor may see."""
    return Annex.objects.filter(agreement__in=agreements_visible_to(actor).values("pk")).select_related(
        "agreement__unit", "agreement__overall"
    )


def annex_for(actor: Actor, annex_id: int) -> Annex:
    """Return the annex, or answer as if it did not exist."""
    annex = annexes_visible_to(actor).filter(pk=annex_id).first()
    if annex is None:
        raise Http404
    return annex


def annex_versions_visible_to(actor: Actor) -> QuerySet[AnnexVersion]:
    """Return the versions that the actor may see: all, or for those with insight only the valid ones."""
    versions = AnnexVersion.objects.filter(annex__in=annexes_visible_to(actor).values("pk")).select_related(
        "annex__agreement__unit", "annex__agreement__overall", "decision__group", "matter__group", "document"
    )
    return versions if may_read_drafts(actor) else versions.filter(state=AnnexState.VALID)


def annex_version_for(actor: Actor, version_id: int) -> AnnexVersion:
    """Return the version, or answer as if it did not exist."""
    version = annex_versions_visible_to(actor).filter(pk=version_id).first()
    if version is None:
        raise Http404
    return version


def facts_of(version: AnnexVersion) -> VersionFacts:
    """Return what the rules need of the version, as plain values."""
    return VersionFacts(
        id=version.pk,
        number=version.number,
        state=AnnexState(version.state),
        dated_on=version.dated_on,
        is_attached=version.attached_at is not None,
        is_decided=version.decision_id is not None,
        needs_decision=version.needs_decision,
    )


def version_in_force(versions: Iterable[AnnexVersion], on: date) -> AnnexVersion | None:
    """Return the version that is the annex in force on the day, if there is one."""
    versions = list(versions)
    holding = annex_in_force((facts_of(version) for version in versions), on)
    return next((version for version in versions if holding is not None and version.pk == holding.id), None)


def annex_rule(annex: Annex, on: date) -> AnnexRule:
    """Return what the agreement demands of a new version of the annex, by the terms of the day."""
    return rule_for(AnnexKind(annex.kind), terms_on(annex.agreement_id, on))


def group_of(agreement: Agreement, kind: GroupKind, *, on: date) -> Group | None:
    """Return the group of the kind that the agreement's term means: the unit's own, or the municipality's."""
    unit = agreement.unit
    if unit is None:
        return None
    unit_id = (unit.municipality_id or unit.pk) if kind in OVERALL_KINDS else unit.pk
    return (
        Group.objects.filter(Dated.holding(on), kind=kind, unit_id=unit_id)
        .select_related("unit", "parent")
        .order_by("valid_from", "pk")
        .first()
    )


def preparing_group(deciding: Group, *, on: date) -> Group | None:
    """Return the group that prepares matters for the deciding one, if there is one (DEC-09)."""
    kinds = [below for below, above in PREPARES_FOR.items() if above == deciding.kind]
    return (
        Group.objects.filter(Dated.holding(on), kind__in=kinds, parent=deciding)
        .select_related("unit", "parent")
        .order_by("valid_from", "pk")
        .first()
    )


def members_of(group: Group, *, on: date) -> list[User]:
    """Return the people who hold seats in the group on the day, each once, in order."""
    holders = Seat.objects.filter(Dated.holding(on), group=group, holder__isnull=False, holder__is_active=True)
    return list(User.objects.filter(pk__in=holders.values("holder_id")).order_by("pk"))


def areas_on(agreement: Agreement, on: date) -> list[tuple[int, str]]:
    """Return id and name of the municipality's priority areas on the day (SIT-05)."""
    unit = agreement.unit
    if unit is None:
        return []
    lists = AreaList.objects.filter(
        Dated.holding(on), municipality_id=unit.municipality_id or unit.pk, is_draft=False
    ).order_by("-valid_from", "-pk")
    return list(Area.objects.filter(area_list__in=lists.values("pk")[:1]).values_list("pk", "name"))


def area_names(ids: Iterable[str]) -> dict[str, str]:
    """Return the names of areas by their ids as texts."""
    return {str(area.pk): area.name for area in Area.objects.filter(pk__in=[int(text) for text in ids])}


def versions_of(annex: Annex, actor: Actor) -> list[AnnexVersion]:
    """Return the versions of an annex that the actor may see, newest first."""
    return list(annex_versions_visible_to(actor).filter(annex=annex).order_by("-number"))


def party_units_of(agreement_id: int) -> list[PartyUnit]:
    """Return the units that have entered the agreement, in its order."""
    return list(PartyUnit.objects.filter(agreement_id=agreement_id).order_by("order", "pk"))


def signatures_of(version: AnnexVersion) -> list[AnnexSignature]:
    """Return the parties' signatures under the version."""
    return list(version.signatures.all())


def proofs_of(version: AnnexVersion) -> list[AnnexNotice]:
    """Return the notices of the version, with recipients and receipts (AGR-18)."""
    return list(version.notices.select_related("notice__recipient", "group").order_by("notice__recipient__name"))


def untold_annexes(agreements: Iterable[Agreement], *, on: date) -> list[tuple[Agreement, AnnexVersion]]:
    """Return the annexes in force that a decision made and that nobody has been notified of (AGR-18): two queries.

    Only where the wording of the day names a group to notify. The agreements must be fetched by `with_life`.
    """
    wordings = {wording.pk: agreement for agreement in agreements if (wording := wording_on(agreement, on)) is not None}
    terms = KeptTerm.objects.filter(version_id__in=wordings, kind=TermKind.ANNEX_UPDATE)
    in_force = []
    for kept in terms.order_by("version_id", "pk"):
        agreement, term = wordings[kept.version_id], term_of(kept)
        for annex in agreement.annexes.all():
            version = version_in_force(annex.valid_versions, on)  # type: ignore[attr-defined]  # prefetched
            if version and version.decision_id and rule_for(AnnexKind(annex.kind), (term,)).notify:
                in_force.append((agreement, version))
    told = set(
        AnnexNotice.objects.filter(annex_version__in=[version.pk for _agreement, version in in_force]).values_list(
            "annex_version_id", flat=True
        )
    )
    return [(agreement, version) for agreement, version in in_force if version.pk not in told]
