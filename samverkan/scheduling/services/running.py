"""Making a plan in a process of its own: begun by the web, heard of every second, stopped when somebody asks."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samverkan.access.actor import Actor, system_actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.services import record
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import seal
from samverkan.planner.construct import Impossible
from samverkan.planner.explain import contradictions
from samverkan.planner.instance import Instance
from samverkan.planner.plan import Limits, Plan, Progress, make_plan
from samverkan.planner.schedule import Schedule, read_schedule
from samverkan.planner.windows import windowed
from samverkan.scheduling.models import YearPlan
from samverkan.scheduling.rules.agendas import written_agendas
from samverkan.scheduling.rules.basis import Basis
from samverkan.scheduling.rules.facts import WishFact
from samverkan.scheduling.rules.figures import figures_as_json, windows_as_json
from samverkan.scheduling.rules.search import search_instance, stripped
from samverkan.scheduling.rules.wording import contradiction_in_words, crowded
from samverkan.scheduling.services.common import NOT_PLANNER, plan_pointer
from samverkan.scheduling.words import PlanKind, PlanState, WishKind

BEAT = 1.0
"""Seconds between two lines from the process."""
SILENCE = timedelta(seconds=30)
"""Not heard of for so long, the process is gone."""
AT_WORK = (PlanState.WAITING, PlanState.RUNNING)
FINISHED = (PlanState.READY, PlanState.PROPOSED, PlanState.IN_FORCE)


def is_silent(plan: YearPlan, now: datetime) -> bool:
    """Tell whether the process that should be making the plan has not been heard of for a while."""
    since = plan.heard_at or plan.created_at
    return plan.state in AT_WORK and now - since > SILENCE


def start_process(plan_id: int) -> None:
    """Start the process that makes the plan, and let it be: it goes on if the web is restarted."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "samverkan.site.settings"}
    log = settings.DATA_DIR / "plans.log"
    with log.open("ab") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "django", "run_plan", str(plan_id)],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            env=environment,
            start_new_session=True,
        )
    threading.Thread(target=process.wait, daemon=True).start()  # nobody else hears when it ends


def wishes_kept(plan: YearPlan) -> tuple[WishFact, ...]:
    """Return the wishes that the plan was asked to keep."""
    return tuple(wish_of(row) for row in plan.wishes)


def wish_of(row: dict[str, Any]) -> WishFact:
    """Return a wish from its JSON values."""
    days = {key: date.fromisoformat(row[key]) if row[key] else None for key in ("first", "last")}
    return WishFact(**{**row, **days, "kind": WishKind(row["kind"]), "weekdays": tuple(row["weekdays"])})


def basis_kept(plan: YearPlan) -> Basis:
    """Return what the plan was made of."""
    return Basis(plan.instance, plan.labels, (), wishes_kept(plan), plan.agendas)


