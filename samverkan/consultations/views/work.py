"""Pages and deeds of the one who works the answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samverkan.consultations.forms.work import ExtractForm, FilterForm, RemarkForm, SummaryForm, TogetherForm
from samverkan.consultations.pages.common import RemarkRow, section_title
from samverkan.consultations.pages.rounds import tabs_of
from samverkan.consultations.pages.work import (
    AlikePage,
    GroupRow,
    Pickable,
    SplitPage,
    WaitingRow,
    WorkPage,
    matrix_page,
    passage_rows,
)
from samverkan.consultations.queries import answers as answer_queries
from samverkan.consultations.queries import cases as case_queries
from samverkan.consultations.queries import rounds as round_queries
from samverkan.consultations.queries import work as queries
from samverkan.consultations.rules.grouping import group_alike
from samverkan.consultations.rules.remarks import Passage, passages, suggest_summary
from samverkan.consultations.services import work as services
from samverkan.consultations.views.common import NEXT, crumbs_to_answer, crumbs_to_round
from samverkan.consultations.words import Disposition, SectionKind, Stance
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.ui.http import GET_POST, ActorRequest, answer_deed
from samverkan.ui.pages import DeedPage, NavigationItem
from samverkan.ui.refusals import told_in_one

A_PAGE = 50
MOST_VIEWS = 400


@require_safe
def work(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show the views taken from the answers, and the answers that wait to be split (REM-23)."""
    found = round_queries.round_to_keep(request.actor, round_id)
    bodies = queries.answered_bodies(found)
    form = FilterForm(request.GET or None, clauses=round_queries.clauses_of_round(found), bodies=bodies)
    rows = queries.remarks_of(found)
    is_filtered = False
    if form.is_bound and form.is_valid():
        rows, is_filtered = queries.narrowed(
            rows,
            clause=form.cleaned_data["klausul"],
            body=form.cleaned_data["instans"],
            show=form.cleaned_data["visa"],
            user_id=request.actor.user_id,
        )
    paging = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    progress = queries.progress_of(found)
    taken = queries.taken_by_body(found)
    query = request.GET.copy()
    query.pop("page", None)
    page = WorkPage(
        pk=found.pk,
        case=found.case.title,
        case_address=reverse("consultations:case", args=[found.case_id]),
        number=found.number,
        tabs=tabs_of(found.pk, "work"),
        filter=form,
        query=f"{query.urlencode()}&" if query else "",
        rows=tuple(RemarkRow.of(one) for one in paging),
        paging=paging,
        taken=progress["taken"],
        settled=progress["settled"],
        waiting=tuple(
            WaitingRow(
                body=one.name,
                taken=taken.get(one.pk, 0),
                has_summary=bool(one.answer.summary),
                split_address=reverse("consultations:split", args=[one.pk]),
                summary_address=reverse("consultations:summary", args=[one.pk]),
            )
            for one in bodies
        ),
        is_filtered=is_filtered,
        may_work=not found.case.is_past,
    )
    return render(request, "consultations/work.html", {"page": page})


def _parts(referral: Any, clauses: list[Any]) -> tuple[list[Pickable], dict[str, Any], dict[str, Any]]:
    """Return the texts of an answer to pick from, and the comments and statements behind their keys."""
    headings = [(str(clause.pk), clause.heading) for clause in clauses if clause.heading]
    found = referral.answer
    parts, comments, statements = [], {}, {}
    for comment in answer_queries.comments_of(found):
        key = f"kommentar{comment.pk}"
        comments[f"{key}-0"] = comment
        text = comment.text if not comment.wording else f"{comment.text}\n{comment.wording}"
        passage = Passage(" ".join(text.split()), Stance(comment.stance), str(comment.clause_id))
        parts.append(Pickable(key, str(comment.clause), (passage,), is_settled=True))
    for section in answer_queries.sections_of(found):
        if section.text and section.kind not in {SectionKind.BACKGROUND, SectionKind.MATTER}:
            title = section_title(section)
            parts.append(Pickable(f"avsnitt{section.pk}", title, passages(section.text, headings)))
    for statement in answer_queries.statements_of(found):
        if statement.text:
            key = f"anforande{statement.pk}"
            rows = passages(statement.text, headings)
            statements.update({f"{key}-{place}": statement for place in range(len(rows))})
            parts.append(Pickable(key, queries.persons_of(statement), rows))
    return parts, comments, statements


