"""A document as PDF: tagged, for the archive (PDF/A-3a) and for everybody (PDF/UA-1), set by Typst.

The data is handed over as data and never as markup, so that no word of an answer can become a command. Fonts are
those inside Typst; the machine's are not looked at, and the file's date is that of the document. So the same
document gives the same bytes on every machine with the same Typst.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from samverkan.consultations.rules.compilation.blocks import Contents, Document, Heading, Listing, Paragraph
from samverkan.ground.refusals import Refused

LAYOUT = Path(__file__).with_name("council_report.typ")
LONG = 300_000
"""Signs from which every body begins on a page of its own. Typst then sets the answers beside each other on all cores;
a report of 300 answers of ten pages takes half the time."""
STANDARDS: list[Any] = ["a-3a", "ua-1"]


_SIGN = re.compile(r'(?:the text|the codepoint) `"(?P<sign>.+?)"`')


class LayoutWarning(RuntimeError):
    """Typst warned, as it does where a font is missing; such a file is not handed out."""


def as_pdf(document: Document) -> bytes:
    """Return the document as a PDF.

    Raises `Refused` for a sign that no font has or that an archive may not hold: nothing is left out in silence.
    Raises `LayoutWarning` where Typst could not set the rest as it stands.
    """
    data = {
        "title": document.title,
        "subject": document.subject,
        "language": document.language,
        "day": [document.day.year, document.day.month, document.day.day],
        "apart": _signs(document) > LONG,
        "blocks": [_row(block) for block in document.blocks],
    }
    compiler = typst.Compiler(
        LAYOUT.read_bytes(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    try:
        made, warnings = compiler.compile_with_warnings(
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=int(datetime.combine(document.day, time(), UTC).timestamp()),
        )
    except typst.TypstError as error:
        found = _SIGN.search(error.message)
        if found is None:
            raise
        raise Refused(
            "The PDF cannot show the sign %(sign)s.",
            way_on="Change it in the text that holds it, or take the Word document.",
            sign=found["sign"],
        ) from error
    if warnings:
        raise LayoutWarning("; ".join(str(warning) for warning in warnings))
    assert isinstance(made, bytes)
    return made


def _signs(document: Document) -> int:
    return sum(len(block.text) for block in document.blocks if isinstance(block, Heading | Paragraph))


def _row(block: Heading | Paragraph | Listing | Contents) -> list[Any]:
    if isinstance(block, Heading):
        return ["h", block.level, block.text, block.key, block.is_listed]
    if isinstance(block, Contents):
        return ["c"]
    if isinstance(block, Listing):
        return ["n" if block.is_numbered else "l", block.items, block.tone.value]
    return ["p", *(block.parted if block.to else (block.text, "")), block.tone.value, block.to]
