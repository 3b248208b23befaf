"""Every component can be drawn, says in words what it shows, and is on the style page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import translation

from samverkan.ui.pages import Crumb, Difference, Event, Fact, Step, Tab
from samverkan.ui.wheel import Line, Mark, Ring, draw, in_months
from samverkan.ui.words import LOOKS

PACKAGE = Path(__file__).resolve().parent.parent
TEMPLATES = PACKAGE / "templates" / "ui"
STATIC = PACKAGE / "static" / "ui"
ICONS = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))

EXAMPLES: dict[str, tuple[dict[str, object], str]] = {
    "_breadcrumbs": ({"crumbs": [Crumb("Avtal", "/avtal/")]}, 'href="/avtal/"'),
    "_buttons": ({"submit": "Besluta", "effect": "Gäller från i dag."}, "Gäller från i dag."),
    "_callout": ({"kind": "warning", "text": "Två möten återstår."}, "Varning:"),
    "_card": ({"title": "Lägesbild", "address": "/x/", "party": "police"}, "Polisen"),
    "_count": ({"value": 7, "label": "Möten", "source": "demo", "day": date(2026, 3, 31)}, "Källa: demo"),
    "_diff": (
        {"before_title": "2019", "after_title": "2024", "rows": [Difference("4 §", "", "Nytt.")]},
        "Finns inte i denna version",
    ),
    "_empty": ({"title": "Inga möten", "address": "/boka/", "action": "Boka"}, 'href="/boka/"'),
    "_folded_deed": ({"title": "Dra tillbaka", "submit": "Dra tillbaka", "address": "/x/"}, 'action="/x/"'),
    "_message": ({"message": "Sparat."}, "Sparat."),
    "_pagination": ({"paging": Paginator(range(30), 10).page(2)}, "Sida 2 av 3"),
    "_party": ({"party": "municipality"}, "Kommunen"),
    "_progress": ({"label": "Möten", "done": 3, "total": 4}, "3 av 4"),
    "_quote": ({"quote": "Fyra gånger.", "source": "Avtalet", "line": 112}, "rad 112"),
    "_status": ({"status": "cannot_be_judged"}, "Kan inte bedömas"),
    "_steps": ({"steps": [Step("Inläst", "done"), Step("Granskas", "current")]}, 'aria-current="step"'),
    "_summary_list": ({"facts": [Fact("Parter", ""), Fact("Antal", 0)]}, "Inte angivet"),
    "_table": ({"label": "Möten", "columns": ["Dag", "Plats"], "rows": [["1", "2"]]}, 'data-label="Plats"'),
    "_tabs": ({"tabs": [Tab("Bilagor", "/b/", is_current=True, count=0)], "label": "Avtalet"}, ">0<"),
    "_wheel": (
        {
            "wheel": draw(2026, [Ring("x", "Styrgrupper")], [Mark(date(2026, 3, 10), "x")], today=date(2026, 3, 10)),
            "label": "Årets möten",
        },
        "Styrgrupper",
    ),
    "_year_list": (
        {"months": in_months(2026, [Line(date(2026, 3, 10), "Möte", part="9–10")], today=date(2026, 3, 10))},
        "Möte",
    ),
    "_timeline": ({"events": [Event(date(2024, 3, 1), "I kraft", party="police")]}, "1\u00a0mar\u00a02024"),
}
"""For each component: what it is given, and what must then stand in it."""

PARTS_OF_THE_FRAME = {"_head", "_mark", "_error_summary"}


def components() -> set[str]:
    """Return the names of all components."""
    return {path.stem for path in TEMPLATES.glob("_*.html")} - PARTS_OF_THE_FRAME


def test_every_component_has_an_example() -> None:
    assert components() == set(EXAMPLES)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_component_says_in_words_what_it_shows(name: str) -> None:
    context, expected = EXAMPLES[name]
    with translation.override("sv"):
        assert expected in render_to_string(f"ui/{name}.html", context)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_component_draws_without_being_given_anything_optional(name: str) -> None:
    context, _ = EXAMPLES[name]
    assert "None" not in render_to_string(f"ui/{name}.html", context)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_component_tells_its_parameters(name: str) -> None:
    opening = (TEMPLATES / f"{name}.html").read_text().split("{% endcomment %}")[0]
    assert "Parameters:" in opening


def test_a_zero_is_a_fact() -> None:
    with translation.override("sv"):
        drawn = render_to_string("ui/_summary_list.html", {"facts": [Fact("Antal", 0)]})
    assert ">0<" in drawn.replace("\n", "")
    assert "Inte angivet" not in drawn


def test_states_of_the_mirror_differ_in_shape() -> None:
    mirror = [LOOKS[code] for code in ("fulfilled", "due", "breached", "cannot_be_judged")]
    assert len({look.icon for look in mirror}) == 4


def test_every_icon_that_is_named_is_drawn() -> None:
    named = {look.icon for look in LOOKS.values()} | {"municipality", "police", "external"}
    for template in PACKAGE.rglob("templates/**/*.html"):
        named |= set(re.findall(r'{% icon "([\w-]+)"', template.read_text()))
    assert named <= ICONS


def test_every_component_stands_on_the_style_page() -> None:
    page = (TEMPLATES / "style.html").read_text()
    by_tag = {"_breadcrumbs", "_table", "_message"}
    assert {name for name in components() - by_tag if f"ui/{name}.html" not in page} == set()


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in [*PACKAGE.rglob("*.css"), *PACKAGE.rglob("*.js"), *TEMPLATES.rglob("*.html")]:
        assert not re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", path.read_text()), path


def test_no_template_carries_style_script_or_handlers() -> None:
    for path in TEMPLATES.rglob("*.html"):
        assert not re.search(r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*\ssrc=)", path.read_text()), path


def test_vendored_files_are_small_and_their_licences_are_kept() -> None:
    licences = (STATIC / "LICENSES.md").read_text()
    for path in (STATIC / "vendor").rglob("*.*"):
        assert path.stat().st_size < 500_000
    assert "SIL Open Font License" in licences
    assert "Designsystemet" in licences
