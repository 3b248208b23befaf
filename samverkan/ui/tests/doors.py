"""What the addresses of the look answer to everybody: they are open."""

from __future__ import annotations

from tests.door import Door

OPEN = {"anonymous": 200}

DOORS = {
    "ui:style": Door(200, OPEN),
    "ui:accessibility": Door(200, OPEN),
    "ui:language": Door(302),
}
