"""The command itself: names, exit statuses and one line where something is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def ran(*arguments: str, folder: Path, url: str = "") -> tuple[int, str, str]:
    """Return how the command ends and what it says, with a data directory of its own."""
    environment = {**os.environ, "SAMVERKAN_DATA_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = url
    answer = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return answer.returncode, answer.stdout, answer.stderr


def test_an_unknown_command_is_wrong_usage(tmp_path: Path) -> None:
    status, _, said = ran("import-agrement", folder=tmp_path)
    assert (status, said.count("\n")) == (2, 1)


@pytest.mark.parametrize("command", [["mirror", "--json"], ["verify-trail"]])
def test_a_database_that_is_not_set_up_is_one_line(tmp_path: Path, command: list[str]) -> None:
    status, out, said = ran(*command, folder=tmp_path)
    assert (status, out, said.count("\n")) == (1, "", 1)
    assert "migrate" in said


def test_a_database_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    status, out, said = ran("mirror", folder=tmp_path, url="postgresql://nobody@127.0.0.1:9/nothing")
    assert (status, out, said.count("\n")) == (1, "", 1)
