"""What the addresses of annexes, amendments and comparisons answer to everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from samverkan.agreements.services.amendments import draft_amendment
from samverkan.agreements.services.annexes import draft_annex_version
from samverkan.agreements.services.files import Upload
from samverkan.agreements.tests.town import build_signed
from tests.cast import Cast
from tests.door import Door


def annex(cast: Cast) -> list[Any]:
    """Return an annex of Björkåsa's agreement."""
    return [build_signed(cast).annexes["plan"].pk]


def version(cast: Cast) -> list[Any]:
    """Return a draft of an annex."""
    return [draft_annex_version(by=cast.amina, annex=build_signed(cast).annexes["plan"], text="Plan.").pk]


def version_of_a_file(cast: Cast) -> list[Any]:
    """Return a draft of an annex that was read from a file."""
    upload = Upload(name="plan.txt", data="Plan för torget.".encode())
    return [draft_annex_version(by=cast.amina, annex=build_signed(cast).annexes["plan"], upload=upload).pk]


def agreement(cast: Cast) -> list[Any]:
    """Return Björkåsa's agreement."""
    return [build_signed(cast).agreement.pk]


def amendment(cast: Cast) -> list[Any]:
    """Return an amendment that is being written."""
    return [
        draft_amendment(
            by=cast.amina,
            agreement=build_signed(cast).agreement,
            title="Ändring",
            reason="Behov.",
            in_force_from=date(2026, 4, 1),
        ).pk
    ]


PREPARES = dict.fromkeys(("amina", "bertil", "doris", "erik"), 200)
DRAFTS = PREPARES | {"gustav": 200}
"""Those who may read what is not finished."""

READS = DRAFTS | {"hanna": 200}
"""Those who may read what applies, the board's member too."""

WRITES = PREPARES | {"gustav": 403}
"""Writing in a draft: who reads it without preparing it may not."""

POST_ONLY = 405

ANNEX_DOORS = {
    "agreements:annex": Door(404, READS, annex),
    "agreements:draft_annex": Door(404, WRITES | {"hanna": 403}, annex),
    "agreements:attach_original": Door(404, WRITES | {"hanna": 403}, annex),
    "agreements:annex_version": Door(404, DRAFTS, version),
    "agreements:annex_file": Door(404, DRAFTS, version_of_a_file),
    "agreements:edit_annex": Door(404, WRITES, version),
    "agreements:submit_annex": Door(POST_ONLY, arguments=version),
    "agreements:send_back_annex": Door(404, WRITES, version),
    "agreements:sign_annex": Door(404, WRITES, version),
    "agreements:notify_annex": Door(POST_ONLY, arguments=version),
    "agreements:draft_amendment": Door(404, WRITES | {"hanna": 403}, agreement),
    "agreements:amendment": Door(404, DRAFTS, amendment),
    "agreements:edit_amendment": Door(404, WRITES, amendment),
    "agreements:send_amendment": Door(POST_ONLY, arguments=amendment),
    "agreements:sign_amendment": Door(404, WRITES, amendment),
    "agreements:withdraw_amendment": Door(404, WRITES, amendment),
    "agreements:compare": Door(200),
}
