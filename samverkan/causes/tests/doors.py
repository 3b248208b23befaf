"""What each address of the package answers to whom."""

from __future__ import annotations

from typing import Any

from samverkan.causes.models import EventStep, Evidence, Participant, Proposal
from samverkan.ground.words import Party
from tests.cast import TODAY, Cast
from tests.door import Door
from tests.red_thread import a_cause, a_problem, an_analysis


def problem(cast: Cast) -> list[Any]:
    return [a_problem(cast).pk]


def analysis(cast: Cast) -> list[Any]:
    found = an_analysis(cast)
    a_cause(cast, found, side="offender")
    return [found.pk]


def cause(cast: Cast) -> list[Any]:
    return [a_cause(cast).pk]


def participant(cast: Cast) -> list[Any]:
    row = Participant(analysis=an_analysis(cast), name="Fritidsgården", party=Party.MUNICIPALITY)
    row.save()
    return [row.pk]


def evidence(cast: Cast) -> list[Any]:
    row = Evidence(cause=a_cause(cast), kind="observation", text="Släckta lampor", added_on=TODAY)
    row.save()
    return [row.pk]


def step(cast: Cast) -> list[Any]:
    return [EventStep.objects.create(analysis=an_analysis(cast), order=1, text="De samlas vid kiosken").pk]


def proposal(cast: Cast) -> list[Any]:
    return [
        Proposal.objects.create(
            analysis=an_analysis(cast), text="Fler lampor", consequences="Ljusare", proposed_on=TODAY
        ).pk
    ]


OUTSIDE = {"cecilia": 404, "fatima": 404, "hanna": 404, "ivar": 404, "nils": 404}
"""Who sees nothing of Björkåsa's work under way."""
READS = OUTSIDE | {"gustav": 200}
PREPARES = OUTSIDE | {"gustav": 403}

DOORS = {
    "causes:list": Door(200),
    "causes:open": Door(200, PREPARES, problem),
    "causes:analysis": Door(200, READS, analysis),
    "causes:revise": Door(200, PREPARES, analysis),
    "causes:settle": Door(405, {}, analysis),
    "causes:add_participant": Door(200, PREPARES, analysis),
    "causes:remove_participant": Door(405, {}, participant),
    "causes:add_cause": Door(200, PREPARES, analysis),
    "causes:cause": Door(200, READS, cause),
    "causes:revise_cause": Door(200, PREPARES, cause),
    "causes:note_test": Door(200, PREPARES, cause),
    "causes:set_aside": Door(200, PREPARES, cause),
    "causes:take_up": Door(405, {}, cause),
    "causes:add_evidence": Door(200, PREPARES, cause),
    "causes:remove_evidence": Door(405, {}, evidence),
    "causes:add_step": Door(200, PREPARES, analysis),
    "causes:revise_step": Door(200, PREPARES, step),
    "causes:move_step": Door(405, {}, step),
    "causes:remove_step": Door(405, {}, step),
    "causes:add_proposal": Door(200, PREPARES, analysis),
    "causes:revise_proposal": Door(200, PREPARES, proposal),
    "causes:remove_proposal": Door(405, {}, proposal),
}
