"""The examples in docstrings hold."""

from __future__ import annotations

import doctest
import importlib

import pytest

from tests.test_house import HOUSE, ROOT

MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in HOUSE.rglob("*.py")
    if "tests" not in path.parts and ">>> " in path.read_text()
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_module_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
