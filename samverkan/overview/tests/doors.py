"""What the start page answers to everybody."""

from __future__ import annotations

from tests.door import Door

DOORS = {"overview:my_week": Door(200), "overview:lamps": Door(302)}
