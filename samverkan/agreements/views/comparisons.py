"""Comparing two versions of an agreement or of an annex side by side (AGR-29)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverkan.agreements.forms.amendments import CompareForm
from samverkan.agreements.pages.amendments import (
    Comparable,
    CompareListPage,
    ComparePage,
    diff_rows,
    term_changes,
)
from samverkan.agreements.queries import amendments as queries
from samverkan.agreements.queries import annexes as annex_queries
from samverkan.agreements.queries.agreements import agreement_for
from samverkan.agreements.rules.comparison import Change, compare
from samverkan.ui.http import ActorRequest


@require_safe
def compare_versions(request: ActorRequest) -> HttpResponse:
    """Show two versions beside each other; without a choice, everything that can be compared."""
    what, thing_id = request.GET.get("what", ""), request.GET.get("id", "")
    if not what:
        return _list(request)
    if not thing_id.isdecimal() or len(thing_id) > 15 or what not in {"agreement", "annex"}:
        raise Http404
    if what == "agreement":
        agreement = agreement_for(request.actor, int(thing_id))
        title, back = agreement.title, reverse("agreements:agreement", args=[agreement.pk])
        versions: list[Any] = queries.versions_of(agreement)
        names = [_version_name(version.number, version.in_force_from) for version in versions]
    else:
        annex = annex_queries.annex_for(request.actor, int(thing_id))
        title, back = annex.title, reverse("agreements:annex", args=[annex.pk])
        versions = annex_queries.versions_of(annex, request.actor)[::-1]
        names = [_version_name(version.number, version.dated_on) for version in versions]
    page = _page(request, what, int(thing_id), title, back, versions, names)
    return render(request, "agreements/compare.html", {"page": page})


def _version_name(number: int, day: Any) -> str:
    if day is None:
        return _("Version %(number)s, not dated") % {"number": number}
    return _("Version %(number)s, %(day)s") % {"number": number, "day": date_format(day, "DATE_FORMAT")}


def _page(
    request: ActorRequest, what: str, thing_id: int, title: str, back: str, versions: list[Any], names: list[str]
) -> ComparePage:
    choices = [(version.number, name) for version, name in zip(versions, names, strict=True)]
    by_number = {version.number: version for version in versions}
    shows_all = request.GET.get("all") == "1"
    last = [version.number for version in versions][-2:]
    defaults = {"before": last[0], "after": last[-1]} if last else {}
    chosen = {**defaults, **{name: request.GET[name] for name in ("before", "after") if name in request.GET}}
    form = CompareForm(chosen, versions=choices)
    if not form.is_valid():
        return ComparePage(title, back, what, thing_id, form)
    before, after = by_number[form.cleaned_data["before"]], by_number[form.cleaned_data["after"]]
    rows = compare(before.text, after.text)
    same = sum(row.change == Change.SAME for row in rows)
    changes = term_changes(queries.kept_terms(before), queries.kept_terms(after)) if what == "agreement" else ()
    return ComparePage(
        title,
        back,
        what,
        thing_id,
        form,
        before_title=dict(choices)[before.number],
        after_title=dict(choices)[after.number],
        rows=diff_rows(rows, everything=shows_all),
        changes=changes,
        shows_all=shows_all,
        changed_count=len(rows) - same,
        same_count=same,
        query=f"what={what}&id={thing_id}&before={before.number}&after={after.number}",
    )


def _list(request: ActorRequest) -> HttpResponse:
    things = [
        Comparable("agreement", agreement.pk, agreement.title, agreement.unit.name if agreement.unit else "", count)
        for agreement, count in queries.agreements_with_several_versions(request.actor)
    ] + [
        Comparable("annex", annex.pk, annex.title, annex.agreement.title, count)
        for annex, count in queries.annexes_with_several_versions(request.actor)
    ]
    return render(request, "agreements/compare_list.html", {"page": CompareListPage(tuple(things))})
