"""What is to be planned: calendar, places, rooms, persons and groups, and how they are read."""

from samverkan.planner.instance.reading import Malformed, read_instance
from samverkan.planner.instance.values import (
    Busy,
    Calendar,
    Fixed,
    Group,
    Instance,
    Milestone,
    Person,
    Room,
    Seat,
    Weights,
    dates_between,
)

__all__ = [
    "Busy",
    "Calendar",
    "Fixed",
    "Group",
    "Instance",
    "Malformed",
    "Milestone",
    "Person",
    "Room",
    "Seat",
    "Weights",
    "dates_between",
    "read_instance",
]
