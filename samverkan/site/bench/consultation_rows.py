"""A made-up round with many long answers, and reservations that nearly agree.

Everything is counted out, nothing is drawn by lot, so that two runs build the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from samverkan.consultations.models import Answer, Case, CaseText, Referral, Round, Section, Statement, StatementPerson
from samverkan.consultations.rules.grouping import Voice
from samverkan.organisation.models import Unit
from samverkan.site.bench.country import store

DAY = date(2028, 9, 12)
PAGE = 2_400
"""Signs on a page; the council report of 2023 has as many."""
PAGES = 10
PARAGRAPH = 600
_WORDS = (
    "förvaltningen", "bedömer", "att", "förslaget", "ger", "goda", "förutsättningar", "för", "ett", "gemensamt",
    "arbete", "lokalt", "med", "tydliga", "uppdrag", "och", "mål", "som", "följs", "upp", "varje", "år", "tillsammans",
    "där", "området", "har", "störst", "behov", "av", "insatser", "mot", "otrygghet", "på", "platser", "stadens",
    "samlade",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """How many bodies have answered."""

    name: str
    answers: int


HALF = Size("half", 150)
WHOLE = Size("whole", 300)


def paragraph(number: int, signs: int = PARAGRAPH) -> str:
    """Return a paragraph of so many signs, another for each number."""
    found: list[str] = []
    length, state = 0, number * 2_654_435_761 % 4_294_967_296
    while length < signs:
        state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
        word = _WORDS[(state >> 16) % len(_WORDS)]
        found.append(word)
        length += len(word) + 1
    return f"{' '.join(found).capitalize()}."


def text(number: int, pages: float) -> str:
    """Return so many pages of paragraphs."""
    count = max(1, round(pages * PAGE / PARAGRAPH))
    return "\n\n".join(paragraph(number * 10_007 + place) for place in range(count))


@transaction.atomic
def build(size: Size) -> dict[str, int]:
    """Store the round with every answer handed in, and return how many rows of some kinds it has."""
    town = Unit.objects.create(name="Kommun", kind="municipality", party="municipality", valid_from=date(2020, 1, 1))
    case = Case.objects.create(
        municipality=town,
        title="Överenskommelse om samverkan",
        initiator="Kommunledningskontoret",
        registry_numbers=["KS 2028/1"],
        proposal=["Överenskommelsen godkänns."],
        opened_on=DAY,
    )
    store(CaseText, (CaseText(case=case, kind=kind, text=text(7, 1)) for kind in ("summary", "matter")))
    round_ = Round.objects.create(case=case, number=1, sent_on=DAY, last_day=date(2028, 12, 1))
    bodies = store(
        Referral,
        (
            Referral(round=round_, name=f"Område {n:03}s stadsdelsnämnd", kind="district_board", added_on=DAY)
            for n in range(size.answers)
        ),
    )
    answers = store(
        Answer,
        (
            Answer(
                referral=body,
                state="submitted",
                report_by=body.name.replace("nämnd", "förvaltning"),
                report_date=DAY,
                decided_on=date(2028, 10, 24),
                decision_points=["Nämnden godkänner tjänsteutlåtandet som svar på remissen."],
                decision_type="approve",
                summary=f"{body.name} är positiv till förslaget.",
            )
            for body in bodies
        ),
    )
    # Half a page of each answer is its reservation; the rest is what the administration has written.
    parts = (("views", "", PAGES - 1.5), ("gender", "Jämställdhetsanalys", 0.5), ("child_rights", "Barn", 0.5))
    sections = store(
        Section,
        (
            Section(answer=answer, kind=kind, heading=heading, text=text(n * 8 + place, pages), order=place + 1)
            for n, answer in enumerate(answers)
            for place, (kind, heading, pages) in enumerate(parts)
        ),
    )
    statements = store(
        Statement,
        (
            Statement(answer=answer, type="reservation", text_kind="own", text=text(n % 6, 0.5), order=1)
            for n, answer in enumerate(answers)
        ),
    )
    store(
        StatementPerson,
        (StatementPerson(statement=one, name="Prov Provsson", party="EP", et_al=True, order=1) for one in statements),
    )
    return {"answers": len(answers), "sections": len(sections), "statements": len(statements)}


def voices(count: int) -> list[Voice]:
    """Return so many reservations of two pages in twelve families, each with a paragraph of its own."""
    return [Voice(str(n), f"Nämnd {n}", f"{text(n % 12, 2)}\n\n{paragraph(90_000 + n, 300)}") for n in range(count)]
