"""Fixtures for every test: the cast, clients that are logged in, and a folder for documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
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
    """Build the tables from the models, and let browsers meet SQLite in a file, as in use.

    Running the migrations takes longer than most packages' tests: that they build the same tables has a test of its
    own (tests/test_migrations.py). They would also close the trail of the test database, which is emptied after
    tests with real transactions; the tests of the trail close it themselves.

    SQLite in memory is one connection for all of the server's threads: two who write at once are refused. On a file
    the second waits its turn.
    """
    connection.settings_dict["TEST"]["MIGRATE"] = False
    if connection.vendor == "sqlite" and any(item.get_closest_marker("browser") for item in request.session.items):
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "samverkan.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Say in the database itself that all migrations have been made, for the commands that ask (restore)."""
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        made = recorder.applied_migrations()
        for app, name in MigrationLoader(connection).disk_migrations:
            if (app, name) not in made:
                recorder.record_applied(app, name)


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