@dataclass
class _Work:
    """The search in its thread: what it says, what it found, and whether it is to end."""

    instance: Instance
    limits: Limits
    seed: int
    doing: str = ""
    cost: int | None = None
    first_cost: int | None = None
    plan: Plan | None = None
    fault: BaseException | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Search; keep what went wrong for the thread that waits."""
        try:
            self.plan = make_plan(self.instance, self.limits, seed=self.seed, tell=self.tell, stop=self.stop.is_set)
        except BaseException as fault:  # told to the waiting thread, which stores why
            self.fault = fault

    def tell(self, progress: Progress) -> None:
        """Keep how far the search has come."""
        self.doing, self.cost = progress.doing, progress.cost
        if self.first_cost is None:
            self.first_cost = progress.cost


def run_plan(
    plan_id: int, *, watch: Callable[[YearPlan], None] = lambda plan: None, bound_seconds: float | None = None
) -> YearPlan:
    """Make the plan, write how far it has come every second, and store the plan or why there is none.

    `watch` is called after each line. The bound is sought for `bound_seconds`, or as long as the plan: not at all where
    work and not time limits it. A plan that somebody has already taken on is left alone.
    """
    plan = YearPlan.objects.select_related("unit").get(pk=plan_id)
    taken = YearPlan.objects.filter(pk=plan_id, state=PlanState.WAITING).update(
        state=PlanState.RUNNING, heard_at=timezone.now()
    )
    if not taken:
        return plan
    plan.refresh_from_db()
    basis = basis_kept(plan)
    if (same := coordinated_alike(plan)) is not None:
        return _lay_windows(plan, basis, same)
    instance = search_instance(basis)
    if plan.work and bound_seconds is None:
        bound_seconds = 0.0
    limits = Limits(None if plan.work else float(plan.seconds), plan.work, bound_seconds=bound_seconds)
    work = _Work(instance, limits, plan.seed)
    thread = threading.Thread(target=work.run, daemon=True)
    began = time.monotonic()
    thread.start()
    while True:
        thread.join(BEAT)
        _beat(plan, work, time.monotonic() - began)
        watch(plan)
        if not thread.is_alive():
            break
    return _store(plan, basis, instance, work)


def coordinated_alike(plan: YearPlan) -> YearPlan | None:
    """Return the coordinated plan of the same groups, people and wishes that a windowed plan can be laid upon."""
    if plan.kind != PlanKind.WINDOWED:
        return None
    others = YearPlan.objects.filter(
        unit=plan.unit_id, year=plan.year, kind=PlanKind.COORDINATED, state__in=FINISHED
    ).order_by("-created_at", "-pk")
    wanted = seal({"instance": plan.instance, "wishes": plan.wishes})
    found = others.defer("figures", "changes", "labels").first()
    alike = found is not None and seal({"instance": found.instance, "wishes": found.wishes}) == wanted
    return found if alike else None


@transaction.atomic
def _lay_windows(plan: YearPlan, basis: Basis, same: YearPlan) -> YearPlan:
    """Let people attend their parts of the meetings of a plan that is already made: days, hours and rooms stay."""
    instance = basis.instance
    keep_schedule(plan, instance, read_schedule(instance, same.schedule))
    plan.bound, plan.first_cost, plan.cost_now = same.bound, same.first_cost, plan.cost
    plan.save()
    details = {"cost": plan.cost, "upon": same.pk, "sealed": plan.sealed}
    by = system_actor("run-plan")
    record(by=by, event="scheduling.plan_made", on=plan_pointer(plan), details=details)
    return plan


def _beat(plan: YearPlan, work: _Work, elapsed: float) -> None:
    """Write how far the search has come, and hear whether it is to stop."""
    YearPlan.objects.filter(pk=plan.pk).update(
        doing=work.doing[:60],
        elapsed=round(elapsed, 1),
        cost_now=work.cost,
        first_cost=work.first_cost,
        heard_at=timezone.now(),
    )
    plan.refresh_from_db(fields=["doing", "elapsed", "cost_now", "first_cost", "stop_wanted", "heard_at"])
    if plan.stop_wanted:
        work.stop.set()


@transaction.atomic
def _store(plan: YearPlan, basis: Basis, instance: Instance, work: _Work) -> YearPlan:
    plan = YearPlan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    by = system_actor("run-plan")
    if work.plan is not None:
        keep_schedule(plan, basis.instance, stripped(work.plan.schedule))
        plan.bound = work.plan.bound
        plan.save()
        details = {"cost": plan.cost, "bound": plan.bound, "sealed": plan.sealed}
        record(by=by, event="scheduling.plan_made", on=plan_pointer(plan), details=details)
    elif isinstance(work.fault, Impossible):
        plan.state, plan.faults = PlanState.IMPOSSIBLE, why_not(instance, basis, work.fault.reasons)
        plan.save()
        record(by=by, event="scheduling.plan_impossible", on=plan_pointer(plan))
    else:
        sys.stderr.write("".join(traceback.format_exception(work.fault)) if work.fault else "")
        plan.state = PlanState.FAILED
        plan.save()
        record(by=by, event="scheduling.plan_failed", on=plan_pointer(plan))
    return plan


def keep_schedule(plan: YearPlan, instance: Instance, schedule: Schedule) -> None:
    """Put a finished plan in its row, with windows where it has them, figures and seal; the caller saves it."""
    plan.schedule = schedule.as_json()
    agendas = written_agendas(plan.agendas, schedule.meetings)
    laid_out = windowed(instance, schedule, agendas) if plan.kind == PlanKind.WINDOWED else None
    plan.windows = windows_as_json(laid_out, plan.agendas) if laid_out is not None else {}
    plan.figures = figures_as_json(instance, schedule, laid_out, plan.labels)
    plan.cost = plan.figures["cost"]["total"]
    plan.sealed = seal({"instance": plan.instance, "schedule": plan.schedule, "windows": plan.windows})
    plan.state = PlanState.READY


def why_not(instance: Instance, basis: Basis, reasons: list[str]) -> list[list[list[object]]]:
    """Return why there is no plan: for each group the demands of which one must give way, each as a sentence."""
    found = contradictions(instance)
    if found:
        rows: list[list[list[object]]] = []
        for each in found:
            words = [said.as_json() for said in contradiction_in_words(each, instance, basis.labels, basis.wishes)]
            if words not in rows:  # a group and the one it prepares for are stopped by the same demands
                rows.append(words)
        return rows
    return [[crowded(reason, basis.labels).as_json()] for reason in reasons]


def why_group_cannot(basis: Basis, group: str) -> list[list[object]]:
    """Return the demands that keep one group's year from being planned even alone; empty where it can be."""
    instance = search_instance(basis)
    if group not in instance.groups:
        return []
    found = contradictions(instance, [group])
    return (
        [said.as_json() for said in contradiction_in_words(found[0], instance, basis.labels, basis.wishes)]
        if found
        else []
    )


@transaction.atomic
def stop_plan(*, by: Actor, plan: YearPlan) -> YearPlan:
    """Ask the process to stop with the best plan so far."""
    plan = YearPlan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    demand(may_prepare(by, plan.unit_id), NOT_PLANNER)
    if plan.state not in AT_WORK:
        raise Refused("The plan is not being made.")
    plan.stop_wanted = True
    plan.save(update_fields=["stop_wanted"])
    record(by=by, event="scheduling.plan_stopped", on=plan_pointer(plan))
    return plan


@transaction.atomic
def take_up_again(*, by: Actor, plan: YearPlan, now: datetime) -> YearPlan:
    """Begin anew with a plan whose process is not heard of any more; start the process afterwards."""
    plan = YearPlan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    demand(may_prepare(by, plan.unit_id), NOT_PLANNER)
    if not is_silent(plan, now) and plan.state != PlanState.FAILED:
        raise Refused("The plan is being made; wait, or stop it.")
    plan.state, plan.stop_wanted, plan.heard_at, plan.elapsed, plan.doing = PlanState.WAITING, False, now, 0, ""
    plan.save()
    record(by=by, event="scheduling.plan_taken_up", on=plan_pointer(plan))
    return plan
