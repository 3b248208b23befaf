"""Deeds with a round: prepare it, ask bodies, send it, remind, and let bodies in by link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand
from samverkan.audit.services import record
from samverkan.consultations.models import Answer, Case, Clause, Link, Referral, Reminder, Round
from samverkan.consultations.queries.rounds import people_of, what_is_missing
from samverkan.consultations.rules.bodies import body_kind
from samverkan.consultations.rules.clauses import clauses_of
from samverkan.consultations.rules.insight import writes_for
from samverkan.consultations.rules.period import days_left, last_day_for
from samverkan.consultations.services.common import (
    demand_asker,
    demand_sender,
    demand_text,
    demand_worked_on,
    referral_pointer,
    round_pointer,
    told,
)
from samverkan.consultations.words import AnswerState, BodyKind, MaterialKind, ReportType
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused
from samverkan.ground.snapshots import seal
from samverkan.notices.services import tell
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind

SENT = "The round has been sent, so this can no longer be changed."
BOARDED = frozenset({BodyKind.DISTRICT_BOARD, BodyKind.SPECIALIST_BOARD})


@transaction.atomic
def prepare_round(*, by: Actor, case: Case, letter: str = "", last_day: date | None = None, today: date) -> Round:
    """Begin the next round of the case (REM-04). A round must have been sent before the next is begun."""
    case = Case.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=case.pk)
    demand_sender(by, case)
    texts = told({"letter": letter})
    latest = case.rounds.order_by("-number").first()
    if latest is not None and latest.sent_on is None:
        raise Refused("The round before has not been sent yet.", way_on="Send it, or go on with it.")
    _demand_ahead(last_day, today)
    round_ = Round.objects.create(case=case, number=latest.number + 1 if latest else 1, last_day=last_day, **texts)
    record(by=by, event="consultations.round_prepared", on=round_pointer(round_), details={"number": round_.number})
    return round_


def _demand_ahead(last_day: date | None, today: date) -> None:
    if last_day is not None and last_day < today:
        raise Refused("The last day to answer has already passed.", field="last_day", way_on="Choose a later day.")


def locked_round(by: Actor, round_: Round) -> Round:
    """Return the round, locked, to somebody who may send it."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("case__municipality").get(pk=round_.pk)
    demand_sender(by, locked.case)
    return locked


@transaction.atomic
def revise_round(*, by: Actor, round_: Round, edition: int, letter: str, last_day: date | None, today: date) -> Round:
    """Change the letter, until the round is sent, and the last day, also afterwards: then everybody asked is told."""
    round_ = locked_round(by, round_)
    texts = told({"letter": letter})
    demand_edition(edition, round_.edition, saved_by=gettext("A colleague"))
    moved = last_day != round_.last_day
    if moved:
        _demand_ahead(last_day, today)
    if round_.sent_on is not None:
        if texts["letter"] != round_.letter:
            raise Refused(SENT, field="letter", way_on="Record a text change, or send a new round.")
        if last_day is None:
            raise Refused("Write the last day to answer.", field="last_day")
    round_.letter, round_.last_day, round_.edition = texts["letter"], last_day, round_.edition + 1
    round_.save()
    if moved and round_.sent_on is not None:
        _tell_bodies(
            round_,
            list(round_.referrals.select_related("round__case")),
            gettext("New last day to answer: %(day)s") % {"day": last_day},
            today,
        )
    record(
        by=by,
        event="consultations.round_revised",
        on=round_pointer(round_),
        details={"last_day": last_day.isoformat() if last_day else None},
    )
    return round_


def _tell_bodies(round_: Round, referrals: Sequence[Referral], title: str, today: date, text: str = "") -> int:
    """Tell everybody with an account in the bodies, each about the own body's referral; return how many."""
    count = 0
    people = people_of(referrals, on=today)
    for referral in referrals:
        count += len(
            tell(
                people[referral.pk],
                about=referral_pointer(referral),
                title=f"{title}. {round_.case.title}",
                text=text,
            )
        )
    return count


