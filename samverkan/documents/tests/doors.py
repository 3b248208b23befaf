"""Documents have no addresses of their own; what they belong to opens them."""

from __future__ import annotations

from tests.door import Door

DOORS: dict[str, Door] = {}
