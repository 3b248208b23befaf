"""Questions, asked on behalf of an actor. Upper packages take them here."""

from samverkan.indicators.queries.goals import (
    areas_lacking_in,
    goals_without_indicator,
    sub_goals_for_unit,
    sub_goals_visible_to,
    years_unreviewed_in,
)
from samverkan.indicators.queries.indicators import indicators_for_unit, indicators_visible_to
from samverkan.indicators.queries.readings import (
    AreaTotal,
    area_totals,
    latest_readings,
    measurements_lacking,
    series,
    sources_of_indicators,
)
from samverkan.indicators.queries.sources import sources_visible_to

__all__ = [
    "AreaTotal",
    "area_totals",
    "areas_lacking_in",
    "goals_without_indicator",
    "indicators_for_unit",
    "indicators_visible_to",
    "latest_readings",
    "measurements_lacking",
    "series",
    "sources_of_indicators",
    "sources_visible_to",
    "sub_goals_for_unit",
    "sub_goals_visible_to",
    "years_unreviewed_in",
]
