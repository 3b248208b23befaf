"""Questions about amendments."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils.timezone import localdate

from samverkan.access.actor import Actor
from samverkan.agreements.models import Agreement, Amendment, Annex, Consultation, Signature, Version
from samverkan.agreements.queries.agreements import agreements_visible_to, terms_on
from samverkan.agreements.queries.annexes import annex_versions_visible_to, annexes_visible_to, may_read_drafts
from samverkan.agreements.rules.amendments import unmet_conditions
from samverkan.agreements.words import AgreementState, AmendmentState
from samverkan.ground.words import Tier


def amendments_visible_to(actor: Actor) -> QuerySet[Amendment]:
    """Return the amendments that the actor may see: all, or for those with insight only the signed ones."""
    amendments = Amendment.objects.filter(agreement__in=agreements_visible_to(actor).values("pk")).select_related(
        "agreement__unit", "agreement__overall", "base"
    )
    return amendments if may_read_drafts(actor) else amendments.filter(state=AmendmentState.SIGNED)


def amendment_for(actor: Actor, amendment_id: int) -> Amendment:
    """Return the amendment, or answer as if it did not exist."""
    amendment = amendments_visible_to(actor).filter(pk=amendment_id).first()
    if amendment is None:
        raise Http404
    return amendment


def latest_version(agreement: Agreement) -> Version | None:
    """Return the last wording, whether it has begun to apply or not."""
    return Version.objects.filter(agreement=agreement).order_by("-number").first()


def kept_terms(version: Version) -> list[dict[str, Any]]:
    """Return the terms of a wording as JSON values."""
    return [
        {
            "key": kept.key,
            "kind": kept.kind,
            "clause": kept.clause,
            "requirements": list(kept.requirements),
            "parameters": kept.parameters,
            "quote": kept.quote,
        }
        for kept in version.terms.all()
    ]


def was_consulted(agreement: Agreement, base: Version, *, on: date) -> bool:
    """Tell whether the parties have consulted each other since the wording was agreed (AGR-07)."""
    consultations = Consultation.objects.filter(agreement=agreement, held_on__lte=on)
    if base.amendment is not None and base.amendment.sent_at is not None:
        consultations = consultations.filter(held_on__gte=localdate(base.amendment.sent_at))
    return consultations.exists()


def is_in_force(agreement: Agreement | None, *, on: date) -> bool:
    """Tell whether the agreement is adopted, has begun and has neither ended nor been replaced on the day."""
    if agreement is None or agreement.state != AgreementState.ADOPTED or agreement.valid_from is None:
        return False
    if on < agreement.valid_from or (agreement.valid_until is not None and on >= agreement.valid_until):
        return False
    return not agreement.superseded_by.filter(Q(state=AgreementState.ADOPTED), valid_from__lte=on).exists()


def unmet_on(amendment: Amendment, *, on: date) -> tuple[tuple[str, str], ...]:
    """Return the agreement's conditions for revision that are not met on the day, each with its way on (AGR-07)."""
    agreement = amendment.agreement
    overall = agreement if agreement.tier == Tier.OVERALL else agreement.overall
    return unmet_conditions(
        terms_on(agreement.pk, on),
        was_consulted=was_consulted(agreement, amendment.base, on=on),
        overall_in_force=is_in_force(overall, on=on),
    )


def signatures_of(amendment: Amendment) -> list[Signature]:
    """Return the parties' signatures under the amendment."""
    return list(amendment.signatures.all())


def version_made_by(amendment: Amendment) -> Version | None:
    """Return the wording that the amendment made, if all have signed it."""
    return Version.objects.filter(amendment=amendment).first()


def versions_of(agreement: Agreement) -> list[Version]:
    """Return the wordings of an agreement, oldest first."""
    return list(agreement.versions.order_by("number"))


def agreements_with_several_versions(actor: Actor) -> list[tuple[Agreement, int]]:
    """Return the agreements that have more than one wording, with their number."""
    counted = agreements_visible_to(actor).annotate(wordings=Count("versions")).filter(wordings__gt=1)
    return [(agreement, agreement.wordings) for agreement in counted.order_by("title")]


def annexes_with_several_versions(actor: Actor) -> list[tuple[Annex, int]]:
    """Return the annexes of which the actor may see more than one version, with their number."""
    visible = annex_versions_visible_to(actor).values("pk")
    counted = (
        annexes_visible_to(actor)
        .annotate(seen=Count("versions", filter=Q(versions__in=visible)))
        .filter(seen__gt=1)
        .order_by("agreement__title", "number")
    )
    return [(annex, annex.seen) for annex in counted]
