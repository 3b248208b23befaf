"""The pages of the user guide in the demo city: free of axe violations and sideways scroll, and pictured on demand.

`make docs` writes the pictures to docs/guide/pictures; other runs only look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from samverkan.access.actor import Actor
from samverkan.accounts.models import User
from samverkan.agreements.models import Agreement, Amendment, Annex, AnnexVersion
from samverkan.causes.models import Analysis
from samverkan.causes.services.analyses import open_analysis
from samverkan.causes.words import Side
from samverkan.checkins.models import CheckIn
from samverkan.checkins.services import add_line, note_present, start_check_in
from samverkan.checkins.words import LineKind
from samverkan.communication.models import Information
from samverkan.consultations.models import Case, Referral, Remark, Round
from samverkan.consultations.services.links import make_link
from samverkan.decisions.models import Matter
from samverkan.followup.models import EffectCard
from samverkan.ground.words import AnnexKind, Party
from samverkan.groups.models import Group
from samverkan.groups.queries import actor_for
from samverkan.indicators.models import Indicator
from samverkan.measures.models import Measure, Plan
from samverkan.meetings.models import Meeting
from samverkan.meetings.words import MeetingState
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind
from samverkan.reporting.models import Compilation, Report
from samverkan.scheduling.models import Proposal, YearPlan
from samverkan.scheduling.services.calendars import set_away
from samverkan.scheduling.services.proposals import propose_plan
from samverkan.scheduling.services.replanning import plan_again
from samverkan.scheduling.words import PlanKind
from samverkan.site.town.build import build_town
from samverkan.situation.models import Picture, Problem
from samverkan.situation.words import TargetKind
from samverkan.thread.words import NodeKind
from samverkan.workshops.models import Workshop
from samverkan.workshops.services.cards import add_card
from samverkan.workshops.services.sessions import join, open_workshop, step
from samverkan.workshops.words import CardKind, Phase
from tests.browser import Somebody

TODAY = date(2026, 4, 14)
Seating = Callable[..., Somebody]


@pytest.fixture
def demo_city(db: None, tmp_path: Path, settings: pytest.FixtureRequest) -> Iterator[None]:
    """Build the demo city on a fixed morning, and let every page say that it is one."""
    settings.DEMO_LOGINS = tmp_path / "demo-logins.json"  # type: ignore[attr-defined]
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00+02:00", tick=True):
        build_town(progress=lambda told: None)
        settings.DEMO_LOGINS.write_text("[]", encoding="utf-8")  # type: ignore[attr-defined]
        yield


@pytest.fixture
def citizen(chromium: Browser, live_server: LiveServer, demo_city: None) -> Iterator[Seating]:
    """Return a function that seats somebody, by the first part of their address, at a browser of their own."""
    contexts: list[BrowserContext] = []

    def seat(key: str, *, dark: bool = False) -> Somebody:
        context = chromium.new_context(
            locale="sv", viewport={"width": 1280, "height": 900}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        cookies = {settings.LANGUAGE_COOKIE_NAME: "sv"}
        if key:  # nobody is logged in who comes through a link
            client = Client()
            client.force_login(User.objects.get(email=f"{key}@demo.example"))
            cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.clock.set_system_time(timezone.now())
        return Somebody(page, live_server.url, key)

    yield seat
    for context in contexts:
        context.close()


def group(name: str) -> int:
    """Return the key of the demo's group with the name."""
    return Group.objects.get(name=name).pk


def one_more_in(district: str) -> str:
    """Return the address of what a working group more in the district would cost the transport administration."""
    unit = Unit.objects.get(name__startswith=district, kind=UnitKind.DISTRICT, valid_until=None)
    transport = Unit.objects.get(name="Trafikkontoret")
    asked = f"var={unit.pk}&slag=working&takt=monthly&veckodag=1&tid=09:00&minuter=90&fran={TODAY}"
    return f"{reverse('workload:one_more')}?{asked}&nya={transport.pk}&nya={unit.pk}"


