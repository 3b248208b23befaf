"""Every deed leaves a trace: read off the services themselves, so that it does not hang on memory."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from tests.test_house import HOUSE, ROOT

WITHOUT_A_TRACE_OF_ITS_OWN: dict[str, str] = {
    "note_reading": "reading is no deed: it leaves a time on the notice",
    "receive": "part of giving a receipt, which leaves the trace of what was received",
    "carry_line": "part of opening a year's picture and of carrying lines over, which leave the trace",
    "hand_down_demands": "part of putting an agreement in force",
    "locked_answer": "begins every deed on an answer, which leaves the trace",
    "locked_round": "begins every deed on a consultation round, which leaves the trace",
    "saved_by": "ends every deed on an answer, which leaves the trace",
    "set_demands": "part of putting an agreement in force",
}
"""Deeds that are always part of another one, which leaves the trace: name and reason."""


@cache
def services() -> tuple[tuple[Path, ast.FunctionDef], ...]:
    """Return the public functions of every service module that act on somebody's behalf."""
    found: list[tuple[Path, ast.FunctionDef]] = []
    for path in [*HOUSE.glob("*/services.py"), *HOUSE.glob("*/services/*.py")]:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                arguments = [*node.args.args, *node.args.kwonlyargs]
                if any(argument.arg == "by" for argument in arguments) and node.name != "record":
                    found.append((path, node))
    return tuple(found)


@cache
def local_functions(path: Path) -> dict[str, ast.FunctionDef]:
    """Return the functions of a module by name."""
    return {node.name: node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}


def calls_of(node: ast.AST) -> set[str]:
    """Return the names that are called below a node."""
    return {
        call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
    }


def leaves_a_trace(path: Path, node: ast.FunctionDef, seen: frozenset[str] = frozenset()) -> bool:
    """Tell whether the function records, itself or through a function of its module."""
    called = calls_of(node)
    if "record" in called:
        return True
    here = local_functions(path)
    return any(leaves_a_trace(path, here[name], seen | {node.name}) for name in called & set(here) if name not in seen)


@cache
def deeds() -> frozenset[str]:
    """Return the names of all deeds that leave a trace."""
    return frozenset(node.name for path, node in services() if leaves_a_trace(path, node))


def test_every_deed_leaves_a_trace() -> None:
    traced = deeds()
    silent = {
        f"{path.relative_to(ROOT)}: {node.name}"
        for path, node in services()
        if node.name not in traced
        and not calls_of(node) & traced
        and node.name not in WITHOUT_A_TRACE_OF_ITS_OWN
        and not node.name.startswith(("may_", "demand"))
    }
    assert silent == set()


def test_every_deed_is_one_transaction() -> None:
    loose = {
        f"{path.relative_to(ROOT)}: {node.name}"
        for path, node in services()
        if node.name in deeds()
        and not any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
        and "atomic" not in calls_of(node)
        and node.name != "send_notices"  # each letter is its own transaction: one that fails stops no other
    }
    assert loose == set()


def test_every_deed_is_asked_by_name() -> None:
    positional = {
        f"{path.relative_to(ROOT)}: {node.name}"
        for path, node in services()
        if node.name in deeds() and any(argument.arg == "by" for argument in node.args.args)
    }
    assert positional <= {name for name in positional if "take_decided" in name}
