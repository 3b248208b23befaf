"""The steps of the consultation's benchmark, each run as a process of its own: `python -m … build|measure SIZE`."""

from __future__ import annotations

import json
import re
import sys
import time
from typing import Any

import django

django.setup()  # before the tables are imported: this file is a process of its own

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from samverkan.access.actor import system_actor  # noqa: E402
from samverkan.consultations.models import Round  # noqa: E402
from samverkan.consultations.queries.report import council_report  # noqa: E402
from samverkan.consultations.rules.compilation.composing import compose  # noqa: E402
from samverkan.consultations.rules.compilation.docx import as_docx  # noqa: E402
from samverkan.consultations.rules.compilation.pdf import as_pdf  # noqa: E402
from samverkan.consultations.rules.compilation.text import as_text  # noqa: E402
from samverkan.consultations.rules.grouping import group_alike  # noqa: E402
from samverkan.consultations.services.past import import_report  # noqa: E402
from samverkan.reading.consultation.sample import REAL_BODIES, invented_report  # noqa: E402
from samverkan.site.bench import consultation_rows  # noqa: E402
from samverkan.site.bench.consultation_rows import DAY, HALF, WHOLE, Size  # noqa: E402
from samverkan.site.bench.mirror import peak_mb, timed  # noqa: E402

SIZES = {size.name: size for size in (HALF, WHOLE)}
_WORD = re.compile(r"\w+")


def build(size: Size) -> dict[str, int]:
    """Make the tables and fill them."""
    call_command("migrate", verbosity=0, interactive=False)
    rows = consultation_rows.build(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows


def words_counted(text: str) -> float:
    """Return how long it takes to find every word of the text: the baseline that the same run states."""
    return min(timed(lambda: len(_WORD.findall(text)))[0] for _ in range(3))


def measure(size: Size) -> dict[str, Any]:
    """Measure, for so many answers, compiling to each form; and importing and grouping in proportion."""
    share = size.answers / WHOLE.answers
    return {"compile": _compiled(), "import": _imported(share), "group": _grouped(size.answers)}


def _compiled() -> dict[str, Any]:
    round_ = Round.objects.select_related("case").get()
    started = time.process_time()
    read, report = timed(lambda: council_report(round_))
    composed, document = timed(lambda: compose(report))
    word, docx = timed(lambda: as_docx(document))
    typeset, pdf = timed(lambda: as_pdf(document))
    processor = time.process_time() - started
    text = as_text(document)
    base = words_counted(text)
    total = read + composed + word + typeset
    return {
        "signs": len(text),
        "read_seconds": round(read, 3),
        "compose_seconds": round(composed, 3),
        "docx_seconds": round(word, 3),
        "pdf_seconds": round(typeset, 3),
        "seconds": round(total, 3),
        "processor_seconds": round(processor, 3),
        "baseline_seconds": round(base, 4),
        "ratio": round(total / base, 1),
        "docx_bytes": len(docx),
        "pdf_bytes": len(pdf),
        "peak_mb": round(peak_mb(), 1),
    }


def _imported(share: float) -> dict[str, Any]:
    text = invented_report(bodies=round(REAL_BODIES * share))

    def store() -> None:
        with transaction.atomic():
            import_report(by=system_actor("bench"), data=text.encode(), name="utlatande.txt", today=DAY)
            transaction.set_rollback(True)

    return _figures(text, min(timed(store)[0] for _ in range(2)))


def _grouped(count: int) -> dict[str, Any]:
    voices = consultation_rows.voices(count)
    seconds, groups = timed(lambda: group_alike(voices))
    return _figures("\n".join(voice.text for voice in voices), seconds) | {"groups": len(groups)}


def _figures(text: str, seconds: float) -> dict[str, Any]:
    base = words_counted(text)
    return {
        "signs": len(text),
        "seconds": round(seconds, 3),
        "baseline_seconds": round(base, 4),
        "ratio": round(seconds / base, 1),
    }


if __name__ == "__main__":
    print(json.dumps({"build": build, "measure": measure}[sys.argv[1]](SIZES[sys.argv[2]])))
