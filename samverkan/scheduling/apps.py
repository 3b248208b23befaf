"""The Django application of this package."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """Name and label of the application."""

    name = "samverkan.scheduling"
    label = "scheduling"

    def ready(self) -> None:
        """Hang what follows a moved or cancelled meeting, or a seat with another holder, on their bells."""
        from samverkan.groups.bells import RESEATED  # noqa: PLC0415 - models are not ready before
        from samverkan.meetings.bells import MOVED  # noqa: PLC0415 - models are not ready before
        from samverkan.scheduling.services.hands import note_hand  # noqa: PLC0415 - as above
        from samverkan.scheduling.services.invitations import follow_meeting, follow_seats  # noqa: PLC0415 - as above

        MOVED.extend((note_hand, follow_meeting))
        RESEATED.append(follow_seats)
