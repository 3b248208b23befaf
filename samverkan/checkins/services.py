"""Deeds of the weekly check-in: lines are rows, so that two people write at once and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare
from samverkan.audit.queries import entries_about
from samverkan.audit.services import record
from samverkan.checkins.models import CheckIn, CheckInLine
from samverkan.checkins.queries import lines_waiting, week_of
from samverkan.checkins.rules import Week, new_due
from samverkan.checkins.words import LineKind
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party
from samverkan.guard.rules import refuse_person_data
from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.priorities.models import Area

CHECK_IN = "checkins.check_in"
NOT_YOURS = "You may not hold check-ins in this unit."
ENDED = "The check-in is closed. Open it again first."


def check_in_pointer(check_in: CheckIn) -> Pointer:
    """Return where the check-in can be opened. The title is in the language of the records."""
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Weekly check-in, week %(week)s %(year)s, %(unit)s") % {
            "week": check_in.week,
            "year": check_in.year,
            "unit": check_in.unit.name,
        }
    return Pointer(CHECK_IN, str(check_in.pk), title, reverse("checkins:check_in", args=[check_in.pk]))


def _saved_by(check_in_id: int) -> str:
    entry = entries_about(CHECK_IN, str(check_in_id)).first()
    return entry.actor_name if entry else ""


def _locked(check_in: CheckIn, by: Actor) -> CheckIn:
    """Return the check-in, locked, to somebody who holds check-ins there."""
    locked = CheckIn.objects.select_for_update(of=("self",)).select_related("unit").get(pk=check_in.pk)
    demand(may_prepare(by, locked.unit_id), NOT_YOURS)
    return locked


def _locked_line(line: CheckInLine, by: Actor, edition: int | None = None) -> CheckInLine:
    """Return the line, locked; with `edition`, only if nobody has saved it since."""
    locked = CheckInLine.objects.select_for_update(of=("self",)).select_related("check_in__unit").get(pk=line.pk)
    demand(may_prepare(by, locked.check_in.unit_id), NOT_YOURS)
    if edition is not None:
        demand_edition(edition, locked.edition, saved_by=_saved_by(locked.check_in_id))
    return locked


@transaction.atomic
def start_check_in(*, by: Actor, unit: Unit, now: datetime) -> CheckIn:
    """Start the check-in of the week that the moment lies in; if it has been started, return that one (SIT-12).

    `now` is in local time. The functions present are those of the last check-in until somebody says otherwise.
    """
    demand(may_prepare(by, unit.pk), NOT_YOURS)
    week = Week.of(now.date())
    last = CheckIn.objects.filter(unit=unit).order_by("-year", "-week").first()
    check_in, is_new = CheckIn.objects.get_or_create(
        unit=unit,
        year=week.year,
        week=week.number,
        defaults={"started_at": now, "present": last.present if last else []},
    )
    if is_new:
        record(by=by, event="checkins.started", on=check_in_pointer(check_in))
    return check_in


@transaction.atomic
def note_present(*, by: Actor, check_in: CheckIn, edition: int, present: Iterable[str]) -> CheckIn:
    """Note which functions take part; never names."""
    check_in = _locked(check_in, by)
    demand_edition(edition, check_in.edition, saved_by=_saved_by(check_in.pk))
    titles = [title.strip() for title in present if title.strip()]
    for title in titles:
        refuse_person_data(present=title)
    check_in.present = list(dict.fromkeys(titles))
    check_in.edition += 1
    check_in.save(update_fields=["present", "edition"])
    record(by=by, event="checkins.present_noted", on=check_in_pointer(check_in), details={"present": check_in.present})
    return check_in


def _checked_line(
    unit_id: int, kind: LineKind, text: str, by_function: str, due_on: date | None, place: Place | None
) -> tuple[str, str, date | None]:
    """Return text, function and day as they are stored, or refuse."""
    refuse_person_data(text=text, by_function=by_function)
    if not text.strip():
        raise Refused("Write what the line says.", field="text")
    if place is not None and place.unit_id != unit_id:
        raise Refused("The place lies in another district.", field="place")
    if kind != LineKind.AGREED:
        return text.strip(), "", None
    if not by_function.strip():
        raise Refused("Write which function does it.", field="by_function")
    if due_on is None:
        raise Refused("Write by which day it is to be done.", field="due_on")
    return text.strip(), by_function.strip(), due_on


@transaction.atomic
def add_line(
    *,
    by: Actor,
    check_in: CheckIn,
    kind: LineKind,
    party: Party,
    text: str,
    area: Area | None = None,
    place: Place | None = None,
    by_function: str = "",
    due_on: date | None = None,
) -> CheckInLine:
    """Write a line: what a party has seen or expects, or what is agreed to be done, by which function and when.

    In the room one person often writes for both, so the line says which party it comes from.
    """
    check_in = _locked(check_in, by)
    if check_in.ended_at is not None:
        raise Refused(ENDED)
    text, by_function, due_on = _checked_line(check_in.unit_id, kind, text, by_function, due_on, place)
    line = CheckInLine.objects.create(
        check_in=check_in,
        kind=kind,
        party=party,
        text=text,
        area=area,
        place=place,
        by_function=by_function,
        due_on=due_on,
    )
    details = {"line": line.pk, "kind": kind.value, "party": party.value}
    record(by=by, event="checkins.line_added", on=check_in_pointer(check_in), details=details)
    return line


@transaction.atomic
def change_line(
    *,
    by: Actor,
    line: CheckInLine,
    edition: int,
    party: Party,
    text: str,
    area: Area | None,
    place: Place | None,
    by_function: str = "",
    due_on: date | None = None,
    result: str = "",
) -> CheckInLine:
    """Change a line; `edition` is the one that was opened. What came of it may be written after the check-in."""
    line = _locked_line(line, by, edition)
    refuse_person_data(result=result)
    kind = LineKind(line.kind)
    before = {"text": line.text, "by": line.by_function, "due": line.due_on.isoformat() if line.due_on else ""}
    line.text, line.by_function, line.due_on = _checked_line(
        line.check_in.unit_id, kind, text, by_function, due_on, place
    )
    line.party, line.area, line.place, line.result = party, area, place, result.strip()
    line.edition += 1
    line.save()
    details = {"line": line.pk, "before": before}
    record(by=by, event="checkins.line_changed", on=check_in_pointer(line.check_in), details=details)
    return line


@transaction.atomic
def finish_line(*, by: Actor, line: CheckInLine, on: date, result: str = "") -> CheckInLine:
    """Mark an agreed line as done, on a day; may be done in the middle of the week. Twice is the same as once."""
    line = _locked_line(line, by)
    refuse_person_data(result=result)
    if line.kind != LineKind.AGREED:
        raise Refused("Only what was agreed can be done.")
    if line.dropped_on is not None:
        raise Refused("The line has been struck out.")
    if hasattr(line, "carried_to"):
        raise Refused("The line has been carried to a later week. Mark it as done there.")
    if line.done_on is not None:
        return line
    line.done_on, line.result = on, result.strip() or line.result
    line.edition += 1
    line.save(update_fields=["done_on", "result", "edition"])
    details = {"line": line.pk, "on": on.isoformat()}
    record(by=by, event="checkins.line_done", on=check_in_pointer(line.check_in), details=details)
    return line


@transaction.atomic
def undo_line(*, by: Actor, line: CheckInLine) -> CheckInLine:
    """Take back that a line is done, or that it was struck out; it is then to be done again."""
    line = _locked_line(line, by)
    if line.done_on is None and line.dropped_on is None:
        raise Refused("The line is already open.")
    details = {"line": line.pk, "was": "done" if line.done_on else "dropped", "why": line.dropped_because}
    line.done_on, line.dropped_on, line.dropped_because = None, None, ""
    line.edition += 1
    line.save(update_fields=["done_on", "dropped_on", "dropped_because", "edition"])
    record(by=by, event="checkins.line_undone", on=check_in_pointer(line.check_in), details=details)
    return line


@transaction.atomic
def drop_line(*, by: Actor, line: CheckInLine, reason: str, on: date) -> CheckInLine:
    """Strike out a line with the reason; it stays readable."""
    line = _locked_line(line, by)
    refuse_person_data(reason=reason)
    if not reason.strip():
        raise Refused("Write why the line is struck out.", field="reason")
    if line.done_on is not None:
        raise Refused("The line is already done.")
    if line.dropped_on is not None:
        raise Refused("The line is already struck out.")
    if hasattr(line, "carried_to"):
        raise Refused("The line has been carried to a later week. Strike it out there.")
    line.dropped_on, line.dropped_because = on, reason.strip()
    line.edition += 1
    line.save(update_fields=["dropped_on", "dropped_because", "edition"])
    details = {"line": line.pk, "why": reason.strip()}
    record(by=by, event="checkins.line_dropped", on=check_in_pointer(line.check_in), details=details)
    return line


@transaction.atomic
def carry_over(*, by: Actor, check_in: CheckIn, lines: Iterable[CheckInLine] | None = None) -> list[CheckInLine]:
    """Carry what is not done into this week: everything that waits, or only the given lines.

    Each gets a new row here that keeps text, function, area and place; the old row stays and points to it. A day
    that has passed becomes this week's Friday. A line is carried once, so pressing twice carries nothing twice.
    """
    check_in = _locked(check_in, by)
    if check_in.ended_at is not None:
        raise Refused(ENDED)
    waiting = lines_waiting(check_in)
    still_open = CheckInLine.objects.select_for_update(of=("self",)).filter(pk__in=[line.pk for line in waiting])
    locked = set(still_open.filter(done_on__isnull=True, dropped_on__isnull=True).values_list("pk", flat=True))
    waiting = [line for line in waiting if line.pk in locked]
    if lines is not None:
        wanted = {line.pk for line in lines}
        waiting = [line for line in waiting if line.pk in wanted]
    carried = []
    for old in waiting:
        assert old.due_on is not None  # the table demands it of agreed lines
        carried.append(
            CheckInLine.objects.create(
                check_in=check_in,
                kind=LineKind.AGREED,
                party=old.party,
                text=old.text,
                area=old.area,
                place=old.place,
                by_function=old.by_function,
                due_on=new_due(old.due_on, week_of(check_in)),
                result=old.result,
                carried_from=old,
            )
        )
    if carried:
        details = {"lines": [line.pk for line in carried], "from": [line.carried_from_id for line in carried]}
        record(by=by, event="checkins.carried_over", on=check_in_pointer(check_in), details=details)
    return carried


@transaction.atomic
def end_check_in(*, by: Actor, check_in: CheckIn, now: datetime) -> CheckIn:
    """Close the check-in. What still waits from earlier weeks is not lost: the next one begins with it."""
    check_in = _locked(check_in, by)
    if check_in.ended_at is not None:
        raise Refused("The check-in is already closed.")
    check_in.ended_at = now
    check_in.edition += 1
    check_in.save(update_fields=["ended_at", "edition"])
    details = {"lines": check_in.lines.count(), "minutes": int((now - check_in.started_at).total_seconds() // 60)}
    record(by=by, event="checkins.ended", on=check_in_pointer(check_in), details=details)
    return check_in


@transaction.atomic
def reopen_check_in(*, by: Actor, check_in: CheckIn, today: date) -> CheckIn:
    """Open a closed check-in again, in its own week; a later week has a check-in of its own."""
    check_in = _locked(check_in, by)
    if check_in.ended_at is None:
        raise Refused("The check-in is already open.")
    if Week.of(today) != week_of(check_in):
        raise Refused("The week is over.", way_on="Write it in this week's check-in instead.")
    check_in.ended_at = None
    check_in.edition += 1
    check_in.save(update_fields=["ended_at", "edition"])
    record(by=by, event="checkins.reopened", on=check_in_pointer(check_in))
    return check_in
