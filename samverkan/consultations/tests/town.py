"""A consultation in the cast's town: boards, a company group, a draft, and answers at every stage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from samverkan.access.actor import Actor
from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.consultations.models import Answer, Case, Clause, Referral, Round, Section, Statement
from samverkan.consultations.rules.report import Person
from samverkan.consultations.services import answers, cases, materials, rounds, statements
from samverkan.consultations.words import (
    DecisionType,
    MaterialKind,
    Perspective,
    SectionKind,
    Stance,
    StatementType,
    TextKind,
)
from samverkan.ground.words import Party
from samverkan.groups.queries import actor_for
from samverkan.organisation.models import Post, Unit
from samverkan.organisation.words import UnitKind
from tests.cast import PASSWORD, START, TODAY, Cast

NOW = datetime(2026, 3, 10, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
LAST_DAY = date(2026, 5, 29)
DRAFT = """1. Syfte

Parterna ska samverka för att tryggheten ska öka. De prioriterade områdena framgår av bilaga 2.

2. Styrgrupp

Styrgruppen träffas minst fyra gånger per år.

3. Uppföljning

Parterna följer upp arbetet varje år.
"""
AREAS = """Unga i riskzon

Färre unga dras in i kriminalitet.

Särskilt utsatta brottsoffer

Personer som utsätts för våld i nära relation är särskilt utsatta.
"""
DISSENT = """Vi ställer oss i huvudsak positiva till överenskommelsen, men några områden bör kompletteras.

Under rubriken Särskilt utsatta brottsoffer bör vittnen läggas till, eftersom de ofta får bristfälligt stöd."""


@dataclass
class Consulted:
    """A round with its bodies by name."""

    cast: Cast
    case: Case
    round: Round
    referrals: dict[str, Referral] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Referral:
        """Return a body's referral as it is stored now."""
        return Referral.objects.select_related("answer", "round__case").get(pk=self.referrals[name].pk)

    def answer(self, name: str) -> Answer:
        """Return a body's answer as it is stored now."""
        return self[name].answer

    def section(self, name: str, kind: SectionKind) -> Section:
        """Return a part of a body's answer."""
        return Section.objects.get(answer__referral=self.referrals[name], kind=kind)

    def clause(self, heading: str) -> Clause:
        """Return a clause of what was sent."""
        return Clause.objects.get(material__round=self.round, heading=heading)


def add_bodies(cast: Cast) -> None:
    """Add to the town Granvik's board, a holding company with one subsidiary, and two people there."""
    known = cast.units.get("board_g")
    if known is not None and Unit.objects.filter(pk=known.pk, name=known.name).exists():  # not taken back since
        return
    town = cast.units["town"]

    def unit(key: str, name: str, kind: UnitKind, parent: Unit) -> None:
        cast.units[key] = Unit.objects.create(
            name=name, kind=kind, party=Party.MUNICIPALITY, parent=parent, municipality=town, valid_from=START
        )

    def person(key: str, name: str, unit_key: str, role: Role, title: str) -> None:
        cast.users[key] = User.objects.create_user(f"{key}@example.org", name, PASSWORD, is_invented=True)
        Post.objects.create(user=cast.users[key], unit=cast.units[unit_key], role=role, title=title, valid_from=START)

    unit("board_g", "Granviks stadsdelsnämnd", UnitKind.BOARD, cast.units["granvik"])
    unit("holding", "Lindstads Stadshus AB", UnitKind.COMPANY, town)
    unit("homes", "AB Lindstadshem", UnitKind.COMPANY, cast.units["holding"])
    person("kerstin", "Kerstin Ask", "holding", Role.DEPARTMENT, "Koncernstrateg")
    person("ludvig", "Ludvig Al", "homes", Role.DEPARTMENT, "Trygghetsansvarig")
    person("moa", "Moa Pil", "board_g", Role.BOARD, "Ledamot")


def a_case(cast: Cast, **more: Any) -> Case:
    """Open a case."""
    values: dict[str, Any] = {
        "by": cast.gustav,
        "municipality": cast.units["town"],
        "title": "Övergripande samverkansöverenskommelse",
        "initiator": "Stadsledningskontoret",
        "registry_numbers": ["KS 2026/740"],
        "responsible": [("Trygghetsborgarråd", "")],
        "proposal": ["Överenskommelsen godkänns.", "Den tidigare överenskommelsen upphör att gälla."],
        "valid_from": date(2027, 1, 1),
        "today": TODAY,
    }
    return cases.open_case(**(values | more))


