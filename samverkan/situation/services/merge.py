"""Deeds of the merge: one joint statement of what both parties see, agreed on or with both views kept (F4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.accounts.models import User
from samverkan.audit.queries import entries_about
from samverkan.audit.services import record
from samverkan.ground.editions import demand_edition
from samverkan.ground.refusals import Refused
from samverkan.guard.rules import refuse_person_data
from samverkan.indicators.models import Indicator, Source
from samverkan.notices.services import tell
from samverkan.places.models import Place
from samverkan.priorities.models import Area
from samverkan.situation.models import AreaNote, Line, Picture, Statement
from samverkan.situation.services.pictures import demand_preparing, last_saved_by
from samverkan.situation.services.pointers import statement_pointer
from samverkan.situation.services.rooms import demand_within_unit
from samverkan.situation.words import Agreement, Block


def _checked(
    picture: Picture,
    *,
    text: str,
    agreement: Agreement,
    municipality_view: str,
    police_view: str,
    area: Area | None,
    place: Place | None,
    sources: Iterable[Source],
    indicators: Iterable[Indicator],
) -> None:
    refuse_person_data(text=text, municipality_view=municipality_view, police_view=police_view)
    if agreement == Agreement.DISAGREED:
        for field, view, reason in (
            ("municipality_view", municipality_view, "Write the municipality's view: where you differ both are kept."),
            ("police_view", police_view, "Write the police's view: where you differ both are kept."),
        ):
            if not view.strip():
                raise Refused(reason, field=field)
    elif not text.strip():
        raise Refused("Write the joint statement.", field="text")
    demand_within_unit(picture, area=area, place=place, sources=sources)
    units = {picture.unit_id, picture.unit.municipality_id or picture.unit_id}
    if any(indicator.unit_id not in units for indicator in indicators):
        raise Refused("The indicator belongs to another district.", field="indicators")


def _shared(picture: Picture, lines: Iterable[Line]) -> list[Line]:
    """Return the lines as they are stored now, or raise `Refused` unless all are shared in this picture."""
    ids = {line.pk for line in lines}
    found = list(Line.objects.filter(pk__in=ids, picture=picture, shared_at__isnull=False).prefetch_related("sources"))
    if len(found) != len(ids):
        raise Refused("Only lines that have been shared in this picture can be joined.", field="lines")
    return found


@transaction.atomic
def write_statement(
    *,
    by: Actor,
    picture: Picture,
    block: Block,
    area: Area | None = None,
    place: Place | None = None,
    text: str = "",
    lines: Iterable[Line] = (),
    agreement: Agreement = Agreement.NOT_YET,
    municipality_view: str = "",
    police_view: str = "",
    sources: Iterable[Source] = (),
    indicators: Iterable[Indicator] = (),
    now: datetime,
) -> Statement:
    """Write a joint statement, from shared lines of the two rooms or from nothing (SIT-01).

    The sources of the lines come along. A reason why the area is not relevant falls away: it is touched now.
    """
    picture = Picture.objects.select_for_update(of=("self",)).select_related("unit").get(pk=picture.pk)
    demand_preparing(by, picture)
    lines = _shared(picture, lines)
    indicators = tuple(indicators)
    sources = {source.pk: source for source in (*sources, *(s for line in lines for s in line.sources.all()))}.values()
    taken = Statement.objects.filter(picture=picture, removed_at__isnull=True, lines__in=lines)
    if taken.exists():
        raise Refused(
            "A line is already part of another joint statement.", field="lines", way_on="Open that one and write there."
        )
    values = {
        "text": text.strip(),
        "agreement": agreement,
        "municipality_view": municipality_view.strip(),
        "police_view": police_view.strip(),
        "area": area,
        "place": place,
    }
    _checked(picture, sources=sources, indicators=indicators, **values)  # type: ignore[arg-type]  # kept by name above
    statement = Statement.objects.create(picture=picture, block=block, written_at=now, **values)
    statement.lines.set(lines)
    statement.sources.set(sources)
    statement.indicators.set(indicators)
    if area is not None:
        AreaNote.objects.filter(picture=picture, area=area).delete()
    record(
        by=by,
        event="situation.statement_written",
        on=statement_pointer(statement),
        details={"block": block, "lines": [line.pk for line in lines], "agreement": agreement},
    )
    return statement


def _locked(by: Actor, statement: Statement) -> Statement:
    statement = Statement.objects.select_for_update(of=("self",)).select_related("picture__unit").get(pk=statement.pk)
    demand_preparing(by, statement.picture)
    if statement.removed_at is not None:
        raise Refused("The statement has been removed from the picture.", way_on="Write a new one.")
    return statement


@transaction.atomic
def rewrite_statement(
    *,
    by: Actor,
    statement: Statement,
    edition: int,
    block: Block,
    area: Area | None = None,
    place: Place | None = None,
    text: str = "",
    agreement: Agreement = Agreement.NOT_YET,
    municipality_view: str = "",
    police_view: str = "",
    sources: Iterable[Source] = (),
    indicators: Iterable[Indicator] = (),
) -> Statement:
    """Save other words in a joint statement. `edition` is the one that the writer opened.

    Raises `SavedMeanwhile` when somebody else saved first; nothing is overwritten (see `tell_of_clash`).
    """
    statement = _locked(by, statement)
    sources, indicators = tuple(sources), tuple(indicators)
    values = {
        "text": text.strip(),
        "agreement": agreement,
        "municipality_view": municipality_view.strip(),
        "police_view": police_view.strip(),
        "area": area,
        "place": place,
    }
    _checked(statement.picture, sources=sources, indicators=indicators, **values)  # type: ignore[arg-type]
    demand_edition(edition, statement.edition, saved_by=last_saved_by(statement_pointer(statement)))
    for name, value in values.items():
        setattr(statement, name, value)
    statement.block, statement.edition = block, statement.edition + 1
    statement.save(update_fields=[*values, "block", "edition"])
    statement.sources.set(sources)
    statement.indicators.set(indicators)
    if area is not None:
        AreaNote.objects.filter(picture=statement.picture, area=area).delete()
    record(
        by=by,
        event="situation.statement_rewritten",
        on=statement_pointer(statement),
        details={"edition": statement.edition, "agreement": agreement},
    )
    return statement


@transaction.atomic
def tell_of_clash(*, by: Actor, statement: Statement, wording: str) -> None:
    """Tell the one who saved first that somebody else was writing too, with the words that were not saved.

    So both know, and no word is lost even if the second writer leaves the page.
    """
    refuse_person_data(text=wording)
    demand_preparing(by, statement.picture)
    pointer = statement_pointer(statement)
    last = entries_about(pointer.kind, pointer.key).first()
    if last is None or last.user_id is None or last.user_id == by.user_id:
        return
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("%(name)s was writing in the same statement as you") % {"name": by.name}
        text = gettext("Your words are saved. These words are not saved yet: %(wording)s") % {"wording": wording}
    tell(User.objects.filter(pk=last.user_id, is_active=True), about=pointer, title=title, text=text)
    record(by=by, event="situation.statement_clashed", on=pointer, details={"edition": statement.edition})


@transaction.atomic
def agree_on_statement(*, by: Actor, statement: Statement, edition: int) -> Statement:
    """Say that the parties agree on the statement as it is worded."""
    statement = _locked(by, statement)
    if not statement.text.strip():
        raise Refused("There are no words to agree on yet.", way_on="Write the joint statement first.")
    demand_edition(edition, statement.edition, saved_by=last_saved_by(statement_pointer(statement)))
    statement.agreement, statement.edition = Agreement.AGREED, statement.edition + 1
    statement.save(update_fields=["agreement", "edition"])
    record(by=by, event="situation.statement_agreed", on=statement_pointer(statement))
    return statement


@transaction.atomic
def remove_statement(*, by: Actor, statement: Statement, reason: str, now: datetime) -> Statement:
    """Take a statement out of the picture with a reason; its lines can be joined anew. It stays in the records."""
    statement = _locked(by, statement)
    refuse_person_data(reason=reason)
    if not reason.strip():
        raise Refused("Write why the statement is removed.", field="reason")
    if statement.picture.contributions.filter(statement=statement).exists():
        raise Refused(
            "A contribution from another actor led to this statement, and its sender has been told so.",
            way_on="Write other words in the statement instead.",
        )
    statement.removed_at, statement.removed_because = now, reason.strip()[:300]
    statement.edition += 1
    statement.save(update_fields=["removed_at", "removed_because", "edition"])
    record(
        by=by, event="situation.statement_removed", on=statement_pointer(statement), details={"reason": reason.strip()}
    )
    return statement
