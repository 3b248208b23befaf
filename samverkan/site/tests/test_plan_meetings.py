"""The command that plans a year of meetings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from samverkan.planner.made_up import made_up_town


def test_the_command_writes_a_plan_and_prints_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "town.json").write_text(json.dumps(made_up_town(1, weeks=16)))
    out = tmp_path / "plan.json"
    call_command("plan_meetings", str(tmp_path / "town.json"), "--out", str(out), "--work", "3000", "--json")
    figures = json.loads(capsys.readouterr().out)
    assert figures["violations"] == 0
    assert 0 < figures["bound"] <= figures["objective"]["total"]
    assert len(json.loads(out.read_text())["meetings"]) == figures["meetings"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON: line 1"),
        ("[]", "instance: must be an object"),
        (json.dumps(made_up_town(1, weeks=16) | {"persons": []}), "there is no person"),
    ],
)
def test_the_command_ends_with_1_and_a_line_for_each_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (tmp_path / "town.json").write_text(text)
    with pytest.raises(SystemExit) as ended:
        call_command("plan_meetings", str(tmp_path / "town.json"), "--out", str(tmp_path / "plan.json"))
    assert ended.value.code == 1
    lines = capsys.readouterr().err.splitlines()
    assert any(said in line for line in lines)
    assert not (tmp_path / "plan.json").exists()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--seconds", "0", "--seconds must be more than 0."),
        ("--bound-seconds", "-1", "--bound-seconds must not be less than 0."),
        ("--work", "-1", "--work must not be less than 0."),
    ],
)
def test_a_limit_below_nothing_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("plan_meetings", str(tmp_path / "town.json"), "--out", str(tmp_path / "plan.json"), option, value)
    assert ended.value.code == 1
    assert capsys.readouterr().err.splitlines() == [said]