def prepared(cast: Cast, **more: Any) -> Consulted:
    """Prepare a round with everything it needs to be sent."""
    add_bodies(cast)
    case = a_case(cast, **more)
    round_ = rounds.prepare_round(
        by=cast.gustav, case=case, letter="Vi vill veta vad ni tycker.", last_day=LAST_DAY, today=TODAY
    )
    materials.add_material(
        by=cast.gustav,
        round_=round_,
        kind=MaterialKind.DRAFT,
        title="Förslag till överenskommelse",
        number=1,
        text=DRAFT,
    )
    materials.add_material(
        by=cast.gustav, round_=round_, kind=MaterialKind.ANNEX, title="Prioriterade områden", number=2, text=AREAS
    )
    made = Consulted(cast, case, round_)
    for key, unit in (
        ("bjorkasa", "board"),
        ("granvik", "board_g"),
        ("transport", "transport"),
        ("holding", "holding"),
    ):
        made.referrals[key] = rounds.ask_unit(by=cast.gustav, round_=round_, unit=cast.units[unit], today=TODAY)
    made.referrals["outsider"] = rounds.ask_outsider(
        by=cast.gustav, round_=round_, name="Förvaltnings AB Linden", today=TODAY
    )
    return made


def sent(cast: Cast, **more: Any) -> Consulted:
    """Send a round."""
    made = prepared(cast, **more)
    made.round = rounds.send_round(by=cast.gustav, round_=made.round, today=TODAY)
    return made


def write(made: Consulted, name: str, by: Actor, *, views: str = "Förvaltningen är positiv till förslaget.") -> None:
    """Begin a body's answer and write all that a release asks for."""
    referral = made[name]
    answers.begin_answer(by=by, referral=referral, today=TODAY)
    section = made.section(name, SectionKind.VIEWS)
    answers.write_section(by=by, section=section, edition=section.edition, text=views)
    if referral.has_board:
        answers.write_report_facts(
            by=by,
            referral=referral,
            edition=made.answer(name).edition,
            report_date=TODAY - timedelta(days=20),
            signed_by=[("Förvaltningschef", "")],
            proposed_points=["Nämnden godkänner tjänsteutlåtandet som svar på remissen."],
            stance=Stance.POSITIVE,
        )
        for one in Perspective:
            section = made.section(name, SectionKind(one.value))
            answers.write_section(
                by=by,
                section=section,
                edition=section.edition,
                text="",
                not_made_because="Ärendet är på remiss från kommunstyrelsen.",
            )


def release(made: Consulted, name: str, by: Actor, **more: Any) -> None:
    """Write a body's answer and release it inside the body."""
    write(made, name, by, **more)
    answers.release(by=by, referral=made[name], today=TODAY)


def decide(made: Consulted, name: str, by: Actor) -> None:
    """Enter a board's decision."""
    answers.decide(
        by=by,
        referral=made[name],
        edition=made.answer(name).edition,
        decided_on=TODAY,
        decision_type=DecisionType.APPROVE,
        points=["Nämnden godkänner tjänsteutlåtandet som svar på remissen."],
        today=TODAY,
    )


def submit(made: Consulted, name: str, by: Actor, **more: Any) -> None:
    """Take a body's answer from nothing to handed in."""
    release(made, name, by, **more)
    if made[name].has_board:
        decide(made, name, by)
    answers.submit(by=by, referral=made[name], now=NOW)


def dissent(made: Consulted, name: str, by: Actor, **more: Any) -> Statement:
    """Write a reservation under a body's decision."""
    values: dict[str, Any] = {
        "type_": StatementType.RESERVATION,
        "text_kind": TextKind.OWN,
        "persons": [Person("Hanna Oxel", "L"), Person("Eva Ek", "M", True)],
        "text": DISSENT,
        "now": NOW,
    }
    return statements.write_statement(by=by, referral=made[name], **(values | more))


def of(cast: Cast, name: str) -> Actor:
    """Return somebody added to the cast as an actor of today."""
    return actor_for(cast.users[name].pk, on=TODAY)
