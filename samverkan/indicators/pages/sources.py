"""Sources as templates are given them: what each can show, its limits and what is read from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page
from django.urls import reverse

from samverkan.indicators.models import Indicator, Source
from samverkan.indicators.words import DarkFigure
from samverkan.ui.pages import Tab


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the register."""

    title: str
    publisher: str
    year: int
    address: str
    licence: str
    dark_figure: DarkFigure
    hard_to_map: str
    is_invented: bool

    @classmethod
    def of(cls, source: Source) -> SourceRow:
        """Return the row."""
        return cls(
            title=source.title,
            publisher=source.publisher,
            year=source.year,
            address=reverse("indicators:source", args=[source.pk]),
            licence=source.licence,
            dark_figure=DarkFigure(source.dark_figure),
            hard_to_map=source.hard_to_map,
            is_invented=source.is_invented,
        )


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """The register of sources."""

    municipality: str
    tabs: tuple[Tab, ...]
    rows: tuple[SourceRow, ...]
    paging: Page[Source] | None
    may_add: bool


@dataclass(frozen=True, slots=True)
class SourceLink:
    """An indicator that rests on the source."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One source."""

    source: Source
    dark_figure: DarkFigure
    is_web_address: bool
    indicators: tuple[SourceLink, ...]
    may_change: bool

    @classmethod
    def of(cls, source: Source, indicators: Iterable[Indicator], *, may_change: bool) -> SourcePage:
        """Return the page."""
        return cls(
            source=source,
            dark_figure=DarkFigure(source.dark_figure),
            is_web_address=source.address.startswith(("https://", "http://")),
            indicators=tuple(
                SourceLink(one.name, reverse("indicators:indicator", args=[one.pk])) for one in indicators
            ),
            may_change=may_change,
        )
