"""Questions about rounds: what is sent, to whom, and who has answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.agreements.queries.agreements import agreements_visible_to
from samverkan.agreements.queries.amendments import latest_version
from samverkan.consultations.models import Clause, Link, Material, Referral, Reminder, Round, TextChange
from samverkan.consultations.queries.access import sending_ids, sitting, writing
from samverkan.consultations.queries.cases import asked_of
from samverkan.consultations.rules.completeness import Reference, SentDocument, not_attached
from samverkan.consultations.rules.insight import Guest
from samverkan.consultations.rules.report import place_in_report
from samverkan.consultations.words import AnswerState, BodyKind, MaterialKind
from samverkan.organisation.models import Dated, Post


def round_for(actor: Actor, round_id: int) -> Round:
    """Return the round, or answer as if it did not exist: to the sender, and when sent to those who are asked."""
    found = Round.objects.filter(Q(case__municipality_id__in=sending_ids(actor)) | asked_of(actor)).select_related(
        "case__municipality", "case__agreement", "source"
    )
    round_ = found.filter(pk=round_id).first()
    if round_ is None:
        raise Http404
    return round_


def round_to_keep(actor: Actor, round_id: int) -> Round:
    """Return a round that the actor sends, or answer as if it did not exist."""
    round_ = (
        Round.objects.filter(case__municipality_id__in=sending_ids(actor))
        .select_related("case__municipality", "case__agreement", "source")
        .filter(pk=round_id)
        .first()
    )
    if round_ is None:
        raise Http404
    return round_


def materials_of(round_: Round) -> list[Material]:
    """Return the documents of the round, with their clauses: two queries. The caller has passed the round's gate."""
    return list(round_.materials.select_related("document").prefetch_related("clauses").order_by("order"))


def material_for(actor: Actor, material_id: int) -> Material:
    """Return a document of a round that is open to the actor, or answer as if it did not exist."""
    visible = Round.objects.filter(Q(case__municipality_id__in=sending_ids(actor)) | asked_of(actor))
    material = (
        Material.objects.filter(round__in=visible.values("pk"))
        .select_related("round__case__municipality", "round__case__agreement", "document")
        .filter(pk=material_id)
        .first()
    )
    if material is None:
        raise Http404
    return material


def what_is_missing(materials: Iterable[Material]) -> tuple[Reference, ...]:
    """Return what the documents refer to that is not among them (REM-05)."""
    return not_attached(
        SentDocument(
            material.title,
            material.text or (material.document.text if material.document else ""),
            material.number,
        )
        for material in materials
    )


def referrals_of(round_: Round) -> list[Referral]:
    """Return all referrals of the round, sub-referrals counted, in the order of the report: two queries."""
    found = list(
        round_.referrals.select_related("answer", "unit", "administration", "parent")
        .annotate(reminded_on=Max("reminders__sent_on"))
        .order_by("pk")
    )
    return sorted(found, key=lambda one: place_in_report(BodyKind(one.kind), one.name))


def own_referrals(actor: Actor, round_: Round) -> list[Referral]:
    """Return the referrals of the round that the actor writes or sits on: one query."""
    return list(
        round_.referrals.filter(writing(actor) | sitting(actor))
        .select_related("answer", "unit", "administration", "parent")
        .order_by("name")
    )


def referrals_open_to(actor: Actor, *, on: date) -> QuerySet[Referral]:
    """Return the referrals, of rounds that have been sent, that the actor writes or sits on.

    Without those that were answered in a round that is over: they are found in their case.
    """
    return (
        Referral.objects.filter(
            writing(actor) | sitting(actor), round__sent_on__isnull=False, round__case__is_past=False
        )
        .exclude(answer__state=AnswerState.SUBMITTED, round__last_day__lt=on)
        .select_related("answer", "round__case", "parent")
        .order_by("round__last_day", "name")
    )


def clauses_of_round(round_: Round) -> list[Clause]:
    """Return the clauses of everything that was sent, in order: one query."""
    return list(
        Clause.objects.filter(material__round=round_).select_related("material").order_by("material__order", "order")
    )


def clause_for(actor: Actor, round_: Round, clause_id: int) -> Clause:
    """Return a clause of the round, whose gate the caller has passed, or answer as if it did not exist."""
    clause = Clause.objects.filter(material__round=round_, pk=clause_id).select_related("material").first()
    if clause is None:
        raise Http404
    return clause


