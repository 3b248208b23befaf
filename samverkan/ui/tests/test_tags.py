"""Words, days and differences as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from samverkan.ground.words import GroupKind, Party
from samverkan.ui.templatetags import ui

DAY = date(2024, 12, 5)


def drawn(source: str, **context: object) -> str:
    """Render a template with the tags loaded."""
    return Template("{% load ui %}" + source).render(Context(context))


def test_a_word_is_shown_in_the_language_of_the_reader() -> None:
    with translation.override("sv"):
        assert drawn("{% word kind %}", kind=GroupKind.LOCAL_STEERING) == "Lokal styrgrupp"
        assert drawn("{{ party|word }}", party=Party.POLICE) == "Polisen"
    with translation.override("en"):
        assert drawn("{% word kind %}", kind=GroupKind.LOCAL_STEERING) == "Local steering group"


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_word_is_shown_as_nothing(nothing: str | None) -> None:
    assert ui.word_filter(nothing) == ""


@pytest.mark.parametrize(
    ("language", "full", "short"),
    [("sv", "5 december 2024", "5 dec 2024"), ("en", "5 December 2024", "5 Dec 2024")],
)
def test_days_are_written_as_people_write_them(language: str, full: str, short: str) -> None:
    with translation.override(language):
        assert ui.day(DAY).replace("\u00a0", " ") == full
        assert ui.short_day(DAY).replace("\u00a0", " ") == short


def test_a_day_does_not_break_between_its_parts() -> None:
    assert " " not in ui.day(DAY)


def test_a_moment_is_told_in_local_time_with_the_clock() -> None:
    summer = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    with translation.override("sv"):
        assert ui.moment(summer).replace("\u00a0", " ") == "1 juli 2026 kl. 00.30"
        assert ui.day(summer).replace("\u00a0", " ") == "1 juli 2026"
    with translation.override("en"):
        assert ui.moment(summer).replace("\u00a0", " ") == "1 July 2026, 00:30"


def test_no_day_is_written_as_nothing() -> None:
    assert ui.day(None) == ui.short_day(None) == ui.moment(None) == ui.iso(None) == ""


def test_a_share_of_nothing_is_nothing_and_never_more_than_all() -> None:
    assert ui.percent_of(1, 0) == 0
    assert ui.percent_of(1, 3) == 33
    assert ui.percent_of(5, 4) == 100


def test_a_state_is_named_by_its_word_or_by_its_code() -> None:
    with translation.override("sv"):
        assert ui.state_label("fulfilled") == "Uppfyllt"
        assert ui.state_label(Party.POLICE) == "Polisen"
        assert ui.state_label("never_heard_of") == "never_heard_of"


def test_differing_words_are_marked_and_the_rest_stands_as_it_was() -> None:
    before, after = "minst två gånger per år.", "minst fyra gånger per år."
    with translation.override("sv"):
        gone, new = ui.removed_against(before, after), ui.added_against(after, before)

    assert gone.startswith("minst <del>")
    assert "[borttaget: </span>två<span" in gone
    assert "[tillagt: </span>fyra<span" in new
    assert new.endswith(" gånger per år.")


def test_a_text_against_itself_has_no_marks() -> None:
    assert ui.removed_against("Alla är med.", "Alla är med.") == "Alla är med."


def test_markup_in_a_compared_text_is_shown_as_text() -> None:
    assert "<b>" not in ui.added_against("<b>ny</b>", "gammal")


def test_an_icon_without_a_title_is_hidden_from_those_who_listen() -> None:
    assert 'aria-hidden="true"' in drawn('{% icon "check" %}')
    assert 'aria-label="Klart"' in drawn('{% icon "check" "Klart" %}')