@pytest.mark.browser
@pytest.mark.req("CRO-05")
def test_every_page_of_the_guide_looks_right_in_the_demo_city(citizen: Seating) -> None:
    agreement = Agreement.objects.get(title__contains="Skärholmen")
    picture = Annex.objects.get(agreement=agreement, kind=AnnexKind.SITUATION_PICTURE)
    steering = group("Styrgrupp Skärholmen")
    waiting = AnnexVersion.objects.filter(annex=picture).latest("number")
    coming = Meeting.objects.get(group_id=steering, title__contains="extra")
    held = Meeting.objects.filter(group_id=steering, state=MeetingState.HELD).latest("starts_at")
    matter = Matter.objects.get(title__startswith="Gemensam riktning")
    information = Information.objects.get(event__startswith="Polisen förstärker")
    amendment = Amendment.objects.get()

    faults = look(
        citizen("samordnare.skarholmen"),
        ("my-week", reverse("overview:my_week"), True),
        ("", reverse("agreements:list"), False),
        ("agreement", reverse("agreements:agreement", args=[agreement.pk]), False),
        ("", reverse("agreements:timeline"), False),
        ("annex", reverse("agreements:annex", args=[picture.pk]), False),
        ("annex-version", reverse("agreements:annex_version", args=[waiting.pk]), False),
        ("compare", f"{reverse('agreements:compare')}?what=annex&id={picture.pk}&before=2&after=3", False),
        ("", reverse("agreements:import"), False),
        ("", reverse("meetings:list"), False),
        ("meeting", reverse("meetings:meeting", args=[coming.pk]), False),
        ("minutes", reverse("meetings:meeting", args=[held.pk]), False),
        ("year-wheel", reverse("wheel:mine"), False),
        ("", reverse("wheel:subscription"), False),
        ("matter", reverse("decisions:matter", args=[matter.pk]), False),
        ("mandate", reverse("decisions:delimitation", args=[steering]), False),
        ("", reverse("decisions:list"), False),
        ("", reverse("groups:structure"), False),
        ("group", reverse("groups:group", args=[steering]), False),
        ("propose", reverse("working_groups:propose"), False),
        ("", reverse("working_groups:forums"), False),
        ("areas", reverse("priorities:areas"), False),
        ("", reverse("accounts:me"), False),
    )
    faults += look(
        citizen("kommunpolis.skarholmen"),
        ("inform", reverse("communication:inform"), True),
        ("", reverse("communication:information", args=[information.pk]), False),
    )
    draft = Agreement.objects.get(title__contains="Järva")
    faults += look(citizen("samordnare.jarva"), ("review", reverse("agreements:draft", args=[draft.pk]), False))
    faults += look(citizen("direktor.skarholmen"), ("", reverse("overview:my_week"), False))
    faults += look(citizen("namnd.skarholmen"), ("", reverse("overview:my_week"), False))
    faults += look(
        citizen("samordnare.sodermalm"), ("amendment", reverse("agreements:amendment", args=[amendment.pk]), False)
    )
    faults += look(
        citizen("central"),
        ("mirror", reverse("mirror:agreement"), True),
        ("act-mirror", reverse("mirror:act"), False),
        ("structure", reverse("groups:structure"), False),
        ("year-wheel-city", reverse("wheel:unit", args=[Unit.objects.get(kind=UnitKind.MUNICIPALITY).pk]), False),
        ("time", reverse("workload:list"), False),
        ("", reverse("workload:collisions"), False),
        ("", reverse("workload:growth"), False),
        ("", reverse("workload:needs"), False),
    )
    faults += look(citizen("samordnare.skarholmen"), ("one-more", one_more_in("Skärholmen"), False))
    faults += look(
        citizen("forvaltare"),
        ("", reverse("organisation:units"), False),
        ("", reverse("accounts:people"), False),
        ("", reverse("audit:trail"), False),
    )
    night = citizen("central", dark=True)
    faults += look(night, ("dark", reverse("mirror:agreement"), False), ("", reverse("overview:my_week"), False))
    faults += the_red_thread(citizen)
    faults += the_consultation(citizen)
    faults += the_coming_year(citizen)
    assert not faults, "\n".join(faults)


