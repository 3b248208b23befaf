"""`samverkan add-administrator`: the first person of a new installation."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localdate

from samverkan.access.actor import system_actor
from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.ground.pointers import Pointer
from samverkan.ground.words import Party
from samverkan.organisation.models import Post, Unit
from samverkan.organisation.words import UnitKind


class Command(BaseCommand):
    """Add a system administrator, and the municipality if there is none yet."""

    help = "Add a system administrator; asks for the password, or reads it from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the arguments."""
        parser.add_argument("address", help="e-mail address to log in with")
        parser.add_argument("name", help="the person's name")
        parser.add_argument("--municipality", default="Kommunen", help="the municipality's name, if there is none yet")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Store the person and the post."""
        address = options["address"].lower()
        password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            validate_email(address)
            validate_password(password)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        if User.objects.filter(email=address).exists():
            raise CommandError(f"{address} already has an account.")
        today = localdate()
        municipality = Unit.objects.filter(kind=UnitKind.MUNICIPALITY).order_by("pk").first()
        if municipality is None:
            municipality = Unit.objects.create(
                name=options["municipality"], kind=UnitKind.MUNICIPALITY, party=Party.MUNICIPALITY, valid_from=today
            )
        user = User.objects.create_user(address, options["name"], password)
        Post.objects.create(user=user, unit=municipality, role=Role.ADMINISTRATOR, valid_from=today)
        record(
            by=system_actor("samverkan add-administrator"),
            event="accounts.administrator_added",
            on=Pointer("accounts.user", str(user.pk), user.name, ""),
        )
        self.stdout.write(f"{user.name} may log in as {address}.")