@transaction.atomic
def ask_unit(*, by: Actor, round_: Round, unit: Unit, today: date) -> Referral:
    """Ask a board, administration or company of the organisation (REM-02, REM-08).

    An administration is asked as its board where it has one; a board's answer is prepared by its administration.
    """
    round_ = locked_round(by, round_)
    if unit.municipality_id != round_.case.municipality_id:
        raise Refused("The unit belongs to another municipality.", field="units")
    referral = _ask(round_, unit, None, today)
    record(by=by, event="consultations.body_asked", on=referral_pointer(referral), details={"unit": unit.name})
    return referral


def _body_of(unit: Unit) -> tuple[Unit, Unit | None, BodyKind]:
    """Return the unit that decides, the administration that prepares its answer, and the kind of body."""
    if unit.kind in {UnitKind.DISTRICT, UnitKind.SPECIALIST}:
        board = Unit.objects.filter(parent=unit, kind=UnitKind.BOARD, valid_until__isnull=True).order_by("pk").first()
        if board is not None:
            return board, unit, body_kind(UnitKind.BOARD, unit.kind)
        return unit, None, body_kind(unit.kind)
    parent = unit.parent
    if unit.kind == UnitKind.BOARD:
        prepares = parent if parent is not None and parent.kind in {UnitKind.DISTRICT, UnitKind.SPECIALIST} else None
        return unit, prepares, body_kind(unit.kind, parent.kind if parent else "")
    has_companies = Unit.objects.filter(parent=unit, kind=UnitKind.COMPANY).exists()
    return unit, None, body_kind(unit.kind, has_companies=has_companies)


def _ask(round_: Round, unit: Unit, parent: Referral | None, today: date) -> Referral:
    body, administration, kind = _body_of(unit)
    if Referral.objects.filter(round=round_, name=body.name).exists():
        raise Refused("%(name)s has already been asked.", field="units", name=body.name)
    return _store_referral(
        round_,
        name=body.name,
        kind=kind,
        has_board=kind in BOARDED,
        unit=body,
        administration=administration,
        parent=parent,
        today=today,
    )


def _store_referral(
    round_: Round,
    *,
    name: str,
    kind: BodyKind,
    has_board: bool,
    unit: Unit | None,
    administration: Unit | None,
    parent: Referral | None,
    today: date,
) -> Referral:
    referral = Referral.objects.create(
        round=round_,
        parent=parent,
        unit=unit,
        administration=administration,
        name=name[:160],
        kind=kind,
        has_board=has_board,
        added_on=today,
    )
    text_type = ReportType.OFFICIAL_REPORT
    if kind in {BodyKind.HOLDING_COMPANY}:
        text_type = ReportType.STATEMENT
    elif kind in {BodyKind.COMPANY, BodyKind.OTHER}:
        text_type = ReportType.RESPONSE
    by_whom = administration.name if administration is not None else name
    Answer.objects.create(referral=referral, report_type=text_type, report_by=by_whom[:160])
    return referral


@transaction.atomic
def ask_several(*, by: Actor, round_: Round, units: Sequence[Unit], outsider: str = "", today: date) -> list[Referral]:
    """Ask several bodies at once, all or none, and perhaps one that has no place in the organisation."""
    asked = [ask_unit(by=by, round_=round_, unit=unit, today=today) for unit in units]
    if outsider.strip():
        asked.append(ask_outsider(by=by, round_=round_, name=outsider, today=today))
    record(
        by=by,
        event="consultations.list_kept",
        on=round_pointer(round_),
        details={"bodies": [one.name for one in asked]},
    )
    return asked


@transaction.atomic
def ask_outsider(
    *, by: Actor, round_: Round, name: str, kind: BodyKind = BodyKind.OTHER, has_board: bool = False, today: date
) -> Referral:
    """Ask a body that has no place in the organisation; it answers through a link."""
    round_ = locked_round(by, round_)
    texts = told({"name": name}, {"name": 160})
    demand_text("name", texts["name"], "Write the name of the body.")
    if Referral.objects.filter(round=round_, name=texts["name"]).exists():
        raise Refused("%(name)s has already been asked.", field="name", name=texts["name"])
    referral = _store_referral(
        round_,
        name=texts["name"],
        kind=kind,
        has_board=has_board,
        unit=None,
        administration=None,
        parent=None,
        today=today,
    )
    record(by=by, event="consultations.body_asked", on=referral_pointer(referral), details={"unit": None})
    return referral


