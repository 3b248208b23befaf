"""Documentation that fails when it lies. `make docs` writes the generated parts anew; here they are compared."""

from __future__ import annotations

import os
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.core.management import get_commands
from django.utils import translation
from django.utils.translation import gettext

from samverkan.ground.words import Word
from tests.test_house import FLOOR, HOUSE, LAYERS, ROOT, our_models
from tests.test_requirements import table_of_requirements
from tests.test_translations import words as load_words

DOCS = ROOT / "docs"
WRITE = os.environ.get("DOCS") == "write"
PAGES = [
    path
    for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    if not {".venv", "node_modules"} & set(path.relative_to(ROOT).parts)
]


def drawing_of_the_house() -> str:
    """Draw the floors and say what each package imports, as measured."""
    graph = grimp.build_graph("samverkan", cache_dir=None)
    imports: dict[str, set[str]] = defaultdict(set)
    for module in graph.modules:
        parts = module.split(".")
        if len(parts) < 2 or "tests" in parts:
            continue
        for other in graph.find_modules_directly_imported_by(module):
            target = other.split(".")
            if len(target) > 1 and target[1] != parts[1]:
                imports[parts[1]].add(target[1])
    lines = ["| Floor | Package | What it holds | Imports |", "|---|---|---|---|"]
    for number, layer in enumerate(LAYERS):
        for package in (name.strip() for name in layer.split("|")):
            about = (HOUSE / package / "__init__.py").read_text().split('"""')[1].strip().splitlines()[0]
            below = sorted(imports[package], key=lambda name: (-FLOOR[name], name))
            lines.append(f"| {len(LAYERS) - number} | `{package}` | {about} | {', '.join(below) or '–'} |")
    return "\n".join(lines)


def table_of_words() -> str:
    """List every model by the Swedish word its docstring begins with, and every vocabulary with its labels."""
    with translation.override("sv"):
        lines = ["| Svenska | I koden | Paket | Betydelse |", "|---|---|---|---|"]
        rows = []
        for model in our_models():
            swedish, _, meaning = (model.__doc__ or "").partition(": ")
            first = " ".join(meaning.split("\n\n")[0].split())
            rows.append(f"| {swedish} | `{model.__name__}` | {model._meta.app_label} | {first} |")
        lines += sorted(rows)
        lines += ["", "## Vocabularies", ""]
        list(load_words())
        for vocabulary in sorted(Word.__subclasses__(), key=lambda word: (word.__module__, word.__name__)):
            if ".tests." in vocabulary.__module__:
                continue
            values = "; ".join(f"`{word.value}` {gettext(word.label)}" for word in vocabulary if word.value)
            lines.append(f"- **{vocabulary.__name__}** ({vocabulary.__module__.split('.')[1]}): {values}")
    return "\n".join(lines)


GENERATED: dict[str, Callable[[], str]] = {
    "house.md": drawing_of_the_house,
    "requirements.md": table_of_requirements,
    "words.md": table_of_words,
}


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_the_generated_part_of_the_page_is_what_the_code_says(name: str) -> None:
    page = DOCS / name
    text = page.read_text()
    before, rest = text.split("<!-- generated: begin -->", 1)
    _, after = rest.split("<!-- generated: end -->", 1)
    fresh = f"{before}<!-- generated: begin -->\n\n{GENERATED[name]()}\n\n<!-- generated: end -->{after}"
    if WRITE:
        page.write_text(fresh)
    assert text == fresh or WRITE, f"docs/{name} is out of date: run `make docs`"


def test_every_link_of_the_docs_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text())
        if not target.startswith(("http:", "https:", "mailto:")) and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_command_of_ours_is_in_the_docs() -> None:
    told = "\n".join(page.read_text() for page in PAGES)
    ours = {name.replace("_", "-") for name, app in get_commands().items() if str(app).startswith("samverkan")}
    assert {name for name in ours if f"samverkan {name}" not in told} == set()


def test_every_setting_read_from_the_environment_is_in_the_docs() -> None:
    settings = (HOUSE / "site" / "settings.py").read_text()
    told = (DOCS / "how-to" / "run-it-for-real.md").read_text()
    variables = set(re.findall(r'"((?:SAMVERKAN_[A-Z_]+)|DATABASE_URL)"', settings))
    assert {variable for variable in variables if variable not in told} == set()


def test_every_package_with_tables_is_in_the_drawing() -> None:
    drawing = (DOCS / "house.md").read_text()
    missing = {app.label for app in apps.get_app_configs() if app.name.startswith("samverkan")}
    assert {label for label in missing if f"`{label}`" not in drawing} == set()


def test_the_changes_name_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert version["dynamic"] == ["version"]
    ours = re.search(r'__version__ = "([^"]+)"', (HOUSE / "__init__.py").read_text())
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert ours is not None
    assert newest is not None
    assert ours.group(1) == newest.group(1)


def test_the_docs_name_no_folder_of_a_machine() -> None:
    found = [str(page.relative_to(ROOT)) for page in PAGES if re.search(r"/(work|root|home/\w+)/", page.read_text())]
    assert found == []


def words_of(path: Path) -> int:
    """Return how many words a page has."""
    return len(path.read_text().split())


def test_decisions_fit_on_a_page() -> None:
    assert [page.name for page in (DOCS / "decisions").glob("*.md") if words_of(page) > 450] == []
