"""Questions about agreements: which an actor may see, and what applied on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.agreements.models import Agreement, PartyUnit, Version
from samverkan.agreements.words import AgreementState
from samverkan.ground.terms import Term, TermKind
from samverkan.groups.queries import in_scope


def agreements_visible_to(actor: Actor) -> QuerySet[Agreement]:
    """Return the agreements of the actor's units, those a unit of the actor has entered, and own imports.

    A draft without a unit is shown to the person who imported it.
    """
    if actor.user_id is None or not actor.posts:
        return Agreement.objects.none()
    entered = PartyUnit.objects.filter(unit_id__in=actor.own_unit_ids).values("agreement_id")
    return Agreement.objects.filter(
        in_scope(actor)
        | Q(pk__in=entered, state=AgreementState.ADOPTED)
        | Q(unit__isnull=True, importer_id=actor.user_id)
    ).select_related("unit", "overall")


def agreement_for(actor: Actor, agreement_id: int) -> Agreement:
    """Return the agreement, or answer as if it did not exist."""
    agreement = agreements_visible_to(actor).filter(pk=agreement_id).first()
    if agreement is None:
        raise Http404
    return agreement


def version_on(agreement_id: int, on: date) -> Version | None:
    """Return the wording that applied on the day; before the first one's start, the first."""
    versions = Version.objects.filter(agreement_id=agreement_id)
    return (
        versions.filter(in_force_from__lte=on).order_by("-in_force_from", "-number").first()
        or versions.order_by("number").first()
    )


def terms_on(agreement_id: int, on: date) -> tuple[Term, ...]:
    """Return the terms of the wording that applied on the day: two or three queries. Empty for a draft."""
    version = version_on(agreement_id, on)
    if version is None:
        return ()
    return tuple(
        Term(
            key=kept.key,
            kind=TermKind(kept.kind),
            clause=kept.clause,
            requirements=tuple(kept.requirements),
            parameters=kept.parameters,
            quote=kept.quote,
        )
        for kept in version.terms.all()
    )