@transaction.atomic
def leave_out(*, by: Actor, referral: Referral) -> None:
    """Take a body off the list before the round is sent."""
    round_ = locked_round(by, referral.round)
    if round_.sent_on is not None:
        raise Refused("The body has been asked. It cannot be taken off the list.")
    pointer = referral_pointer(referral)
    Link.objects.filter(referral_id=referral.pk).delete()
    Answer.objects.filter(referral_id=referral.pk).delete()
    Referral.objects.filter(pk=referral.pk).delete()
    record(by=by, event="consultations.body_left_out", on=pointer)


@transaction.atomic
def send_round(
    *, by: Actor, round_: Round, not_attached_because: Mapping[str, str] | None = None, today: date
) -> Round:
    """Send the round: what is sent is frozen, split in clauses, and everybody who is asked is told (REM-02, -04, -05).

    `not_attached_because` gives a reason for each document that the texts refer to and that is not sent along.
    """
    round_ = locked_round(by, round_)
    if round_.sent_on is not None:
        raise Refused("The round has already been sent.")
    materials = list(round_.materials.select_related("document").order_by("order"))
    if not any(material.kind == MaterialKind.DRAFT for material in materials):
        raise Refused("There is no draft to send.", way_on="Add the draft agreement first.")
    if round_.last_day is None:
        raise Refused("Write the last day to answer.", field="last_day")
    _demand_ahead(round_.last_day, today)
    referrals = list(round_.referrals.select_related("round__case"))
    if not referrals:
        raise Refused("Nobody is asked yet.", way_on="Choose at least one body.")
    given = told(dict(not_attached_because or {}))
    reasons: dict[str, str] = {}
    for reference in what_is_missing(materials):
        if not given.get(reference.key):
            raise Refused(
                "The draft refers to %(what)s, which is not attached.",
                field=reference.key,
                way_on="Attach it, or write why it is not sent along.",
                what=reference.key,
            )
        reasons[reference.key] = given[reference.key]
    for material in materials:
        Clause.objects.bulk_create(
            Clause(
                material=material,
                order=place,
                number=part.number[:12],
                heading=part.heading[:120],
                text=part.text,
            )
            for place, part in enumerate(clauses_of(material.text), start=1)
        )
    round_.sent_on, round_.not_attached_because = today, reasons
    round_.text_sha256 = seal(
        {
            "letter": round_.letter,
            "materials": [
                [one.kind, one.number, one.title, one.text, one.document.sha256 if one.document else ""]
                for one in materials
            ],
        }
    )
    round_.edition += 1
    round_.save()
    asked = _tell_bodies(
        round_, referrals, gettext("You are asked for an answer by %(day)s") % {"day": round_.last_day}, today
    )
    record(
        by=by,
        event="consultations.round_sent",
        on=round_pointer(round_),
        details={
            "bodies": [one.name for one in referrals],
            "last_day": round_.last_day.isoformat(),
            "sha256": round_.text_sha256,
            "told": asked,
            "not_attached": reasons,
        },
    )
    return round_


