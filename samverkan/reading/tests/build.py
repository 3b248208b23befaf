"""Builds DOCX and PDF files of the text of an agreement, as word processors and printers would."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen import canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from samverkan.ground.terms import Term
from samverkan.reading.agreement import AgreementDraft

HERE = Path(__file__).parent
NORRVIK = HERE / "data" / "norrvik.txt"
SKARHOLMEN = HERE.parents[3] / "shared" / "seeds" / "004_c83001355b4b1896.txt"


def shared_text(path: Path = SKARHOLMEN) -> Path | None:
    """Return where the signed agreement lies: beside the repository, or beside a work tree of it."""
    for parent in HERE.parents:
        found = parent / "shared" / "seeds" / path.name
        if found.exists():
            return found
    return None


def what_is_read(draft: AgreementDraft) -> dict[str, object]:
    """Return a draft without places, which differ between files with the same words."""
    return {
        "facts": [(fact.key, fact.value, fact.quote, fact.clause) for fact in draft.facts],
        "missing": [(item.key, item.looked_for, item.quote) for item in draft.missing],
        "contradictions": [
            (item.key, [(reading.value, reading.quote) for reading in item.readings]) for item in draft.contradictions
        ],
        "terms": [as_values(term) for term in draft.terms()],
    }


def as_values(term: Term) -> tuple[object, ...]:
    return term.key, term.kind, term.clause, term.requirements, dict(term.parameters), term.quote


def paragraphs_of(text: str) -> list[tuple[str, bool]]:
    """Return whole paragraphs, and whether each is a bullet. Lines of addresses stay lines."""
    paragraphs: list[tuple[str, bool]] = []
    fresh = True
    for line in (raw.strip() for raw in text.splitlines()):
        if not line:
            fresh = not paragraphs or bool(re.search(r"[.:;!?]$", paragraphs[-1][0])) or len(paragraphs[-1][0]) < 60
            continue
        bullet = re.match(r"[•-] (.*)", line)
        if bullet:
            paragraphs.append((bullet[1], True))
        elif paragraphs and line[0].islower() and (not fresh or paragraphs[-1][1]):
            before, is_bullet = paragraphs[-1]
            broken = before.endswith("-")
            paragraphs[-1] = (before[:-1] + line if broken else f"{before} {line}", is_bullet)
        elif paragraphs and not fresh and len(paragraphs[-1][0]) > 62 and not paragraphs[-1][1]:
            paragraphs[-1] = (f"{paragraphs[-1][0]} {line}", False)
        else:
            paragraphs.append((line, False))
        fresh = False
    return paragraphs


def docx_of(text: str, *, whole_paragraphs: bool) -> bytes:
    document = docx.Document()
    if whole_paragraphs:
        for paragraph, is_bullet in paragraphs_of(text):
            document.add_paragraph(paragraph, style="List Bullet" if is_bullet else None)
    else:
        for line in text.splitlines():
            document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf_of(text: str, *, lines_a_page: int = 48) -> bytes:
    """Print the lines as they are, with a page number at the foot of each page."""
    file = io.BytesIO()
    page = canvas.Canvas(file, pagesize=A4)
    assert pdfmetrics.getFont("Helvetica") is not None
    lines = text.splitlines()
    pages = [lines[start : start + lines_a_page] for start in range(0, len(lines), lines_a_page)]
    for number, printed in enumerate(pages, start=1):
        page.setFont("Helvetica", 10)
        for row, line in enumerate(printed):
            page.drawString(60, 790 - 14 * row, line)
        page.drawCentredString(300, 40, f"{number} ({len(pages)})")
        page.showPage()
    page.save()
    return file.getvalue()


def pdf_set_anew(text: str) -> bytes:
    """Set the paragraphs anew in narrow columns, so that every line breaks elsewhere."""
    file = io.BytesIO()
    style = getSampleStyleSheet()["Normal"]
    flow: list[Flowable] = []
    for paragraph, is_bullet in paragraphs_of(text):
        words = paragraph.replace("&", "&amp;").replace("<", "&lt;")
        flow.append(Paragraph(words, style, bulletText="•") if is_bullet else Paragraph(words, style))
        flow.append(Spacer(1, 6))
    SimpleDocTemplate(file, pagesize=A4, leftMargin=120, rightMargin=150).build(flow)
    return file.getvalue()
