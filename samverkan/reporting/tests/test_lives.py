"""What no path of deeds changes, and two who save at the same moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import is_intact
from samverkan.indicators.models import Reading
from samverkan.measures.models import Half
from samverkan.reporting.models import Compilation, Paragraph, Section
from samverkan.reporting.queries.reports import sections_of
from samverkan.reporting.services.compilations import rewrite_paragraph, settle_compilation
from samverkan.reporting.services.reports import (
    accept_report,
    return_report,
    submit_report,
    write_section,
)
from samverkan.reporting.tests.story import NOW, Story
from samverkan.reporting.words import ParagraphKind, SectionKind

ANY_TIME = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _write(story: Story) -> None:
    section = sections_of(story.report())[SectionKind.SUMMARY]
    write_section(
        by=story.cast.amina, report=story.report(), kind=SectionKind.SUMMARY, edition=section.edition, text="Nytt"
    )


def _settle(story: Story) -> None:
    settle_compilation(by=story.cast.gustav, compilation=Compilation.objects.get(period=story.period), now=NOW)


DEEDS: dict[str, Callable[[Story], Any]] = {
    "write": _write,
    "write all": lambda story: story.write(),
    "agree": lambda story: story.agree(),
    "submit": lambda story: submit_report(by=story.cast.amina, report=story.report(), now=NOW),
    "return": lambda story: return_report(by=story.cast.gustav, report=story.report(), text="Mer", now=NOW),
    "accept": lambda story: accept_report(by=story.cast.gustav, report=story.report(), now=NOW),
    "compile": lambda story: story.compile(),
    "settle": _settle,
    "measure": lambda story: Reading.objects.update(numerator=1),
    "work": lambda story: Half.objects.update(state="done", done_on=date(2025, 12, 1)),
}
ANY_DEED = st.sampled_from(sorted(DEEDS))
WAY = ["write all", "agree", "submit", "accept"]


@pytest.mark.django_db
@pytest.mark.req("REP-02", "FOL-05")
@ANY_TIME
@given(
    before=st.lists(st.sampled_from(sorted(DEEDS)), max_size=4),
    after=st.lists(st.sampled_from(sorted(DEEDS)), min_size=1, max_size=8),
)
def test_whatever_is_done_an_accepted_report_and_a_settled_compilation_never_change(
    story: Story, before: list[str], after: list[str]
) -> None:
    with transaction.atomic():
        frozen: dict[str, tuple[Any, str]] = {}
        for name in [*before, *WAY, "compile", *after]:
            try:
                with transaction.atomic():
                    DEEDS[name](story)
            except (Refused, Compilation.DoesNotExist):
                pass
            report = story.report()
            compilation = Compilation.objects.filter(period=story.period).first()
            for what, row, state in (("report", report, "accepted"), ("compilation", compilation, "settled")):
                if row is not None and (what in frozen or row.state == state):
                    assert row.state == state
                    assert is_intact(row.content, row.sealed)
                    assert frozen.setdefault(what, (row.content, row.sealed)) == (row.content, row.sealed)
        assert "report" in frozen
        transaction.set_rollback(True)


def both_at_once(writers: dict[str, Callable[[], Any]]) -> dict[str, str]:
    """Let all write at the same moment; return what each was told."""
    outcomes: dict[str, str] = {}
    ready = threading.Barrier(len(writers))

    def write(name: str) -> None:
        ready.wait()
        try:
            for _attempt in range(200):
                try:
                    writers[name]()
                    outcomes[name] = "saved"
                except SavedMeanwhile as told:
                    outcomes[name] = str(told)
                except OperationalError:  # SQLite lets one writer in at a time and says so
                    connection.close()
                    time.sleep(0.02)
                    continue
                return
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def the_one_who_saved(outcomes: dict[str, str]) -> str:
    saved = [name for name, outcome in outcomes.items() if outcome == "saved"]
    assert len(saved) == 1, outcomes
    assert any("has saved another wording" in outcome for outcome in outcomes.values()), outcomes
    return saved[0]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_a_part_at_the_same_moment_one_is_told_and_no_text_is_lost(story: Story) -> None:
    report, by = story.report(), {"amina": story.cast.amina, "bertil": story.cast.bertil}

    def writing(name: str) -> Callable[[], Any]:
        return lambda: write_section(
            by=by[name], report=report, kind=SectionKind.EFFECT, edition=1, text=f"Ord av {name}"
        )

    saved = the_one_who_saved(both_at_once({name: writing(name) for name in by}))
    stored = Section.objects.get(report=report, kind=SectionKind.EFFECT)
    assert (stored.text, stored.edition) == (f"Ord av {saved}", 2)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_rewrite_a_paragraph_at_the_same_moment_one_is_told(story: Story) -> None:
    story.accept()
    compilation = story.compile()
    paragraph = Paragraph.objects.select_related("compilation__period").get(
        compilation=compilation, kind=ParagraphKind.OVERALL
    )
    gustav = story.cast.gustav

    def writing(name: str) -> Callable[[], Any]:
        return lambda: rewrite_paragraph(by=gustav, paragraph=paragraph, edition=1, text=f"Ord av {name}")

    saved = the_one_who_saved(both_at_once({name: writing(name) for name in ("en", "annan")}))
    paragraph.refresh_from_db()
    assert (paragraph.text, paragraph.edition) == (f"Ord av {saved}", 2)
