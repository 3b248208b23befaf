"""`samverkan demo`: build the demo city once, and serve it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connection
from granian.constants import Interfaces
from granian.server import Server

from samverkan.accounts.models import User
from samverkan.site.town.build import build_town


class Command(BaseCommand):
    """Build and serve the demo city."""

    help = "Build the demo city (invented people and figures) and serve it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the options."""
        parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
        parser.add_argument("--no-serve", action="store_true", help="build only")
        parser.add_argument("--fresh", action="store_true", help="throw the demo city away and build it anew")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build if needed, print the address and the logins, serve."""
        logins_file: Path = settings.DEMO_LOGINS
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        if options["fresh"] and logins_file.exists():
            self._throw_away(logins_file)
        call_command("migrate", verbosity=0, interactive=False)
        if not logins_file.exists():
            if User.objects.exists():
                raise CommandError("The database already holds data that is not a demo; point DATABASE_URL elsewhere.")
            self.stderr.write("Building the demo city …")
            logins = build_town(progress=self.stderr.write)
            logins_file.write_text(json.dumps(logins, ensure_ascii=False, indent=2))
        logins = json.loads(logins_file.read_text())
        address = f"http://127.0.0.1:{options['port']}/"
        self.stdout.write(f"\nDemostaden (påhittade personer och siffror): {address}\n\n")
        width = max(len(login["role"]) for login in logins)
        for login in logins:
            self.stdout.write(f"  {login['role']:<{width}}  {login['email']}  {login['password']}\n")
        self.stdout.flush()
        if not options["no_serve"]:
            self.stdout.write("\nCtrl-C stops it.\n")
            self.stdout.flush()
            connection.close()
            Server(
                "samverkan.site.wsgi:application",
                address="127.0.0.1",
                port=options["port"],
                interface=Interfaces.WSGI,
                workers=1,
                blocking_threads=4,
                log_access=False,
                websockets=False,
            ).serve()

    def _throw_away(self, logins_file: Path) -> None:
        """Remove the demo city and nothing else: the file with its logins tells that it is one."""
        connection.close()
        if connection.vendor == "sqlite":
            database = Path(connection.settings_dict["NAME"])
            for path in (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))):
                path.unlink(missing_ok=True)
        else:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        logins_file.unlink()
        sys.stderr.write("The old demo city is gone.\n")