def the_red_thread(citizen: Seating) -> list[str]:
    """Look at the red thread's pages in Skärholmen, with a workshop that runs and a check-in that has begun."""
    coordinator = actor_for(User.objects.get(email="samordnare.skarholmen@demo.example").pk, on=TODAY)
    board = Unit.objects.get(name="Skärholmens stadsdelsnämnd")
    picture = Picture.objects.filter(unit__name__startswith="Skärholmen").latest("year")
    plan = Plan.objects.filter(unit=picture.unit).latest("year")
    measure = Measure.objects.filter(plan=plan).earliest("pk")
    analysis = Analysis.objects.filter(problem__unit=picture.unit).earliest("pk")
    card = EffectCard.objects.filter(measure__plan__unit=picture.unit).earliest("pk")
    report = Report.objects.filter(unit=picture.unit).latest("pk")
    workshop = a_running_workshop(coordinator, picture.unit)
    check_in = a_begun_check_in(coordinator, picture.unit)
    compilation = Compilation.objects.get()

    own = citizen("samordnare.skarholmen")
    faults = look(
        own,
        ("", reverse("situation:pictures"), False),
        ("picture", reverse("situation:picture", args=[picture.pk]), False),
        ("", reverse("situation:room", args=[picture.pk]), False),
        ("merge", reverse("situation:merge", args=[picture.pk]), False),
        ("check-in", reverse("checkins:check_in", args=[check_in.pk]), False),
        ("", reverse("situation:problems"), False),
        ("ranking", reverse("situation:ranking", args=[picture.pk]), False),
        ("analysis", reverse("causes:analysis", args=[analysis.pk]), False),
        ("workshop-lead", reverse("workshops:board", args=[workshop.code]), False),
        ("workshop-wall", reverse("workshops:wall", args=[workshop.code]), False),
        ("plan", reverse("measures:plan", args=[plan.pk]), False),
        ("measure", reverse("measures:measure", args=[measure.pk]), False),
        ("mine", reverse("measures:mine"), False),
        ("indicators", reverse("indicators:list"), False),
        ("", reverse("indicators:goals"), False),
        ("", reverse("indicators:indicator", args=[Indicator.objects.earliest("pk").pk]), False),
        ("outcomes", reverse("indicators:outcomes"), False),
        ("followup", reverse("followup:list"), False),
        ("effect-card", reverse("followup:card", args=[card.pk]), False),
        ("examples", reverse("followup:examples"), False),
        ("", reverse("reporting:list"), False),
        ("report", reverse("reporting:report", args=[report.pk]), False),
        ("thread", reverse("thread:thread"), False),
        ("thread-node", reverse("thread:node", args=[NodeKind.MEASURE, measure.pk]), False),
        ("lamps", reverse("thread:lamps"), False),
    )
    own.page.set_viewport_size({"width": 320, "height": 720})
    own.open(reverse("workshops:board", args=[workshop.code]))
    own.takes_picture("workshop-board-phone")
    faults += look(
        citizen("central"),
        ("compilation", reverse("reporting:compilation", args=[compilation.pk]), False),
        ("city", reverse("thread:city"), False),
    )
    return faults + look(citizen("namnd.skarholmen"), ("board", reverse("reporting:board", args=[board.pk]), False))


def the_consultation(citizen: Seating) -> list[str]:
    """Look at the two consultations of the demo city: as sender, as a board that answers, and through a link."""
    round_ = Round.objects.filter(case__entered_in_force_on=None).latest("pk")
    decided = Case.objects.exclude(entered_in_force_on=None).get()
    own = Referral.objects.get(round=round_, name="Skärholmens stadsdelsnämnd")
    outsider = Referral.objects.get(round=round_, unit=None)
    open_view = Remark.objects.filter(round=round_, disposition="").earliest("number")
    faults = look(
        citizen("central"),
        ("", reverse("consultations:list"), False),
        ("consultation-case", reverse("consultations:case", args=[decided.pk]), False),
        ("", reverse("consultations:case", args=[round_.case_id]), False),
        ("consultation-round", reverse("consultations:round", args=[round_.pk]), False),
        ("consultation-work", reverse("consultations:work", args=[round_.pk]), False),
        ("", reverse("consultations:remark", args=[open_view.pk]), False),
        ("consultation-matrix", reverse("consultations:matrix", args=[round_.pk]), False),
        ("", reverse("consultations:alike", args=[round_.pk]), False),
        ("", reverse("consultations:changes", args=[round_.pk]), False),
        ("", reverse("consultations:compile", args=[round_.pk]), False),
        ("", reverse("consultations:letter", args=[outsider.pk]), False),
    )
    faults += look(
        citizen("samordnare.skarholmen"),
        ("consultation-answer", reverse("consultations:answer", args=[own.pk]), False),
    )
    faults += look(citizen("namnd.skarholmen"), ("", reverse("consultations:answer", args=[own.pk]), False))
    sender = actor_for(User.objects.get(email="central@demo.example").pk, on=TODAY)
    _link, token = make_link(by=sender, referral=outsider, now=timezone.now())
    guest = citizen("")
    guest.open(reverse("consultations:come_in", args=[token]))
    guest.press("Öppna svaret")
    guest.click("Börja på svaret")
    guest.press("Börja på svaret")
    guest.looks_right()
    guest.page.set_viewport_size({"width": 320, "height": 720})
    guest.takes_picture("consultation-guest-phone")
    return faults


