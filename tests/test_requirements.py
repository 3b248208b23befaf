"""Every rule of the catalogue has a test, or a line that says it is not built yet."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.test_house import ROOT

NOT_YET = ROOT / "docs" / "requirements-not-yet.toml"
IDS = ROOT / "docs" / "requirements-ids.toml"


def requirements_in(tree: ast.AST) -> Iterator[str]:
    """Yield the ids that are marked anywhere in a piece of code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "req":
            yield from (str(argument.value) for argument in node.args if isinstance(argument, ast.Constant))


def marks_in(body: Iterable[ast.stmt], place: str) -> Iterator[tuple[str, str]]:
    """Yield requirement id and node id of each mark: on a test, on a class of tests, or on the whole file."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            for decorator in node.decorator_list:
                yield from ((key, f"{place}::{node.name}") for key in requirements_in(decorator))
            yield from marks_in(node.body, f"{place}::{node.name}")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from ((key, f"{place}::{node.name}") for key in requirements_in(node))
        else:
            yield from ((key, place) for key in requirements_in(node))


def marked() -> dict[str, set[str]]:
    """Return the requirement ids marked on tests, with the node ids of the tests."""
    found: dict[str, set[str]] = {}
    for path in [*ROOT.glob("samverkan/*/tests/**/*.py"), *ROOT.glob("tests/**/*.py")]:
        for key, test in marks_in(ast.parse(path.read_text()).body, path.relative_to(ROOT).as_posix()):
            found.setdefault(key, set()).add(test)
    return found


def types() -> dict[str, str]:
    """Return the type of every requirement, as the project keeps them."""
    kept = tomllib.loads(IDS.read_text())["types"]
    return {key: kind for kind, keys in kept.items() for key in keys}


def table_of_requirements() -> str:
    """Write each requirement with its type and the tests that show it; rules that wait stand first, counted."""
    shown, waiting, known = marked(), not_yet(), types()
    lines = ["| Type | In the catalogue | Shown by tests |", "|---|---|---|"]
    for kind in dict.fromkeys(known.values()):
        ids = [key for key, of in known.items() if of == kind]
        lines.append(f"| {kind} | {len(ids)} | {sum(key in shown for key in ids)} |")
    lines.append(f"| all | {len(known)} | {sum(key in shown for key in known)} |")
    untested = [key for key, kind in known.items() if kind == "RULE" and key not in shown]
    lines += ["", f"## Rules without a test: {len(untested)}", ""]
    if untested:
        lines += ["| Rule | Why it waits |", "|---|---|"]
        lines += [f"| {key} | {waiting.get(key, '**no reason given**')} |" for key in untested]
    else:
        lines.append("Every rule is shown by at least one test.")
    lines += ["", "## Requirements and tests", "", "| Requirement | Type | Tests |", "|---|---|---|"]
    for key in sorted(known):
        tests = "<br>".join(f"`{test}`" for test in sorted(shown.get(key, ())))
        lines.append(f"| {key} | {known[key]} | {tests or '–'} |")
    return "\n".join(lines)


def types_of_the_catalogue(shared: Path) -> dict[str, str]:
    """Return the type of every row of the catalogue."""
    row = r"^\| ([A-Z]{3}-\d\d) \|.*\| ([A-Z]+) \| \w+ \|$"
    return dict(re.findall(row, (shared / "requirements.md").read_text(), re.M))


def not_yet() -> dict[str, str]:
    """Return the rules that are not built, with the reason."""
    return {key: str(reason) for key, reason in tomllib.loads(NOT_YET.read_text())["rules"].items()}


def test_the_types_kept_are_those_of_the_catalogue(shared: Path) -> None:
    assert types() == types_of_the_catalogue(shared)


def test_every_rule_has_a_test_or_waits_with_a_reason() -> None:
    rules = {key for key, kind in types().items() if kind == "RULE"}
    assert rules - set(marked()) - set(not_yet()) == set()


def test_no_rule_waits_that_already_has_a_test() -> None:
    assert set(not_yet()) & set(marked()) == set()


def test_marks_name_requirements_that_exist() -> None:
    assert (set(marked()) | set(not_yet())) - set(types()) == set()


def test_a_mark_is_found_on_a_test_on_a_class_and_on_a_whole_file() -> None:
    code = """
pytestmark = pytest.mark.req("AAA-01")

@pytest.mark.req("AAA-02", "AAA-03")
def test_one(): ...

@pytest.mark.req("AAA-04")
class TestTwo:
    @pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.req("AAA-05"))])
    def test_three(self, x): ...
"""
    assert sorted(marks_in(ast.parse(code).body, "f.py")) == [
        ("AAA-01", "f.py"),
        ("AAA-02", "f.py::test_one"),
        ("AAA-03", "f.py::test_one"),
        ("AAA-04", "f.py::TestTwo"),
        ("AAA-05", "f.py::TestTwo::test_three"),
    ]
