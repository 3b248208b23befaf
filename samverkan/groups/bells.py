"""The bell that tells upper packages that seats of a group have other holders, or are gone (docs/house.md).

An upper package adds its function in `AppConfig.ready`. The deeds that fill, vacate and end seats ring it inside their
own transaction, once they have stored what is changed; also where that holds from a day to come.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from samverkan.access.actor import Actor
from samverkan.groups.models import Group

RESEATED: list[Callable[[Actor, Group, datetime], None]] = []
"""What is to be done when the holders of a group's seats have changed: called with the actor, the group, and the
moment."""
