"""Every rule of the catalogue has a test, or a line that says it is not built yet."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

from tests.test_house import ROOT

NOT_YET = ROOT / "docs" / "requirements-not-yet.toml"


def marked() -> dict[str, set[str]]:
    """Return the requirement ids marked on tests, and where."""
    found: dict[str, set[str]] = {}
    for path in [*ROOT.glob("samverkan/*/tests/**/*.py"), *ROOT.glob("tests/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "req":
                for argument in node.args:
                    if isinstance(argument, ast.Constant):
                        found.setdefault(str(argument.value), set()).add(path.name)
    return found


def rules_of_the_catalogue(shared: Path) -> set[str]:
    """Return the ids of the rows of type RULE."""
    rows = re.findall(r"^\| ([A-Z]{3}-\d\d) \|.*\| RULE \| \w+ \|$", (shared / "requirements.md").read_text(), re.M)
    return set(rows)


def not_yet() -> dict[str, str]:
    """Return the rules that are not built, with the reason."""
    return {key: str(reason) for key, reason in tomllib.loads(NOT_YET.read_text())["rules"].items()}


def test_every_rule_has_a_test_or_waits_with_a_reason(shared: Path) -> None:
    assert rules_of_the_catalogue(shared) - set(marked()) - set(not_yet()) == set()


def test_no_rule_waits_that_already_has_a_test() -> None:
    assert set(not_yet()) & set(marked()) == set()


def test_marks_name_requirements_that_exist(shared: Path) -> None:
    known = set(re.findall(r"^\| ([A-Z]{3}-\d\d) \|", (shared / "requirements.md").read_text(), re.M))
    assert set(marked()) - known == set()
