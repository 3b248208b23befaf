"""Deeds with analyses: open, write the conclusion, settle by both parties; who took part."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.queries import entries_about
from samverkan.audit.services import record
from samverkan.causes.models import Analysis, Participant
from samverkan.causes.queries.analyses import content_of, lacking_of
from samverkan.causes.services.pointers import ANALYSIS, analysis_pointer
from samverkan.causes.words import AnalysisState
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import seal
from samverkan.ground.words import Party
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.situation.models import Problem
from samverkan.situation.words import ProblemState, TargetKind

NOT_YOURS = "You may not work with the cause analyses of this unit."


def demand_analysis(*, by: Actor, analysis_id: int) -> Analysis:
    """Return the analysis with its row locked, for somebody who may change it.

    Every change of anything in an analysis begins here, so that two changes follow each other.
    """
    analysis = (
        Analysis.objects.select_for_update(of=("self",)).select_related("problem__unit", "place").get(pk=analysis_id)
    )
    demand(may_prepare(by, analysis.problem.unit_id), NOT_YOURS)
    return analysis


@transaction.atomic
def reopen_if_settled(*, by: Actor, analysis: Analysis) -> None:
    """Take the parties' settling away when something in the analysis changes afterwards; they settle it anew.

    Wants the analysis locked.
    """
    if analysis.municipality_settled_on is None and analysis.police_settled_on is None:
        return
    was = [
        str(party)
        for party, on in (
            (Party.MUNICIPALITY, analysis.municipality_settled_on),
            (Party.POLICE, analysis.police_settled_on),
        )
        if on is not None
    ]
    analysis.municipality_settled_on = analysis.police_settled_on = None
    analysis.state = AnalysisState.OPEN
    analysis.save(update_fields=["municipality_settled_on", "police_settled_on", "state"])
    record(by=by, event="causes.analysis_reopened", on=analysis_pointer(analysis), details={"had_settled": was})


@transaction.atomic
def open_analysis(
    *,
    by: Actor,
    problem: Problem,
    title: str,
    target: TargetKind,
    target_name: str = "",
    place: Place | None = None,
    today: date,
) -> Analysis:
    """Open a cause analysis of a problem (CAU-01, CAU-02, CAU-11). Who opens it is written down as taking part.

    The problem must come out of a situation picture, and be open; it has one open analysis at a time.
    """
    problem = Problem.objects.select_for_update(of=("self",)).select_related("unit").get(pk=problem.pk)
    demand(may_prepare(by, problem.unit_id), NOT_YOURS)
    refuse_person_data(title=title, target_name=target_name)
    if problem.state != ProblemState.OPEN:
        raise Refused("The problem is closed; there is nothing to analyse.")
    if not problem.statements.exists() and not problem.scores.exists():
        raise Refused(
            "The problem does not come out of any situation picture yet.",
            way_on="Tie it to a joint statement or rank it in the picture first: picture, causes, measures, follow-up.",
        )
    if Analysis.objects.filter(problem=problem, state=AnalysisState.OPEN).exists():
        raise Refused("The problem already has an analysis that is being worked on.", way_on="Go on in that one.")
    _demand_target(problem, title, target, target_name, place)
    analysis = Analysis.objects.create(
        problem=problem,
        title=title.strip(),
        target=target,
        target_name=target_name.strip(),
        place=place,
        started_on=today,
    )
    post = by.posts[0]
    unit = Unit.objects.filter(pk=post.unit_id).first()
    name = f"{post.title or post.role.label}, {post.unit_name}"[:160]
    Participant.objects.create(analysis=analysis, unit=unit, name=name, party=post.party)
    record(by=by, event="causes.analysis_opened", on=analysis_pointer(analysis), details={"problem": problem.pk})
    return analysis


def _demand_target(problem: Problem, title: str, target: TargetKind, target_name: str, place: Place | None) -> None:
    if not title.strip():
        raise Refused("Write what the analysis is called.", field="title")
    if target == TargetKind.PLACE and place is None and not target_name.strip():
        raise Refused("Choose the place, or write which one it is.", field="place")
    if target != TargetKind.PLACE and not target_name.strip():
        raise Refused("Write which group or phenomenon it is about.", field="target_name")
    if place is not None and place.unit_id != problem.unit_id:
        raise Refused("The place belongs to another unit.", field="place")


@transaction.atomic
def revise_analysis(
    *,
    by: Actor,
    analysis: Analysis,
    edition: int,
    title: str,
    target: TargetKind,
    target_name: str = "",
    place: Place | None = None,
    conclusion: str,
) -> Analysis:
    """Save title, what it is tied to and the conclusion. `edition` is the one the writer opened.

    Raises `SavedMeanwhile` when somebody else has saved since; nothing is overwritten.
    """
    analysis = demand_analysis(by=by, analysis_id=analysis.pk)
    refuse_person_data(title=title, target_name=target_name, conclusion=conclusion)
    last = entries_about(ANALYSIS, str(analysis.pk)).filter(event="causes.analysis_revised").first()
    demand_edition(edition, analysis.edition, saved_by=last.actor_name if last else "")
    _demand_target(analysis.problem, title, target, target_name, place)
    reopen_if_settled(by=by, analysis=analysis)
    analysis.title, analysis.target, analysis.target_name = title.strip(), target, target_name.strip()
    analysis.place, analysis.summary = place, conclusion.strip()
    analysis.edition += 1
    analysis.save(update_fields=["title", "target", "target_name", "place", "summary", "edition"])
    record(
        by=by,
        event="causes.analysis_revised",
        on=analysis_pointer(analysis),
        details={"edition": analysis.edition},
    )
    return analysis


@transaction.atomic
def settle(*, by: Actor, analysis: Analysis, today: date) -> Analysis:
    """Settle the analysis for one's own party; it is settled when both have (CAU-04).

    What is lacking by the rules stops it. When the second party settles, the content's hash goes into the trail.
    """
    analysis = demand_analysis(by=by, analysis_id=analysis.pk)
    if by.party not in (Party.MUNICIPALITY, Party.POLICE):
        raise Refused("Only the municipality and the police settle an analysis.")
    if lacking_of(analysis):
        raise Refused(
            "The analysis cannot be settled yet.", way_on="The page lists what is lacking, with a way to each part."
        )
    field = "municipality_settled_on" if by.party == Party.MUNICIPALITY else "police_settled_on"
    if getattr(analysis, field) is not None:
        raise Refused("Your party has already settled the analysis.")
    setattr(analysis, field, today)
    details: dict[str, str] = {"party": str(by.party)}
    if analysis.municipality_settled_on and analysis.police_settled_on:
        analysis.state = AnalysisState.SETTLED
        details["sealed"] = seal(content_of(analysis))
    analysis.save(update_fields=[field, "state"])
    record(by=by, event="causes.analysis_settled", on=analysis_pointer(analysis), details=details)
    return analysis


@transaction.atomic
def add_participant(
    *,
    by: Actor,
    analysis: Analysis,
    unit: Unit | None = None,
    name: str = "",
    party: Party | None = None,
    knows: str = "",
) -> Participant:
    """Write down an organisation and function that took part (CAU-05): a unit of the register, or one by name."""
    analysis = demand_analysis(by=by, analysis_id=analysis.pk)
    refuse_person_data(name=name, knows=knows)
    if unit is None and not name.strip():
        raise Refused("Choose an organisation, or write which one it is.", field="name")
    belongs = unit.party if unit else party
    if not belongs:
        raise Refused("Say whom the organisation belongs to.", field="party")
    shown = name.strip() or (unit.name if unit else "")
    if analysis.participants.filter(name__iexact=shown, unit=unit).exists():
        raise Refused("That organisation and function is already written down.", field="name")
    reopen_if_settled(by=by, analysis=analysis)
    participant = Participant.objects.create(
        analysis=analysis, unit=unit, name=shown, party=belongs, knows=knows.strip()
    )
    record(by=by, event="causes.participant_added", on=analysis_pointer(analysis), details={"name": shown})
    return participant


@transaction.atomic
def remove_participant(*, by: Actor, participant: Participant) -> None:
    """Take away somebody who was written down by mistake; the trail keeps the name."""
    analysis = demand_analysis(by=by, analysis_id=participant.analysis_id)
    reopen_if_settled(by=by, analysis=analysis)
    record(by=by, event="causes.participant_removed", on=analysis_pointer(analysis), details={"name": participant.name})
    participant.delete()


@transaction.atomic
def note_workshop(*, by: Actor, analysis: Analysis, workshop: Pointer) -> None:
    """Show on the analysis where its latest workshop can be opened; workshops lie above and tell it here."""
    analysis = demand_analysis(by=by, analysis_id=analysis.pk)
    analysis.workshop_title, analysis.workshop_address = workshop.title[:160], workshop.address
    analysis.save(update_fields=["workshop_title", "workshop_address"])
    record(by=by, event="causes.workshop_noted", on=analysis_pointer(analysis), details={"workshop": workshop.key})
