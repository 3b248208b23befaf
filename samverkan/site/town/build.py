"""Build the whole demo city."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from samverkan.access.actor import system_actor
from samverkan.audit.services import record
from samverkan.ground.pointers import Pointer
from samverkan.site.town.groups import LOGINS, build_groups
from samverkan.site.town.life import build_life
from samverkan.site.town.structure import build_structure


@transaction.atomic
def build_town(*, progress: Callable[[str], Any]) -> list[dict[str, str]]:
    """Store the demo city and return its logins: role, email, password and name. `progress` tells how far it is."""
    today = localdate()
    structure = build_structure()
    people, groups = build_groups(structure)
    builder = system_actor("Demostaden")
    record(
        by=builder, event="site.town_built", on=Pointer("organisation.unit", str(structure.city.pk), "Demostaden", "")
    )
    progress("  enheter, personer och grupper")
    build_life(structure, people, groups, today=today, progress=progress)
    logins = []
    for key, role in LOGINS:
        user, password = people.account(key), secrets.token_urlsafe(9)
        user.set_password(password)
        user.save(update_fields=["password"])
        logins.append({"role": role, "email": user.email, "password": password, "name": user.name})
    return logins
