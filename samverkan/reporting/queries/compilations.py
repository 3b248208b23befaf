"""Questions about compilations and letters back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import may_prepare
from samverkan.accounts.models import User
from samverkan.ground.words import GroupKind
from samverkan.groups.models import Seat
from samverkan.groups.queries import in_scope
from samverkan.organisation.models import Dated, Unit
from samverkan.reporting.models import Compilation, Paragraph, ReturnLetter
from samverkan.reporting.queries.reports import has_insight_only, preparers_of
from samverkan.reporting.rules.numbers import numbers_in, uncounted_numbers
from samverkan.reporting.words import CompilationState


def run_by(actor: Actor) -> list[int]:
    """Return the municipalities whose reporting the actor leads."""
    return [key for key in actor.municipality_ids if may_prepare(actor, key)]


def compilations_visible_to(actor: Actor) -> QuerySet[Compilation]:
    """Return the settled compilations of the actor's municipalities, and drafts where the actor sees the whole city.

    Who is only elected never sees a draft (REP-13).
    """
    if actor.user_id is None or not actor.posts:
        return Compilation.objects.none()
    seen = Q(state=CompilationState.SETTLED, period__municipality_id__in=actor.municipality_ids)
    if not has_insight_only(actor):
        seen |= Q(period__municipality_id__in=[*run_by(actor), *actor.city_wide_ids])
    return Compilation.objects.filter(seen).select_related("period__municipality", "next_plan__unit")


def compilation_for_reading(actor: Actor, compilation_id: int) -> Compilation:
    """Return the compilation, or answer as if it did not exist."""
    found = compilations_visible_to(actor).filter(pk=compilation_id).first()
    if found is None:
        raise Http404
    return found


def compilation_for(municipality_id: int, year: int) -> Compilation | None:
    """Return the municipality's last settled compilation of the year. The caller has passed its own gate."""
    found = Compilation.objects.filter(
        period__municipality_id=municipality_id, period__year=year, state=CompilationState.SETTLED
    ).select_related("period")
    return found.order_by("-period__ends_on", "period__starts_on").first()


def paragraphs_of(compilation: Compilation) -> list[Paragraph]:
    """Return the paragraphs in order. The caller has passed the compilation's gate."""
    return list(compilation.paragraphs.select_related("area").order_by("order", "pk"))


def paragraph_for(actor: Actor, paragraph_id: int) -> Paragraph:
    """Return the paragraph, or answer as if it did not exist."""
    found = (
        Paragraph.objects.filter(compilation__in=compilations_visible_to(actor).values("pk"), pk=paragraph_id)
        .select_related("area", "compilation__period__municipality")
        .first()
    )
    if found is None:
        raise Http404
    return found


def uncounted_in(paragraph: Paragraph, text: str) -> list[str]:
    """Return the numbers of a wording that neither the drafted wording nor the paragraph's figures give."""
    figures = " ".join(
        str(value)
        for figure in paragraph.figures
        for value in (figure["shown"], figure["value"], figure["denominator"])
    )
    return uncounted_numbers(text, numbers_in(f"{paragraph.drafted_text} {figures}"))


def letters_visible_to(actor: Actor) -> QuerySet[ReturnLetter]:
    """Return the letters: to whom they went once they are sent, before that to the central group."""
    if actor.user_id is None:
        return ReturnLetter.objects.none()
    seen = Q(sent_at__isnull=False) & in_scope(actor)
    if not has_insight_only(actor):
        seen |= Q(compilation__period__municipality_id__in=run_by(actor))
    return ReturnLetter.objects.filter(seen).select_related("unit", "compilation__period__municipality")


def letter_for(actor: Actor, letter_id: int) -> ReturnLetter:
    """Return the letter, or answer as if it did not exist."""
    found = letters_visible_to(actor).filter(pk=letter_id).first()
    if found is None:
        raise Http404
    return found


def letters_of(actor: Actor, compilation: Compilation) -> list[ReturnLetter]:
    """Return the compilation's letters that the actor may see, by district."""
    return list(letters_visible_to(actor).filter(compilation=compilation).order_by("unit__name"))


def letter_receivers(units: Iterable[Unit], *, on: date) -> dict[int, list[User]]:
    """Return by unit who a letter goes to: members of its groups and those who prepare there (COM-09)."""
    units = list(units)
    found = {key: {user.pk: user for user in users} for key, users in preparers_of(units, on=on).items()}
    seats = (
        Seat.objects.filter(
            Dated.holding(on), Dated.holding(on, "group__"), group__unit__in=units, holder__is_active=True
        )
        .exclude(group__kind=GroupKind.WORKING)
        .select_related("holder", "group")
    )
    for seat in seats:
        if seat.holder is not None:
            found[seat.group.unit_id][seat.holder.pk] = seat.holder
    return {key: list(users.values()) for key, users in found.items()}