@transaction.atomic
def send_on(*, by: Actor, referral: Referral, unit: Unit | None = None, name: str = "", today: date) -> Referral:
    """Send the referral on to a company or another body, whose answer is gathered under one's own (REM-03).

    A body that was itself asked by sub-referral cannot send it further.
    """
    referral = (
        Referral.objects.select_for_update(of=("self",)).select_related("round__case", "unit").get(pk=referral.pk)
    )
    demand(
        writes_for(by, referral.pk, (referral.unit_id, referral.administration_id)),
        "Only the body that is asked sends the referral on.",
    )
    demand_worked_on(referral)
    if referral.parent_id is not None:
        raise Refused("A sub-referral is not sent further.")
    if Answer.objects.filter(referral=referral, state=AnswerState.SUBMITTED).exists():
        raise Refused("The answer has been handed in.")
    if unit is not None:
        if unit.municipality_id != referral.round.case.municipality_id:
            raise Refused("The unit belongs to another municipality.", field="unit")
        sub = _ask(referral.round, unit, referral, today)
    else:
        texts = told({"name": name}, {"name": 160})
        demand_text("name", texts["name"], "Choose a unit, or write the name of the body.")
        if Referral.objects.filter(round_id=referral.round_id, name=texts["name"]).exists():
            raise Refused("%(name)s has already been asked.", field="name", name=texts["name"])
        sub = _store_referral(
            referral.round,
            name=texts["name"],
            kind=BodyKind.COMPANY if referral.kind == BodyKind.HOLDING_COMPANY else BodyKind.OTHER,
            has_board=False,
            unit=None,
            administration=None,
            parent=referral,
            today=today,
        )
    _tell_bodies(
        referral.round,
        [sub],
        gettext("%(body)s asks you for an answer") % {"body": referral.name},
        today,
    )
    record(by=by, event="consultations.sent_on", on=referral_pointer(referral), details={"to": sub.name})
    return sub


@transaction.atomic
def give_respite(*, by: Actor, referral: Referral, last_day: date, because: str, today: date) -> Referral:
    """Give one body another last day. For a sub-referral the body that sent it on may do it, within its own time."""
    referral = (
        Referral.objects.select_for_update(of=("self",)).select_related("round__case", "parent").get(pk=referral.pk)
    )
    demand_asker(by, referral)
    texts = told({"because": because}, {"because": 300})
    if last_day < today:
        raise Refused("The day has already passed.", field="last_day", way_on="Choose a later day.")
    demand_text("because", texts["because"], "Write why the body has another last day.")
    parent = referral.parent
    if parent is not None:
        latest = last_day_for(referral.round.last_day, parent.own_last_day)
        if latest is not None and last_day > latest:
            raise Refused("The body that sent it on must answer itself by %(day)s.", field="last_day", day=latest)
    referral.own_last_day, referral.respite_because = last_day, texts["because"]
    referral.save(update_fields=["own_last_day", "respite_because"])
    _tell_bodies(referral.round, [referral], gettext("New last day to answer: %(day)s") % {"day": last_day}, today)
    record(
        by=by,
        event="consultations.respite_given",
        on=referral_pointer(referral),
        details={"last_day": last_day.isoformat(), "because": texts["because"]},
    )
    return referral


@transaction.atomic
def remind(*, by: Actor, round_: Round, referrals: Sequence[Referral], today: date) -> list[Reminder]:
    """Remind bodies that have not answered (REM-34). Those without accounts are kept too, to be written to by hand."""
    round_ = locked_round(by, round_)
    if round_.sent_on is None:
        raise Refused("The round has not been sent yet.")
    given = list(
        Referral.objects.filter(pk__in=[one.pk for one in referrals], round=round_)
        .exclude(answer__state=AnswerState.SUBMITTED)
        .select_related("round__case")
    )
    if not given:
        raise Refused("Choose at least one body that has not answered.", field="bodies")
    reminders = []
    people = people_of(given, on=today)
    for referral in given:
        last = last_day_for(round_.last_day, referral.own_last_day)
        left = days_left(last, today)
        title = (
            gettext("Reminder: the answer was due on %(day)s") % {"day": last}
            if left is not None and left < 0
            else gettext("Reminder: answer by %(day)s") % {"day": last}
        )
        sent = tell(people[referral.pk], about=referral_pointer(referral), title=f"{title}. {round_.case.title}")
        reminders.append(
            Reminder.objects.create(referral=referral, sent_on=today, told=len(sent), by_name=by.name[:120])
        )
    record(
        by=by,
        event="consultations.reminded",
        on=round_pointer(round_),
        details={"bodies": [one.name for one in given]},
    )
    return reminders
