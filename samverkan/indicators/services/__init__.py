"""Deeds: one function each, permitted, validated, stored and traced. Upper packages take them, and pointers, here."""

from samverkan.indicators.services.goals import (
    add_sub_goal,
    change_sub_goal,
    end_sub_goal,
    judge_goal,
    link_programme,
    record_review,
    set_vision,
    unlink_programme,
)
from samverkan.indicators.services.indicators import (
    add_indicator,
    change_indicator,
    retire_indicator,
    set_aim,
)
from samverkan.indicators.services.pointers import indicator_pointer, source_pointer, sub_goal_pointer
from samverkan.indicators.services.readings import (
    NewReading,
    Taken,
    correct_reading,
    import_readings,
    record_reading,
    record_readings,
)
from samverkan.indicators.services.sources import add_source, change_source

__all__ = [
    "NewReading",
    "Taken",
    "add_indicator",
    "add_source",
    "add_sub_goal",
    "change_indicator",
    "change_source",
    "change_sub_goal",
    "correct_reading",
    "end_sub_goal",
    "import_readings",
    "indicator_pointer",
    "judge_goal",
    "link_programme",
    "record_reading",
    "record_readings",
    "record_review",
    "retire_indicator",
    "set_aim",
    "set_vision",
    "source_pointer",
    "sub_goal_pointer",
    "unlink_programme",
]