def changes_of(round_: Round) -> list[TextChange]:
    """Return the text changes made after the round (REM-21): two queries. The caller has passed the round's gate."""
    return list(
        round_.changes.select_related("clause__material")
        .prefetch_related(Prefetch("remarks"))
        .order_by("changed_on", "pk")
    )


def reminders_of(round_: Round) -> list[Reminder]:
    """Return the reminders sent in the round, the latest first: one query."""
    return list(Reminder.objects.filter(referral__round=round_).select_related("referral").order_by("-sent_on", "-pk"))


def reminded_on(referral: Referral) -> date | None:
    """Return when the body was last reminded, or none: one query."""
    latest: date | None = referral.reminders.aggregate(on=Max("sent_on"))["on"]
    return latest


def people_of(referrals: Iterable[Referral], *, on: date) -> dict[int, list[User]]:
    """Return those with an account who are told about each referral: writers and elected representatives.

    By the referral's key: one query.
    """
    given = list(referrals)
    units = {pk for one in given for pk in (one.unit_id, one.administration_id) if pk is not None}
    posts = (
        Post.objects.filter(Dated.holding(on), unit_id__in=units, user__is_active=True)
        .exclude(role=Role.ADMINISTRATOR)
        .select_related("user")
        .order_by("user__name")
    )
    by_unit: dict[int, list[User]] = {}
    for post in posts:
        by_unit.setdefault(post.unit_id, []).append(post.user)
    told = {}
    for one in given:
        people = [user for pk in (one.unit_id, one.administration_id) if pk for user in by_unit.get(pk, ())]
        told[one.pk] = list(dict.fromkeys(people))
    return told


def links_of(round_: Round) -> list[Link]:
    """Return the links made in the round, the latest first: one query. The caller sends the round."""
    return list(Link.objects.filter(referral__round=round_).select_related("referral").order_by("-made_at"))


def links_of_body(referral: Referral) -> list[Link]:
    """Return the links made for the body, the latest first: one query. The caller is the one who asked."""
    return list(referral.links.order_by("-made_at"))


def guest_of(link_id: int, token_hash: str) -> Guest | None:
    """Return who came in through the link, or none when it has been revoked or does not fit: one query."""
    link = (
        Link.objects.filter(pk=link_id, token_hash=token_hash, revoked_at__isnull=True)
        .select_related("referral")
        .first()
    )
    if link is None:
        return None
    return Guest(user_id=None, name=link.referral.name[:120], link_id=link.pk, referral_id=link.referral_id)


def link_behind(token_hash: str) -> Link | None:
    """Return the link that opens, or none: unknown, revoked, or of a round that has not been sent."""
    return (
        Link.objects.filter(token_hash=token_hash, revoked_at__isnull=True, referral__round__sent_on__isnull=False)
        .select_related("referral__round__case__municipality")
        .first()
    )


def link_for(actor: Actor, link_id: int) -> Link:
    """Return a link of a round that the actor sends, or of a sub-referral that the actor made."""
    links = Link.objects.filter(
        Q(referral__round__case__municipality_id__in=sending_ids(actor)) | writing(actor, "referral__parent__")
    ).select_related("referral__round__case__municipality", "referral__parent")
    link = links.filter(pk=link_id).first()
    if link is None:
        raise Http404
    return link


def texts_to_compare(actor: Actor, material: Material) -> dict[str, tuple[str, str]]:
    """Return what the document can be shown beside, by key: title and text (AGR-29). At most three queries.

    The agreement in force, if its text is open to the actor, and the same document in the rounds before.
    """
    found: dict[str, tuple[str, str]] = {}
    case = material.round.case
    if material.kind == MaterialKind.DRAFT and case.agreement_id is not None:
        agreement = agreements_visible_to(actor).filter(pk=case.agreement_id).first()
        version = latest_version(agreement) if agreement is not None else None
        text = version.text or (agreement.source.text if agreement and agreement.source else "") if version else ""
        if agreement is not None and text:
            found["avtal"] = (agreement.title, text)
    earlier = Material.objects.filter(
        round__case=case, round__number__lt=material.round.number, kind=material.kind, number=material.number
    ).select_related("round")
    for one in earlier.order_by("-round__number"):
        if one.text and f"omgang-{one.round.number}" not in found:
            title = gettext("%(title)s, round %(number)s") % {"title": one.title, "number": one.round.number}
            found[f"omgang-{one.round.number}"] = (title, one.text)
    return found
