"""What the mirrors answer to everybody: each sees what is open to them, so the page itself is open."""

from __future__ import annotations

from tests.door import Door

DOORS = {
    "mirror:agreement": Door(200),
    "mirror:act": Door(200),
}
