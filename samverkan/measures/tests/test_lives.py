"""The lives of plans and measures: whatever people try, in whatever order, the promises hold.

Random deeds by random persons, refused ones included, against the real database. After each of them: no measure is
in force without a cause or a motivated exception, nor without a goal or one; nothing is in force that no group has
decided; what was frozen reads as it was frozen; a measure is done when both halves are and never else; an important
half was closed by another person than the one who reported it, with evidence. The trail holds to the end.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from samverkan.access.actor import Actor
from samverkan.agreements.models import AnnexVersion
from samverkan.agreements.services.annexes import send_back
from samverkan.agreements.services.files import Upload
from samverkan.audit.models import Entry
from samverkan.audit.services import verify_trail
from samverkan.causes.models import Cause
from samverkan.causes.services.causes import set_aside, take_up
from samverkan.decisions.models import Decision
from samverkan.ground.editions import SavedMeanwhile
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import is_intact
from samverkan.ground.words import Party
from samverkan.indicators.models import Indicator
from samverkan.measures.models import Half, Measure, Part, Plan, PlanVersion
from samverkan.measures.queries.measures import decided_measures
from samverkan.measures.queries.plans import in_force, newest_in_force, versions_of
from samverkan.measures.rules.measures import PARTIES
from samverkan.measures.services import halves, measures, plans
from samverkan.measures.tests.town import Town, build_town, decide
from samverkan.priorities.models import AreaList
from tests.cast import TODAY, Cast
from tests.red_thread import NOW, a_cause, area_list

PEOPLE = ("amina", "bertil", "doris", "erik", "cecilia", "gustav", "hanna", "ivar", "fatima")
WRITERS = ("amina", "bertil", "doris", "erik")
people = st.one_of(st.sampled_from(WRITERS), st.sampled_from(WRITERS), st.sampled_from(PEOPLE))
parties = st.sampled_from(PARTIES)
which = st.one_of(st.just(0), st.just(0), st.integers(0, 4))
"""Which of the rows, counted from the newest."""
ties = st.sampled_from(("cause", "cause", "exception", "nothing", "both", "set aside"))
goals = st.sampled_from(("goal", "goal", "exception", "nothing", "unmeasured"))
reasons = st.sampled_from(("Det behövs", "Det behövs", " ", "Ring 070-123 45 67"))
seldom = st.sampled_from((False, False, False, True))
stale = st.sampled_from((0, 0, 0, 1))
"""How many editions ago the writer opened the form."""


class Lives(RuleBasedStateMachine):
    """One town in which everybody tries everything."""

    town: Town
    actors: dict[str, Actor]

    def __init__(self) -> None:
        super().__init__()
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.frozen: dict[int, tuple[dict[str, Any], str]] = {}
        self.reporters: dict[int, int] = {}

    def teardown(self) -> None:
        """See that the trail holds, and forget what happened in this life."""
        _count, fault = verify_trail()
        transaction.set_rollback(True)
        self.atom.__exit__(None, None, None)
        assert fault is None

    def attempt(self, deed: Callable[[], Any]) -> Any:
        """Try a deed: done, it leaves at least one entry; refused, none at all."""
        before = Entry.objects.count()
        try:
            with transaction.atomic():
                result = deed()
        except (Refused, SavedMeanwhile):
            assert Entry.objects.count() == before
            return None
        assert Entry.objects.count() > before, deed
        return result

    def one(self, rows: Any, number: int) -> Any:
        """Return one of the rows, if there are any."""
        found = list(rows.order_by("-pk"))
        return found[number % len(found)] if found else None

    def wording(self, tie: str, goal: str, *, important: bool, title: str = "Bättre belysning") -> Any:
        """Return a wording that is tied as told, whether that is allowed or not."""
        cause = {"cause": self.town.cause, "both": self.town.cause, "set aside": self.aside}.get(tie)
        return self.town.wording(
            title=title,
            main_cause=cause,
            no_cause_because="Olycksrisk" if tie in {"exception", "both"} else "",
            sub_goal=self.town.goal if goal in {"goal", "unmeasured"} else None,
            no_goal_because="Engångsinsats" if goal == "exception" else "",
            is_important=important,
        )

    @initialize(begun=st.sampled_from(("nothing", "drafts", "waits", "decided", "decided")))
    def begin(self, begun: str) -> None:
        """Begin in the middle of things, so that short lives too come to the end."""
        self.aside = a_cause(self.town.cast, self.town.analysis, "Uteserveringarna")
        set_aside(by=self.actors["amina"], cause=self.aside, because="Motsagd", today=TODAY)
        plan = self.town.plan()
        if begun == "nothing":
            return
        self.town.measure(plan)
        self.town.measure(plan, title="Grind", is_important=True)
        if begun == "waits":
            self.town.freeze(plan)
        if begun == "decided":
            self.town.decided(plan)

    def has_measure(self) -> bool:
        """Tell whether there is any measure."""
        return Measure.objects.exists()

    def has_half(self) -> bool:
        """Tell whether any half has been said."""
        return Half.objects.exists()

    def has_version(self) -> bool:
        """Tell whether anything has been frozen."""
        return PlanVersion.objects.exists()

    # the plan

    @rule(person=people, kind=which, text=reasons, back=stale)
    def write(self, person: str, kind: int, text: str, back: int) -> None:
        part = self.one(Part.objects.filter(plan__kind="measures_plan"), kind)
        edition = part.edition - back
        self.attempt(lambda: plans.write_part(by=self.actors[person], part=part, text=text, edition=edition))

    @rule(person=people, number=which, new=reasons)
    def freeze(self, person: str, number: int, new: str) -> None:
        plan = self.one(Plan.objects.all(), number)
        version = self.attempt(lambda: self.town.freeze(plan, by=person, what_is_new=new))
        if version is not None:
            self.frozen[version.pk] = (deepcopy(version.content), version.sealed)

    @precondition(has_version)
    @rule(person=people, number=which, group=st.sampled_from(("steering_b", "steering_b", "prep_b", "steering_g")))
    def decide(self, person: str, number: int, group: str) -> None:
        version = self.one(PlanVersion.objects.all(), number)
        matter = version.annex_version.matter
        self.attempt(lambda: decide(self.actors[person], matter, self.town.cast.groups[group]))

    @precondition(has_version)
    @rule(person=people, number=which, because=reasons, really=seldom)
    def send_back(self, person: str, number: int, because: str, really: bool) -> None:
        if really:
            version = self.one(AnnexVersion.objects.filter(pk__in=PlanVersion.objects.values("annex_version")), number)
            self.attempt(lambda: send_back(by=self.actors[person], version=version, reason=because))

    @rule(person=people, really=seldom)
    def open_next_year(self, person: str, really: bool) -> None:
        plan = self.one(Plan.objects.all(), 0)
        if really:
            self.attempt(lambda: plans.open_next_plan(by=self.actors[person], plan=plan, today=TODAY))

    @rule(really=seldom)
    def another_list_of_areas_takes_force(self, really: bool) -> None:
        if really and AreaList.objects.filter(name="Nya områden").count() == 0:
            other, old = area_list(self.town.cast), list(area_list(self.town.cast).areas.all())
            other.pk, other.name, other.valid_from = None, "Nya områden", TODAY
            other.save()
            for area in old:
                area.pk, area.area_list = None, other
                area.save()

    @rule(person=people, number=which)
    def take_up_the_new_areas(self, person: str, number: int) -> None:
        plan = self.one(Plan.objects.all(), number)
        area = area_list(self.town.cast).areas.order_by("number")[0]
        chosen = {measure.pk: area for measure in plan.measures.all()}
        self.attempt(lambda: plans.adopt_new_areas(by=self.actors[person], plan=plan, areas=chosen, today=TODAY))

    # what measures rest on

    @rule(person=people, because=reasons, up=st.booleans(), really=seldom)
    def set_the_cause_aside_or_take_it_up(self, person: str, because: str, up: bool, really: bool) -> None:
        if not really:
            return
        by, cause = self.actors[person], Cause.objects.get(pk=self.town.cause.pk)
        if up:
            self.attempt(lambda: take_up(by=by, cause=cause))
        else:
            self.attempt(lambda: set_aside(by=by, cause=cause, because=because, today=TODAY))

    @rule(really=seldom, back=st.booleans())
    def the_goals_indicator_is_retired_or_used_again(self, really: bool, back: bool) -> None:
        if really:
            Indicator.objects.filter(sub_goal=self.town.goal).update(retired_on=None if back else TODAY)

    # measures

    @rule(person=people, tie=ties, goal=goals, important=seldom, number=which)
    def draft(self, person: str, tie: str, goal: str, important: bool, number: int) -> None:
        plan = self.one(Plan.objects.all(), number)
        wording = self.wording(tie, goal, important=important)
        self.attempt(lambda: measures.draft_measure(by=self.actors[person], plan=plan, wording=wording))

    @precondition(has_measure)
    @rule(person=people, tie=ties, goal=goals, important=seldom, number=which, back=stale)
    def change(self, person: str, tie: str, goal: str, important: bool, number: int, back: int) -> None:
        measure = self.one(Measure.objects.all(), number)
        wording, edition = self.wording(tie, goal, important=important, title="Ljusare torg"), measure.edition - back
        self.attempt(
            lambda: measures.change_measure(by=self.actors[person], measure=measure, wording=wording, edition=edition)
        )

    @precondition(has_measure)
    @rule(person=people, because=reasons, number=which, stop=st.booleans())
    def end(self, person: str, because: str, number: int, stop: bool) -> None:
        measure = self.one(Measure.objects.all(), number)
        deed = measures.stop_measure if stop else measures.withdraw_measure
        self.attempt(lambda: deed(by=self.actors[person], measure=measure, because=because, today=TODAY))

    # halves

    @precondition(has_measure)
    @rule(person=people, party=parties, number=which, out=seldom, because=reasons, back=stale)
    def say_half(self, person: str, party: Party, number: int, out: bool, because: str, back: int) -> None:
        measure = self.one(Measure.objects.all(), number)
        half = measure.halves.filter(party=party).first()
        more: dict[str, Any] = {"edition": half.edition - back if half else 0, "today": TODAY}
        by = self.actors[person]
        if out:
            self.attempt(lambda: halves.leave_out_half(by=by, measure=measure, party=party, because=because, **more))
        else:
            commitment = self.town.commitment(party)
            self.attempt(lambda: halves.set_half(by=by, measure=measure, party=party, commitment=commitment, **more))

    @precondition(has_half)
    @rule(person=people, number=which, amount=st.sampled_from((3, 10, 0)))
    def deliver(self, person: str, number: int, amount: int) -> None:
        half = self.one(Half.objects.all(), number)
        self.attempt(
            lambda: halves.record_delivery(
                by=self.actors[person], half=half, on=TODAY, amount=amount, today=TODAY, now=NOW
            )
        )

    @precondition(has_half)
    @rule(person=people, number=which, outcome=reasons, shown=st.booleans())
    def report(self, person: str, number: int, outcome: str, shown: bool) -> None:
        half, by = self.one(Half.objects.all(), number), self.actors[person]
        done = self.attempt(
            lambda: halves.report_half_done(
                by=by, half=half, done_on=TODAY, outcome=outcome, evidence=self.evidence(shown), today=TODAY
            )
        )
        if done is not None and by.user_id is not None:
            self.reporters[half.pk] = by.user_id

    @precondition(has_half)
    @rule(person=people, number=which, shown=st.booleans())
    def close(self, person: str, number: int, shown: bool) -> None:
        half, by = self.one(Half.objects.all(), number), self.actors[person]
        done = self.attempt(lambda: halves.close_half(by=by, half=half, evidence=self.evidence(shown), today=TODAY))
        if done is not None:
            assert self.reporters[half.pk] != by.user_id
            assert done.evidence is not None

    @precondition(has_half)
    @rule(person=people, number=which, because=reasons)
    def reopen(self, person: str, number: int, because: str) -> None:
        half = self.one(Half.objects.all(), number)
        self.attempt(lambda: halves.reopen_half(by=self.actors[person], half=half, because=because, today=TODAY))

    @staticmethod
    def evidence(shown: bool) -> Upload | None:
        """Return a file, or none."""
        return Upload("besiktning.txt", b"Lamporna lyser.") if shown else None

    # the promises

    @invariant()
    def no_measure_is_in_force_without_cause_or_exception(self) -> None:
        for measure in Measure.objects.filter(in_force()):
            assert measure.main_cause_id is not None or measure.no_cause_because.strip(), measure
            assert measure.sub_goal_id is not None or measure.no_goal_because.strip(), measure
        for plan in Plan.objects.all():
            for content in decided_measures(newest_in_force(versions_of(plan))).values():
                assert content["cause"] or content["no_cause_because"], content
                assert content["goal"] or content["no_goal_because"], content
                assert content["cause_key"] != self.aside.pk, "a cause that was set aside was decided"
                assert {half["party"] for half in content["halves"]} == set(PARTIES)

    @invariant()
    def nothing_is_in_force_that_no_group_decided(self) -> None:
        for version in PlanVersion.objects.filter(in_force("")).select_related("annex_version__decision__group"):
            assert version.annex_version is not None
            decision = version.annex_version.decision
            assert isinstance(decision, Decision)
            assert decision.group == self.town.cast.groups["steering_b"]

    @invariant()
    def what_was_frozen_reads_as_it_was_frozen(self) -> None:
        for version in PlanVersion.objects.all():
            content, sealed = self.frozen.setdefault(version.pk, (deepcopy(version.content), version.sealed))
            assert (version.content, version.sealed) == (content, sealed)
            assert is_intact(version.content, version.sealed)
            assert version.annex_version is not None
            assert version.content["title"] in version.annex_version.text

    @invariant()
    def a_measure_is_done_when_both_halves_are(self) -> None:
        for measure in Measure.objects.prefetch_related("halves"):
            states = {half.state for half in measure.halves.all()}
            both = measure.halves.count() == 2 and states <= {"done", "none"} and "done" in states
            assert (measure.state == "done") == (both and measure.state not in {"stopped", "withdrawn"}), measure

    @invariant()
    def an_important_half_is_closed_by_another_with_evidence(self) -> None:
        for half in Half.objects.filter(state="done", measure__is_important=True):
            if half.closed_by == half.reported_by:  # it was ordinary when it was reported
                continue
            assert half.evidence_id is not None


@pytest.mark.django_db
@pytest.mark.req("CAU-03", "ACT-08", "ACT-14", "AGR-16", "CRO-10")
def test_no_sequence_of_deeds_breaks_the_promises(cast: Cast) -> None:
    built = build_town(cast)

    class Here(Lives):
        town = built
        actors = {person: cast.actor(person) for person in PEOPLE}

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
