"""Pages and deeds of the city's compilation and the letters back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverkan.access.rules import demand, may_prepare
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.reporting.forms.reports import SettleForm, TextForm
from samverkan.reporting.pages.compilations import FEW, CompilationPage, LetterPage, ParagraphPage, ParagraphView
from samverkan.reporting.queries import compilations as queries
from samverkan.reporting.queries.opened import closed_to, places_behind
from samverkan.reporting.queries.reports import period_for
from samverkan.reporting.services import compilations as services
from samverkan.reporting.services.periods import NOT_YOURS
from samverkan.reporting.services.pointers import period_title
from samverkan.reporting.views.reports import crumbs
from samverkan.reporting.words import CompilationState
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed, tell_refusal
from samverkan.ui.pages import DeedPage, NavigationItem


@require_POST
def draft(request: ActorRequest, period_id: int) -> HttpResponse:
    """Let the compilation draft itself from the accepted reports."""
    period = period_for(request.actor, period_id)
    try:
        compilation = services.draft_compilation(by=request.actor, period=period, now=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
        return redirect(f"{reverse('reporting:list')}?period={period.pk}")
    messages.success(request, _("The compilation is drafted from the accepted reports."))
    return redirect("reporting:compilation", compilation.pk)


def _view(paragraph: Any, closed: Any, *, is_whole: bool = False) -> ParagraphView:
    is_stale = not paragraph.is_drafted and bool(queries.uncounted_in(paragraph, paragraph.text))
    return ParagraphView.of(paragraph, is_stale=is_stale, is_whole=is_whole, closed=closed)


@require_safe
def compilation(request: ActorRequest, compilation_id: int) -> HttpResponse:
    """Show the compilation, each paragraph with what it rests on."""
    found = queries.compilation_for_reading(request.actor, compilation_id)
    runs = may_prepare(request.actor, found.period.municipality_id)
    paragraphs = queries.paragraphs_of(found)
    places = {place for one in paragraphs for place in places_behind(one, FEW)}
    closed = closed_to(request.actor, places | {("measures.plan", str(found.next_plan_id or ""))})
    page = CompilationPage.of(
        found,
        [_view(one, closed) for one in paragraphs],
        queries.letters_of(request.actor, found),
        may_run=runs,
        closed=closed,
    )
    return render(request, "reporting/compilation.html", {"page": page})


def _crumb(compilation: Any) -> NavigationItem:
    address = reverse("reporting:compilation", args=[compilation.pk])
    return NavigationItem(_("Compilation %(period)s") % {"period": period_title(compilation.period)}, address)


@GET_POST
def paragraph(request: ActorRequest, paragraph_id: int) -> HttpResponse:
    """Show all that a paragraph rests on, and let its words be rewritten. Both wordings are shown to two writers."""
    found = queries.paragraph_for(request.actor, paragraph_id)
    runs = may_prepare(request.actor, found.compilation.period.municipality_id)
    is_open = found.compilation.state == CompilationState.DRAFT
    if request.method == "POST":
        demand(runs, NOT_YOURS)
    form = TextForm(request.POST or None, initial={"text": found.text, "edition": found.edition})
    back = reverse("reporting:compilation", args=[found.compilation_id])
    if request.method == "POST":
        page = DeedPage(
            title=found.heading,
            form=form,
            submit=_("Save"),
            cancel_address=back,
            crumbs=crumbs(_crumb(found.compilation)),
            lead=_("Figures are counted from the reports and not typed in. Use those beside the paragraph."),
        )
        return answer_deed(
            request,
            page,
            do=lambda values: services.rewrite_paragraph(by=request.actor, paragraph=found, **values),
            said=_("The paragraph is saved. Its sources are the same."),
            to=lambda saved: f"{back}#p{found.pk}",
            stored_now=lambda: _stored(queries.paragraph_for(request.actor, paragraph_id)),
        )
    shown = ParagraphPage(
        paragraph=_view(found, closed_to(request.actor, places_behind(found)), is_whole=True),
        compilation_id=found.compilation_id,
        period=period_title(found.compilation.period),
        form=form if runs and is_open else None,
    )
    return render(request, "reporting/paragraph.html", {"page": shown})


def _stored(row: Any) -> tuple[int, dict[str, Any]]:
    return row.edition, {"text": row.text}


@require_POST
def restore(request: ActorRequest, paragraph_id: int) -> HttpResponse:
    """Take the drafted wording back."""
    found = queries.paragraph_for(request.actor, paragraph_id)
    try:
        services.restore_paragraph(by=request.actor, paragraph=found)
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, _("The drafted wording is back."))
    return redirect("reporting:compilation", found.compilation_id)


@GET_POST
def settle(request: ActorRequest, compilation_id: int) -> HttpResponse:
    """Settle the compilation, send the letters and open next year's plan."""
    found = queries.compilation_for_reading(request.actor, compilation_id)
    demand(may_prepare(request.actor, found.period.municipality_id), NOT_YOURS)
    address = reverse("reporting:compilation", args=[found.pk])
    page = DeedPage(
        title=_("Settle the compilation"),
        form=SettleForm(request.POST or None),
        submit=_("Settle and send"),
        effect=_(
            "The compilation is frozen. Every district gets it with its letter, and at the end of the year next year's"
            " action plan opens with what was left undone."
        ),
        cancel_address=address,
        crumbs=crumbs(_crumb(found)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.settle_compilation(by=request.actor, compilation=found, now=timezone.now()),
        said=_("The compilation is settled, and every district has been sent its letter."),
        to=lambda settled: address,
    )


@require_safe
def letter(request: ActorRequest, letter_id: int) -> HttpResponse:
    """Show a letter to a district."""
    found = queries.letter_for(request.actor, letter_id)
    page = LetterPage(
        id=found.pk,
        unit=found.unit.name,
        period=period_title(found.compilation.period),
        text=found.text,
        sent_at=found.sent_at,
        told=found.notices.count(),
        compilation_id=found.compilation_id,
        may_write=found.sent_at is None and may_prepare(request.actor, found.compilation.period.municipality_id),
    )
    return render(request, "reporting/letter.html", {"page": page})


@GET_POST
def write_letter(request: ActorRequest, letter_id: int) -> HttpResponse:
    """Write in a letter before it is sent."""
    found = queries.letter_for(request.actor, letter_id)
    demand(may_prepare(request.actor, found.compilation.period.municipality_id), NOT_YOURS)
    address = reverse("reporting:letter", args=[found.pk])
    page = DeedPage(
        title=_("Letter to %(unit)s") % {"unit": found.unit.name},
        form=TextForm(request.POST or None, initial={"text": found.text, "edition": found.edition}),
        submit=_("Save the letter"),
        lead=_("The letter is sent when the compilation is settled."),
        cancel_address=address,
        crumbs=crumbs(_crumb(found.compilation)),
    )
    return answer_deed(
        request,
        page,
        do=lambda values: services.write_letter(by=request.actor, letter=found, **values),
        said=_("The letter is saved."),
        to=lambda saved: address,
        stored_now=lambda: _stored(queries.letter_for(request.actor, letter_id)),
    )
