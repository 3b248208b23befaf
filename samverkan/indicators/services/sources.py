"""Deeds with sources."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.indicators.models import Source
from samverkan.indicators.services.pointers import NOT_YOUR_SOURCES, demand_text, saved_by, source_pointer
from samverkan.indicators.words import DarkFigure
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind


def may_keep_sources(by: Actor, municipality_id: int) -> bool:
    """Tell whether the actor keeps the municipality's register of sources: all who prepare, in any district of it."""
    return municipality_id in by.municipality_ids and any(
        may_prepare(by, unit_id) for unit_id in by.own_unit_ids | {municipality_id}
    )


def _checked(municipality: Unit, values: dict[str, str], year: int, retrieved_on: date | None, *, today: date) -> None:
    for field, text in values.items():
        refuse_person_data(contact_details=False, **{field: text})
    if not 1900 <= year <= today.year + 1:
        raise Refused("Write the year of the source with four figures.", field="year")
    if retrieved_on is not None and retrieved_on > today:
        raise Refused("The source cannot have been retrieved on a day to come.", field="retrieved_on")
    if municipality.kind != UnitKind.MUNICIPALITY:
        raise Refused("Sources belong to a municipality.", field="municipality")


@transaction.atomic
def add_source(
    *,
    by: Actor,
    municipality: Unit,
    title: str,
    publisher: str,
    year: int,
    licence: str = "",
    address: str = "",
    retrieved_on: date | None = None,
    limits: str = "",
    dark_figure: DarkFigure = DarkFigure.UNKNOWN,
    hard_to_map: str = "",
    is_invented: bool = False,
    today: date,
) -> Source:
    """Enter a source in the municipality's register, with publisher, year and limits (SIT-08, SIT-13)."""
    demand(may_keep_sources(by, municipality.pk), NOT_YOUR_SOURCES)
    title = demand_text("title", title, "Write what the source is called.")
    publisher = demand_text("publisher", publisher, "Write who published the source.")
    texts = {"title": title, "publisher": publisher, "licence": licence, "limits": limits, "hard_to_map": hard_to_map}
    _checked(municipality, texts, year, retrieved_on, today=today)
    _refuse_a_twin(municipality.pk, title, publisher, year)
    source = Source.objects.create(
        municipality=municipality,
        title=title,
        publisher=publisher,
        year=year,
        licence=licence.strip(),
        address=address.strip(),
        retrieved_on=retrieved_on,
        limits=limits.strip(),
        dark_figure=dark_figure,
        hard_to_map=hard_to_map.strip(),
        is_invented=is_invented,
    )
    record(by=by, event="indicators.source_added", on=source_pointer(source))
    return source


def _refuse_a_twin(municipality_id: int, title: str, publisher: str, year: int, *, but: int = 0) -> None:
    others = Source.objects.filter(municipality_id=municipality_id, year=year).exclude(pk=but)
    if (title.casefold(), publisher.casefold()) in {
        (known.casefold(), by.casefold()) for known, by in others.values_list("title", "publisher")
    }:
        raise Refused("The source is already registered for that year.", field="title")


@transaction.atomic
def change_source(
    *,
    by: Actor,
    source: Source,
    edition: int,
    title: str,
    publisher: str,
    year: int,
    licence: str = "",
    address: str = "",
    retrieved_on: date | None = None,
    limits: str = "",
    dark_figure: DarkFigure = DarkFigure.UNKNOWN,
    hard_to_map: str = "",
    today: date,
) -> Source:
    """Correct or complete what is said of a source. A new year's figures are a new source."""
    source = Source.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=source.pk)
    demand(may_keep_sources(by, source.municipality_id), NOT_YOUR_SOURCES)
    demand_edition(edition, source.edition, saved_by=saved_by(source_pointer(source)))
    title = demand_text("title", title, "Write what the source is called.")
    publisher = demand_text("publisher", publisher, "Write who published the source.")
    texts = {"title": title, "publisher": publisher, "licence": licence, "limits": limits, "hard_to_map": hard_to_map}
    _checked(source.municipality, texts, year, retrieved_on, today=today)
    _refuse_a_twin(source.municipality_id, title, publisher, year, but=source.pk)
    before = str(source)
    source.title, source.publisher, source.year = title, publisher, year
    source.licence, source.address, source.retrieved_on = licence.strip(), address.strip(), retrieved_on
    source.limits, source.dark_figure, source.hard_to_map = limits.strip(), dark_figure, hard_to_map.strip()
    source.edition += 1
    source.save()
    record(by=by, event="indicators.source_changed", on=source_pointer(source), details={"before": before})
    return source
