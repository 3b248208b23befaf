"""Pointers: how a lower package refers to something whose table lies above it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a thing is, which one, what it is called and where it can be opened.

    `kind` is `package.noun` (for example `agreements.annex_version`), `address` a path within the site.
    """

    kind: str
    key: str
    title: str
    address: str