def the_coming_year(citizen: Seating) -> list[str]:
    """Look at the planning of next year: what plans are made of, three plans, a leader's answer, and planning again."""
    city = Unit.objects.get(kind=UnitKind.MUNICIPALITY)
    plans = {plan.kind: plan for plan in YearPlan.objects.filter(unit=city)}
    where = f"?unit={city.pk}&year={TODAY.year + 1}"
    planner = actor_for(User.objects.get(email="central@demo.example").pk, on=TODAY)
    central = citizen("central")
    central.page.set_default_timeout(60_000)  # the planner is loaded the first time that something is asked of it
    faults = look(
        central,
        ("", reverse("scheduling:plans"), False),
        ("planning-basis", reverse("scheduling:basis") + where, False),
        ("", reverse("scheduling:cadences"), False),
        ("", reverse("scheduling:venues"), False),
        ("", reverse("scheduling:wishes") + where, False),
        ("planning-plan", reverse("scheduling:plan", args=[plans[PlanKind.WINDOWED].pk]), False),
        ("planning-compare", reverse("scheduling:compare") + where, True),
        ("", reverse("scheduling:find"), False),
    )
    plan = propose_plan(by=planner, plan=plans[PlanKind.COORDINATED], now=timezone.now())
    asked = Proposal.objects.get(plan=plan, group__name="Beredningsgrupp Skärholmen")
    faults += look(
        citizen("samordnare.skarholmen"),
        ("planning-proposal", reverse("scheduling:proposal", args=[asked.pk]), False),
        ("", reverse("scheduling:my_calendar"), False),
    )
    wanted = User.objects.get(email="trafikkontoret@demo.example")
    first, last = date(TODAY.year + 1, 2, 1), date(TODAY.year + 1, 2, 19)
    set_away(by=actor_for(wanted.pk, on=TODAY), holder=wanted, first=first, last=last, today=TODAY)
    newer = plan_again(by=planner, plan=plan, now=timezone.now())
    assert newer.changes
    return faults + look(central, ("planning-changes", reverse("scheduling:plan", args=[newer.pk]), False))


def a_running_workshop(by: Actor, unit: Unit) -> Workshop:
    """Hold a workshop about the problem that has no analysis yet, as far as its causes."""
    now = timezone.now()
    analysed = Analysis.objects.values("problem")
    problem = Problem.objects.filter(unit=unit).exclude(pk__in=analysed).earliest("pk")
    analysis = open_analysis(
        by=by,
        problem=problem,
        title=f"Varför: {problem.title.lower()}",
        target=TargetKind(problem.target),
        target_name=problem.target_name,
        place=problem.place,
        today=TODAY,
    )
    workshop = open_workshop(by=by, analysis=analysis, now=now)
    for at in (Phase.LOBBY, Phase.PICTURE, Phase.CHAIN):
        workshop = step(by=by, workshop=workshop, at=at, forward=True, now=now)
    members = [workshop.members.get()]
    for function, party in (("Områdespolis", Party.POLICE), ("Fritidsledare", Party.MUNICIPALITY)):
        members.append(join(workshop=workshop, user_id=None, function=function, party=party, now=now)[0])
    for turn, (text, side) in enumerate(
        (
            ("Ingen har uppdraget att vara på platsen efter klockan 19", Side.GUARDIAN),
            ("Många väntar ensamma på bussen i en kvart", Side.TARGET),
            ("Kiosken stänger innan de sista resenärerna kommer", Side.GUARDIAN),
            ("Gruppen på bänkarna har ingen annanstans att vara", Side.OFFENDER),
        )
    ):
        member = members[turn % len(members)]
        add_card(member=member, key=uuid4(), kind=CardKind.CAUSE, text=text, side=side, now=now)
    return workshop


def a_begun_check_in(by: Actor, unit: Unit) -> CheckIn:
    """Begin the week's check-in, with a line of each kind."""
    check_in = start_check_in(by=by, unit=unit, now=timezone.localtime())
    note_present(by=by, check_in=check_in, edition=check_in.edition, present=["Trygghetssamordnare", "Kommunpolis"])
    for kind, party, text, function in (
        (LineKind.SEEN, Party.MUNICIPALITY, "Fler unga än vanligt vid bytespunkten efter klockan 20.", ""),
        (LineKind.SEEN, Party.POLICE, "Två ingripanden på torget, båda på fredagen.", ""),
        (LineKind.EXPECTED, Party.MUNICIPALITY, "Lovdag på fredag. Fritidsgården håller öppet till 22.", ""),
        (LineKind.AGREED, Party.POLICE, "Gå fotpatrull vid bytespunkten torsdag till lördag.", "Områdespolis"),
    ):
        due_on = date(2026, 4, 18) if kind == LineKind.AGREED else None
        add_line(by=by, check_in=check_in, kind=kind, party=party, text=text, by_function=function, due_on=due_on)
    return check_in


def look(somebody: Somebody, *visits: tuple[str, str, bool]) -> list[str]:
    """Visit each address and return what is wrong; a name asks for a picture, the last value for a phone too."""
    faults = []
    for picture, address, phone in visits:
        somebody.open(address)
        try:
            somebody.looks_right(picture, phone=phone)
        except AssertionError as fault:
            faults.append(str(fault))
    return faults