@GET_POST
def split(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Split an answer into views: paragraph by paragraph, with what is proposed about each (REM-23)."""
    referral = answer_queries.answer_to_work(request.actor, referral_id)
    clauses = round_queries.clauses_of_round(referral.round)
    parts, comments, statements = _parts(referral, clauses)
    rows = passage_rows(parts, queries.already_taken(referral.answer))
    faults: tuple[str, ...] = ()
    work_address = reverse("consultations:work", args=[referral.round_id])
    if request.method == "POST":
        by_pk = {str(clause.pk): clause for clause in clauses}
        stances = {one.value: one for one in Stance}
        views = [
            services.Taken(
                text=row.text,
                clause=by_pk.get(request.POST.get(f"klausul-{row.name}", "")),
                stance=stances.get(request.POST.get(f"hallning-{row.name}", "")),
                comment=comments.get(row.name),
                statement=statements.get(row.name),
            )
            for row in rows
            if row.name in request.POST.getlist("ta") and not row.is_taken
        ][:MOST_VIEWS]
        try:
            taken = services.take_views(by=request.actor, referral=referral, views=views)
        except NotAllowed:
            raise
        except Refused as refused:
            faults = (told_in_one(refused),)
        else:
            count = len(taken)
            messages.success(
                request,
                ngettext("%(count)s view has been taken.", "%(count)s views have been taken.", count)
                % {"count": count},
            )
            following = queries.next_to_split(referral) if request.POST.get("then") == NEXT else None
            return redirect("consultations:split", following) if following is not None else redirect(work_address)
    page = SplitPage(
        body=referral.name,
        case=referral.round.case.title,
        round_address=reverse("consultations:round", args=[referral.round_id]),
        answer_address=reverse("consultations:answer", args=[referral.pk]),
        work_address=work_address,
        rows=rows,
        clauses=tuple((str(clause.pk), str(clause)) for clause in clauses),
        stances=tuple(Stance),
        faults=faults,
        has_next=queries.next_to_split(referral) is not None,
    )
    return render(request, "consultations/split.html", {"page": page}, status=422 if faults else 200)


def _crumbs_to_work(round_: Any) -> tuple[NavigationItem, ...]:
    return (
        *crumbs_to_round(round_),
        NavigationItem(_("Views"), reverse("consultations:work", args=[round_.pk])),
    )


@GET_POST
def remark(request: ActorRequest, remark_id: int) -> HttpResponse:
    """Work a view: where it belongs, who works it, what becomes of it and the reply (REM-23)."""
    found = queries.remark_for(request.actor, remark_id)
    back = reverse("consultations:work", args=[found.round_id])
    initial = {
        "clause": found.clause_id,
        "stance": found.stance,
        "assignee": found.assignee_id,
        "disposition": found.disposition,
        "reply": found.reply,
        "edition": found.edition,
    }
    form = RemarkForm(
        request.POST or None,
        initial=initial,
        clauses=round_queries.clauses_of_round(found.round),
        people=case_queries.people_to_assign(found.round.case, on=localdate()),
    )

    def stored() -> tuple[int, dict[str, Any]]:
        now = queries.remark_for(request.actor, remark_id)
        return now.edition, {
            "clause": now.clause,
            "stance": Stance(now.stance) if now.stance else None,
            "assignee": now.assignee,
            "disposition": Disposition(now.disposition) if now.disposition else None,
            "reply": now.reply,
        }

    page = DeedPage(
        title=_("View %(number)s") % {"number": found.number},
        form=form,
        submit=_("Save the view"),
        also=_("Save and open the next") if queries.next_to_settle(found) is not None else "",
        also_value=NEXT,
        cancel_address=back,
        lead=f"{found.answer.referral.name}: {found.text}" if found.answer else found.text,
        crumbs=_crumbs_to_work(found.round),
    )

    def onward(row: Any) -> str:
        following = queries.next_to_settle(row) if request.POST.get("then") == NEXT else None
        return reverse("consultations:remark", args=[following]) if following is not None else back

    return answer_deed(
        request,
        page,
        do=lambda values: services.work_view(by=request.actor, remark=found, today=localdate(), **values),
        said=_("The view is saved."),
        to=onward,
        stored_now=stored,
    )


@GET_POST
def summary(request: ActorRequest, referral_id: int) -> HttpResponse:
    """Write the body's paragraph in the report to the council (REM-19)."""
    referral = answer_queries.answer_to_work(request.actor, referral_id)
    found = referral.answer
    texts = [
        section.text
        for section in answer_queries.sections_of(found)
        if section.kind in {SectionKind.SUMMARY, SectionKind.VIEWS}
    ]
    proposed = found.summary or suggest_summary(referral.name, texts)
    form = SummaryForm(
        request.POST or None,
        initial={"paragraph": proposed, "stance": found.stance, "edition": found.summary_edition},
    )
    back = reverse("consultations:work", args=[referral.round_id])
    page = DeedPage(
        title=_("What %(body)s says") % {"body": referral.name},
        form=form,
        submit=_("Save the paragraph"),
        cancel_address=back,
        lead=_("One paragraph in the report to the council.")
        if found.summary or not proposed
        else _(
            "One paragraph in the report to the council. It is proposed from the body's own words: read it through."
        ),
        crumbs=crumbs_to_answer(request, referral),
    )

    def stored() -> tuple[int, dict[str, Any]]:
        now = answer_queries.answer_to_work(request.actor, referral_id).answer
        return now.summary_edition, {"paragraph": now.summary, "stance": Stance(now.stance) if now.stance else None}

    return answer_deed(
        request,
        page,
        do=lambda values: services.write_summary(
            by=request.actor,
            referral=referral,
            edition=values["edition"],
            summary=values["paragraph"],
            stance=values["stance"],
        ),
        said=_("The paragraph is saved."),
        to=lambda row: back,
        stored_now=stored,
    )


@GET_POST
def extract(request: ActorRequest, section_id: int) -> HttpResponse:
    """Choose what the report prints of a part "in substance" (REM-32)."""
    found = answer_queries.section_to_work(request.actor, section_id)
    referral = found.answer.referral
    back = reverse("consultations:answer", args=[referral.pk])
    page = DeedPage(
        title=_("Extract: %(part)s") % {"part": section_title(found)},
        form=ExtractForm(
            request.POST or None, initial={"extract": found.extract or found.text, "edition": found.edition}
        ),
        submit=_("Save the extract"),
        cancel_address=back,
        crumbs=crumbs_to_answer(request, referral),
    )

    def stored() -> tuple[int, dict[str, Any]]:
        now = answer_queries.section_to_work(request.actor, section_id)
        return now.edition, {"extract": now.extract}

    def do(values: dict[str, Any]) -> Any:
        same = values["extract"].split() == found.text.split()
        return services.write_extract(
            by=request.actor, section=found, edition=values["edition"], extract="" if same else values["extract"]
        )

    return answer_deed(request, page, do=do, said=_("The extract is saved."), to=lambda row: back, stored_now=stored)


@require_safe
def matrix(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show how each body meets each clause, as a picture and as a table (REM-28)."""
    found = round_queries.round_to_keep(request.actor, round_id)
    page = matrix_page(
        found,
        queries.answered_bodies(found),
        round_queries.clauses_of_round(found),
        queries.matrix_of(found),
    )
    return render(request, "consultations/matrix.html", {"page": page})


@GET_POST
def alike(request: ActorRequest, round_id: int) -> HttpResponse:
    """Show texts that nearly agree with only their differences, and settle views together (REM-17, REM-23)."""
    found = round_queries.round_to_keep(request.actor, round_id)
    open_views = list(queries.remarks_of(found).filter(disposition="")[:MOST_VIEWS])
    form = None
    if open_views and not found.case.is_past:
        form = TogetherForm(
            request.POST or None,
            remarks=open_views,
            label=lambda one: f"{one.number}. {one.answer.referral.name if one.answer else ''}: {one.text[:120]}",
        )
        if request.method == "POST" and form.is_valid():
            try:
                services.settle_alike(by=request.actor, today=localdate(), **form.cleaned_data)
            except NotAllowed:
                raise
            except Refused as refused:
                form.refuse(refused)
            else:
                return redirect("consultations:work", found.pk)
    voices = [*queries.voices_of_statements(found), *queries.voices_of_sections(found)]
    page = AlikePage(
        pk=found.pk,
        case=found.case.title,
        case_address=reverse("consultations:case", args=[found.case_id]),
        number=found.number,
        tabs=tabs_of(found.pk, "alike"),
        groups=tuple(GroupRow.of(group) for group in group_alike(voices)),
        read=len(voices),
        form=form,
    )
    status = 422 if form is not None and form.errors else 200
    return render(request, "consultations/alike.html", {"page": page, "form": form}, status=status)
