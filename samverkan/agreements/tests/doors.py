"""What the addresses of agreements answer to everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from samverkan.agreements.services.overall import register_overall_agreement
from samverkan.agreements.tests.annex_doors import ANNEX_DOORS
from samverkan.agreements.tests.texts import adopted, imported
from tests.cast import Cast
from tests.door import Door


def draft(cast: Cast) -> list[Any]:
    """Store a draft of Björkåsa."""
    return [imported(cast.amina).pk]


def agreement(cast: Cast) -> list[Any]:
    """Put an agreement of Björkåsa in force."""
    return [adopted(cast.amina).pk]


def copy(cast: Cast) -> list[Any]:
    """Put an agreement of Björkåsa in force and name its first copy."""
    return [adopted(cast.amina).pk, 1]


def overall(cast: Cast) -> list[Any]:
    """Enter the town's overall agreement."""
    return [
        register_overall_agreement(
            by=cast.gustav,
            title="Övergripande samverkansöverenskommelse",
            registry_number="KS 2023/1",
            municipality=cast.units["town"],
            valid_from=date(2024, 1, 1),
            rule_set="overall-2024",
        ).pk
    ]


PREPARES = dict.fromkeys(("amina", "bertil", "doris", "erik"), 200)
"""Those who prepare in Björkåsa."""

READS = PREPARES | dict.fromkeys(("fatima", "gustav", "hanna"), 200)
"""Those who prepare there, the party's representative, the central group and the board's member."""

POST_ONLY = 405

DOORS = ANNEX_DOORS | {
    "agreements:list": Door(200),
    "agreements:timeline": Door(200),
    "agreements:import": Door(
        403, dict.fromkeys(("amina", "bertil", "cecilia", "doris", "erik", "gustav", "ivar"), 200)
    ),
    "agreements:register_overall": Door(403, {"gustav": 200, "ivar": 200}),
    "agreements:draft": Door(404, PREPARES, draft),
    "agreements:agreement_file": Door(404, READS, agreement),
    "agreements:adopt": Door(404, PREPARES, draft),
    "agreements:confirm": Door(POST_ONLY, arguments=draft),
    "agreements:correct": Door(POST_ONLY, arguments=draft),
    "agreements:choose_unit": Door(POST_ONLY, arguments=draft),
    "agreements:withdraw_draft": Door(POST_ONLY, arguments=draft),
    "agreements:agreement": Door(404, READS, agreement),
    "agreements:dossier": Door(404, READS, agreement, "?datum=2025-06-01"),
    "agreements:record_signature": Door(404, PREPARES, agreement),
    "agreements:hand_over_copy": Door(404, PREPARES, copy),
    "agreements:record_consultation": Door(404, PREPARES, agreement),
    "agreements:extend_agreement": Door(404, PREPARES, agreement),
    "agreements:end_agreement": Door(404, PREPARES, agreement),
    "agreements:link_overall": Door(POST_ONLY, arguments=agreement),
}
