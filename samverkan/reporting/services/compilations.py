"""Drafting, rewriting and settling the city's compilation, and the letters back (REP-02, FOL-01, FOL-02, COM-09)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import seal
from samverkan.guard.rules import refuse_person_data
from samverkan.measures.models import Plan
from samverkan.measures.services.plans import carry_undone, open_action_plan
from samverkan.measures.words import PlanKind
from samverkan.notices.services import tell
from samverkan.reporting.models import Compilation, Paragraph, ReportingPeriod, ReturnLetter
from samverkan.reporting.queries.compilations import letter_receivers, paragraphs_of, uncounted_in
from samverkan.reporting.queries.compiling import Accepted, Draft, ParagraphDraft, compile_period
from samverkan.reporting.rules.facts import left_undone
from samverkan.reporting.rules.periods import ends_the_year
from samverkan.reporting.services.periods import NOT_YOURS
from samverkan.reporting.services.pointers import compilation_pointer, letter_pointer, period_title
from samverkan.reporting.words import CompilationState

SETTLED = "The compilation is settled and can no longer be changed."
FORMAT = 1


@transaction.atomic
def draft_compilation(*, by: Actor, period: ReportingPeriod, now: datetime) -> Compilation:
    """Let the compilation draft itself, or draft itself anew, from the reports accepted by now (REP-02, FOL-01).

    Words that a person has rewritten are kept, in paragraphs and letters; the figures and sources under them are
    counted anew. The number of queries does not grow with the districts.
    """
    demand(may_prepare(by, period.municipality_id), NOT_YOURS)
    period = ReportingPeriod.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=period.pk)
    compilation = Compilation.objects.filter(period=period).first()
    if compilation is not None and compilation.state == CompilationState.SETTLED:
        raise Refused(SETTLED)
    draft = compile_period(period, now)
    if not draft.accepted:
        raise Refused(
            "No report has been accepted yet, so there is nothing to compile.",
            way_on="Accept the districts' reports first.",
        )
    if compilation is None:
        compilation = Compilation(period=period)
    compilation.drafted_at = now
    compilation.save()
    _store_paragraphs(compilation, draft)
    _store_letters(compilation, draft)
    record(
        by=by,
        event="reporting.compilation_drafted",
        on=compilation_pointer(compilation),
        details={"reports": len(draft.accepted), "missing": list(draft.missing)},
    )
    return compilation


def _fill(paragraph: Paragraph, draft: ParagraphDraft, order: int) -> Paragraph:
    """Give the paragraph what the reports give; words that a person has rewritten stay."""
    paragraph.order, paragraph.heading = order, draft.heading[:160]
    paragraph.drafted_text = draft.text
    paragraph.figures, paragraph.sources = list(draft.figures), list(draft.sources)
    if paragraph.is_drafted:
        paragraph.text = draft.text
    return paragraph


def _store_paragraphs(compilation: Compilation, draft: Draft) -> None:
    known = {(one.kind, one.area_id): one for one in compilation.paragraphs.select_for_update(of=("self",))}
    new, kept = [], []
    for order, one in enumerate(draft.paragraphs, start=1):
        found = known.pop((one.kind.value, one.area_id), None)
        if found is None:
            new.append(_fill(Paragraph(compilation=compilation, kind=one.kind, area_id=one.area_id), one, order))
        else:
            found.edition += found.drafted_text != one.text
            kept.append(_fill(found, one, order))
    gone = [one.pk for one in known.values() if one.is_drafted]
    for order, one_left in enumerate(
        (one for one in known.values() if not one.is_drafted), start=len(new) + len(kept) + 1
    ):
        one_left.order, one_left.drafted_text, one_left.figures, one_left.sources = order, "", [], []
        kept.append(one_left)
    Paragraph.objects.filter(pk__in=gone).delete()
    Paragraph.objects.bulk_update(
        kept, ["order", "heading", "text", "drafted_text", "figures", "sources", "edition"], batch_size=100
    )
    Paragraph.objects.bulk_create(new)


def _store_letters(compilation: Compilation, draft: Draft) -> None:
    known = {one.unit_id: one for one in compilation.letters.select_for_update(of=("self",))}
    new, kept = [], []
    for one in draft.letters:
        found = known.get(one.unit_id)
        if found is None:
            new.append(ReturnLetter(compilation=compilation, unit_id=one.unit_id, text=one.text))
        elif found.is_drafted and found.text != one.text:
            found.text, found.edition = one.text, found.edition + 1
            kept.append(found)
    ReturnLetter.objects.bulk_update(kept, ["text", "edition"], batch_size=100)
    ReturnLetter.objects.bulk_create(new)


def _open(compilation_id: int) -> Compilation:
    """Return the compilation while it may be written in, held until the deed is done."""
    found = (
        Compilation.objects.select_for_update(of=("self",))
        .select_related("period__municipality")
        .get(pk=compilation_id)
    )
    if found.state == CompilationState.SETTLED:
        raise Refused(SETTLED)
    return found


@transaction.atomic
def rewrite_paragraph(*, by: Actor, paragraph: Paragraph, edition: int, text: str) -> Paragraph:
    """Rewrite the words of a paragraph; its figures and sources stay, and no other numbers may be typed in (REP-02)."""
    demand(may_prepare(by, paragraph.compilation.period.municipality_id), NOT_YOURS)
    refuse_person_data(text=text)
    compilation = _open(paragraph.compilation_id)
    paragraph = Paragraph.objects.select_for_update(of=("self",)).get(pk=paragraph.pk)
    demand_edition(edition, paragraph.edition, saved_by=paragraph.saved_by)
    if not text.strip():
        raise Refused("Write the paragraph.", field="text")
    strange = uncounted_in(paragraph, text)
    if strange:
        raise Refused(
            "These numbers are not among the paragraph's figures: %(numbers)s.",
            field="text",
            way_on="Figures are counted from the reports and not typed in. Use those beside the paragraph.",
            numbers=", ".join(strange),
        )
    paragraph.text, paragraph.is_drafted = text.strip(), text.strip() == paragraph.drafted_text
    paragraph.edition, paragraph.saved_by = paragraph.edition + 1, by.name[:120]
    paragraph.save(update_fields=["text", "is_drafted", "edition", "saved_by"])
    record(
        by=by,
        event="reporting.paragraph_rewritten",
        on=compilation_pointer(compilation),
        details={"paragraph": paragraph.heading},
    )
    return paragraph


@transaction.atomic
def restore_paragraph(*, by: Actor, paragraph: Paragraph) -> Paragraph:
    """Take the drafted wording back."""
    demand(may_prepare(by, paragraph.compilation.period.municipality_id), NOT_YOURS)
    compilation = _open(paragraph.compilation_id)
    paragraph = Paragraph.objects.select_for_update(of=("self",)).get(pk=paragraph.pk)
    if paragraph.is_drafted:
        raise Refused("The paragraph already has its drafted wording.")
    if not paragraph.drafted_text:
        paragraph_id = paragraph.pk
        paragraph.delete()  # the reports no longer say anything here
        paragraph.pk = paragraph_id
    else:
        paragraph.text, paragraph.is_drafted = paragraph.drafted_text, True
        paragraph.edition, paragraph.saved_by = paragraph.edition + 1, by.name[:120]
        paragraph.save(update_fields=["text", "is_drafted", "edition", "saved_by"])
    record(
        by=by,
        event="reporting.paragraph_restored",
        on=compilation_pointer(compilation),
        details={"paragraph": paragraph.heading},
    )
    return paragraph


@transaction.atomic
def write_letter(*, by: Actor, letter: ReturnLetter, edition: int, text: str) -> ReturnLetter:
    """Write in the letter to a district, until it is sent."""
    demand(may_prepare(by, letter.compilation.period.municipality_id), NOT_YOURS)
    refuse_person_data(text=text)
    compilation = _open(letter.compilation_id)
    letter = ReturnLetter.objects.select_for_update(of=("self",)).select_related("unit").get(pk=letter.pk)
    demand_edition(edition, letter.edition, saved_by=letter.saved_by)
    if not text.strip():
        raise Refused("Write the letter.", field="text")
    letter.text, letter.is_drafted = text.strip(), False
    letter.edition, letter.saved_by = letter.edition + 1, by.name[:120]
    letter.save(update_fields=["text", "is_drafted", "edition", "saved_by"])
    record(
        by=by,
        event="reporting.letter_written",
        on=compilation_pointer(compilation),
        details={"to": letter.unit.name},
    )
    return letter


def _demand_fresh(paragraphs: list[Paragraph], draft: Draft) -> None:
    """Raise `Refused` when the reports no longer give what is drafted, or a rewritten text has another number."""
    drafted = [(one.kind, one.area_id, one.drafted_text, one.figures) for one in paragraphs if one.drafted_text]
    given = [(one.kind.value, one.area_id, one.text, list(one.figures)) for one in draft.paragraphs]
    if drafted != given:
        raise Refused(
            "The reports have changed since the compilation was drafted.", way_on="Draft it anew, then settle it."
        )
    for one in paragraphs:
        if not one.is_drafted and uncounted_in(one, one.text):
            raise Refused(
                "The figures of “%(heading)s” have changed since its words were rewritten.",
                way_on="Rewrite the paragraph with the figures beside it, or take the drafted wording back.",
                heading=one.heading,
            )


def frozen_compilation(
    compilation: Compilation, paragraphs: list[Paragraph], letters: list[ReturnLetter], draft: Draft
) -> dict[str, Any]:
    """Return the compilation as it is frozen: words, figures, sources and letters, and who has not reported."""
    return {
        "format": FORMAT,
        "municipality": compilation.period.municipality.name,
        "period": {
            "year": compilation.period.year,
            "starts_on": compilation.period.starts_on.isoformat(),
            "ends_on": compilation.period.ends_on.isoformat(),
        },
        "missing": list(draft.missing),
        "reports": [one.reporter.key for one in draft.accepted],
        "paragraphs": [
            {
                "kind": one.kind,
                "area": one.area_id,
                "heading": one.heading,
                "text": one.text,
                "is_drafted": one.is_drafted,
                "figures": one.figures,
                "sources": one.sources,
            }
            for one in paragraphs
        ],
        "letters": [{"unit": one.unit_id, "text": one.text} for one in letters],
    }


def _next_plan(by: Actor, compilation: Compilation, draft: Draft, now: datetime) -> Plan | None:
    """Open next year's action plan with what the reports left undone (ACT-03), or bring it into the one that is open.

    A compilation of years ago, whose next year is already over, opens nothing.
    """
    period, today = compilation.period, localdate(now)
    if not ends_the_year(period.ends_on) or period.year + 1 < today.year:
        return None
    undone = [
        _undone_pointer(one, measure) for one in draft.accepted for measure in left_undone(one.content["measures"])
    ]
    known = Plan.objects.filter(unit=period.municipality, kind=PlanKind.ACTION_PLAN, year=period.year + 1).first()
    if known is not None:
        carry_undone(by=by, plan=known, undone=undone)
        return known
    return open_action_plan(by=by, municipality=period.municipality, year=period.year + 1, undone=undone, today=today)


def _undone_pointer(one: Accepted, measure: Any) -> Pointer:
    title = f"{one.reporter.title}: {measure['title']}"
    return Pointer(measure["kind"], measure["key"], title, measure["address"])


@transaction.atomic
def settle_compilation(*, by: Actor, compilation: Compilation, now: datetime) -> Compilation:
    """Settle the compilation: frozen and sealed, sent to every local organisation with its letter (REP-02, COM-09).

    The yearly one also opens next year's action plan with what was left undone (ACT-03). Refused when the reports
    have changed since the draft, or when a rewritten paragraph has a number that they no longer give.
    """
    demand(may_prepare(by, compilation.period.municipality_id), NOT_YOURS)
    compilation = _open(compilation.pk)
    paragraphs = paragraphs_of(compilation)
    draft = compile_period(compilation.period, now)
    _demand_fresh(paragraphs, draft)
    letters = list(compilation.letters.select_for_update(of=("self",)).select_related("unit").order_by("unit__name"))
    compilation.content = frozen_compilation(compilation, paragraphs, letters, draft)
    compilation.sealed = seal(compilation.content)
    compilation.state, compilation.settled_on = CompilationState.SETTLED, localdate(now)
    compilation.next_plan = _next_plan(by, compilation, draft, now)
    compilation.save()
    told = _send_letters(compilation, letters, now)
    record(
        by=by,
        event="reporting.compilation_settled",
        on=compilation_pointer(compilation),
        details={
            "sealed": compilation.sealed,
            "missing": list(draft.missing),
            "told": told,
            "next_plan": compilation.next_plan_id,
        },
    )
    return compilation


def _send_letters(compilation: Compilation, letters: list[ReturnLetter], now: datetime) -> dict[str, int]:
    """Send each district its letter, and return how many were told where."""
    receivers = letter_receivers([letter.unit for letter in letters], on=localdate(now))
    told = {}
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("The city's compilation of %(period)s, with a letter to you") % {
            "period": period_title(compilation.period)
        }
    for letter in letters:
        letter.compilation = compilation
        notices = tell(receivers[letter.unit_id], about=letter_pointer(letter), title=title, text=letter.text)
        letter.sent_at = now
        letter.notices.set(notices)
        told[letter.unit.name] = len(notices)
    ReturnLetter.objects.bulk_update(letters, ["sent_at"], batch_size=100)
    return told
