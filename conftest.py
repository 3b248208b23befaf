"""Fixtures for every test: the cast, clients that are logged in, and a folder for documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.browser import chromium, somebody  # noqa: F401 (fixtures for every test)
from tests.cast import Cast, build_cast

hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
hypothesis_settings.load_profile("house")  # how long an example takes depends on who else uses the machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database, so that it can be run on PostgreSQL too."""
    for item in items:
        needs = set(getattr(item, "fixturenames", ()))
        if needs & {"db", "transactional_db", "cast", "live_server"} or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Let browsers meet SQLite in a file, as in use: one in memory is one connection for all of the server's threads.

    On that one connection two who write at once are refused; on a file the second waits its turn.
    """
    if connection.vendor == "sqlite" and any(item.get_closest_marker("browser") for item in request.session.items):
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "samverkan.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Take the triggers off the trail of the test database, which is emptied after tests with real transactions.

    The tests of the trail put them back (samverkan/audit/tests).
    """
    reopen = import_module("samverkan.audit.migrations.0002_append_only").OPEN
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for statement in reopen[connection.vendor]:
            try:
                with transaction.atomic():
                    cursor.execute(statement)
            except DatabaseError:  # a database kept from an earlier run (--reuse-db) has been opened before
                continue


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the small invented town."""
    return build_cast()


@pytest.fixture
def client_of(cast: Cast) -> Callable[[str], Client]:
    """Return a function that gives a browser-like client logged in as somebody of the cast."""

    def logged_in(name: str) -> Client:
        client = Client()
        client.force_login(cast.users[name])
        return client

    return logged_in


@pytest.fixture(autouse=True)
def documents_folder(tmp_path: Path, settings: Settings) -> Path:
    """Let documents of a test lie in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    return tmp_path / "documents"


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    """Let every test begin in Swedish, whatever language the request of another test left behind."""
    with translation.override("sv"):
        yield


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Let the ten people of the cast be stored without ten slow hashes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real documents and open data beside the checkout, or skip."""
    folder = Path(__file__).resolve().parent.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the real documents (../shared) are not here")
    return folder
