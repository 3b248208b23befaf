"""What the base page and the pages of this package are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the navigation. `title` is already in the reader's language."""

    title: str
    address: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Who is logged in. `party` is the code of a `ground.words.Party`; `function` may be empty."""

    name: str
    function: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """All that surrounds a page: filled in by the roof, shown by `ui/base.html`.

    `log_out_address` is where the log-out form posts; without it, or without a person, there is no
    such button. `home_address` is where the wordmark leads. `language` and `other_language` are codes
    ("sv", "en"). `is_demo` shows on every page that persons and figures are invented.
    """

    navigation: tuple[NavigationItem, ...] = ()
    person: Person | None = None
    language: str = "sv"
    other_language: str = "en"
    is_demo: bool = False
    today: date | None = None
    home_address: str = "/"
    log_out_address: str = ""


@dataclass(frozen=True, slots=True)
class StylePage:
    """The living style page: example values for every component."""

    forms: Mapping[str, object]
    values: Mapping[str, object] = field(default_factory=dict)
