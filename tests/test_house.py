"""The floors where import-linter cannot see: keys, cascades, migrations, links, furniture and words."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.urls import get_resolver

from samverkan.agreements.models import AnnexVersion
from samverkan.agreements.words import AnnexState
from samverkan.communication.models import Information
from samverkan.decisions.models import Decision
from samverkan.documents.models import Document
from samverkan.notices.models import Notice

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "samverkan"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LAYERS: list[str] = next(contract["layers"] for contract in CONTRACTS["contracts"] if contract["id"] == "floors")
FLOOR = {name.strip(): len(LAYERS) - number for number, layer in enumerate(LAYERS) for name in layer.split("|")}
FURNITURE = {
    "__init__", "apps", "bells", "forms", "http", "management", "migrations", "models", "pages", "queries",
    "rules", "services", "urls", "views", "words", "templatetags", "tests",
}  # fmt: skip
PLAIN = {"ground", "reading", "planner", "access", "guard", "ui", "site"}
"""Packages without tables, furnished after what they hold (docs/house.md)."""


def our_models() -> list[type[models.Model]]:
    """Return the models of the house."""
    return [model for model in apps.get_models() if model.__module__.startswith("samverkan.")]


def foreign_keys(model: type[models.Model]) -> list[models.ForeignKey[models.Model, models.Model]]:
    """Return the model's keys to models of the house."""
    return [
        field
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model in our_models()
    ]


def test_every_package_has_a_floor() -> None:
    packages = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert packages == set(FLOOR)


def test_keys_point_down_the_house() -> None:
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in foreign_keys(model)
        if field.related_model._meta.app_label != model._meta.app_label
        and FLOOR[field.related_model._meta.app_label] >= FLOOR[model._meta.app_label]
    ]
    assert upward == []


def test_keys_that_leave_their_package_open_no_door_back_and_never_cascade() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in foreign_keys(model)
        if field.related_model._meta.app_label != model._meta.app_label
        and (not field.remote_field.hidden or field.remote_field.on_delete is not models.PROTECT)
    ]
    assert wrong == []


def test_migrations_wait_only_for_packages_below() -> None:
    loader = MigrationLoader(None)
    upward = [
        f"{label}.{name} waits for {other}"
        for (label, name), migration in loader.disk_migrations.items()
        for other, _ in migration.dependencies
        if label in FLOOR and other in FLOOR and other != label and FLOOR[other] >= FLOOR[label]
    ]
    assert upward == []


def test_templates_link_only_level_or_down() -> None:
    upward = []
    for template in HOUSE.glob("*/templates/**/*.html"):
        package = template.relative_to(HOUSE).parts[0]
        for other in re.findall(r"{%\s*url\s+['\"](\w+):", template.read_text()):
            if other != package and FLOOR[other] > FLOOR[package]:
                upward.append(f"{template.relative_to(ROOT)} links to {other}")
    assert upward == []


def test_packages_are_furnished_alike() -> None:
    strange = []
    for package in sorted(set(FLOOR) - PLAIN):
        for path in (HOUSE / package).iterdir():
            is_code = path.suffix == ".py" or (path / "__init__.py").exists()
            if is_code and path.stem not in FURNITURE:
                strange.append(str(path.relative_to(ROOT)))
    assert strange == []


def test_every_model_begins_with_the_word_that_people_say() -> None:
    nameless = [
        model._meta.label for model in our_models() if not re.match(r"[A-ZÅÄÖ][\wåäöÅÄÖ ]+: ", model.__doc__ or "")
    ]
    assert nameless == []


def test_no_page_carries_inline_style_script_or_handlers() -> None:
    found = []
    for template in HOUSE.glob("*/templates/**/*.html"):
        text = template.read_text()
        if re.search(r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*\ssrc=)", text):
            found.append(str(template.relative_to(ROOT)))
    assert found == []


def test_templates_are_complete_pages_or_parts() -> None:
    pages = [
        path
        for path in HOUSE.glob("*/templates/**/*.html")
        if not path.name.startswith("_") and "form" not in path.parts and path.name not in {"base.html", "failed.html"}
    ]
    loose = [str(path.relative_to(ROOT)) for path in pages if "{% extends" not in path.read_text()]
    assert loose == []


@pytest.mark.django_db
def test_the_models_need_no_new_migration() -> None:
    answer = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout


def test_every_address_is_closed_unless_it_says_that_it_is_open() -> None:
    """The doors table tries them; here the short list of open ones is kept in sight."""
    open_addresses: list[str] = []
    for pattern in get_resolver().reverse_dict.values():
        assert pattern
    stack = list(get_resolver().url_patterns)
    while stack:
        entry = stack.pop()
        if hasattr(entry, "url_patterns"):
            stack += entry.url_patterns
        elif not getattr(entry.callback, "login_required", True):
            open_addresses.append(str(entry.name))
    assert sorted(open_addresses) == [
        "accessibility",
        "add_section",
        "add_statement",
        "answer",
        "begin",
        "board",
        "come_in",
        "comment",
        "contribute",
        "decide",
        "edit_comment",
        "edit_statement",
        "facts",
        "feed",
        "find",
        "give_points",
        "health",
        "join",
        "language",
        "letter",
        "login",
        "make_link",
        "material",
        "material_file",
        "news",
        "release",
        "remove_comment",
        "remove_statement",
        "respite",
        "revoke_link",
        "section",
        "send_on",
        "style",
        "submit",
        "take_back",
        "wall",
    ]


@pytest.mark.django_db
@pytest.mark.req("DEC-16")
def test_every_decision_annex_and_notice_bears_its_date() -> None:
    for model, name in (
        (Decision, "decided_on"),
        (Notice, "sent_at"),
        (Information, "sent_at"),
        (Document, "added_at"),
    ):
        assert not model._meta.get_field(name).null, f"{model.__name__}.{name}"
    annex = AnnexVersion(annex_id=1, number=1, state=AnnexState.VALID, needs_decision=False)
    with pytest.raises(ValidationError) as undated:
        annex.validate_constraints(exclude={"annex", "number"})
    assert "valid_annex_is_decided_dated_and_attached" in str(undated.value)
