"""The bell that tells upper packages that a meeting has been moved or cancelled (docs/house.md).

An upper package adds its function in `AppConfig.ready`. `move_meeting` and `cancel_meeting` ring it inside their own
transaction, unless they are part of a deed that tells of its meetings itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from samverkan.access.actor import Actor
from samverkan.meetings.models import Meeting

MOVED: list[Callable[[Actor, Meeting, datetime], None]] = []
"""What is to be done when a meeting has been moved or cancelled: called with the actor, the meeting as it now is, and
the moment."""
