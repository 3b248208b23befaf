"""Two years of situation pictures: places, two rooms, joint statements, problems in order, decided versions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils.timezone import make_aware

from samverkan.access.actor import Actor
from samverkan.decisions.services import forward_matter, record_decision
from samverkan.decisions.words import DecisionCategory
from samverkan.ground.words import Party
from samverkan.groups.queries import actor_for
from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.places.services import record_count, register_place
from samverkan.places.words import ProblemType
from samverkan.priorities.models import Area
from samverkan.site.town.content import ANALYSIS, BUILT, PLACES, PROBLEMS, ProblemText
from samverkan.site.town.groups import People
from samverkan.site.town.numbers import Numbers
from samverkan.site.town.structure import DISTRICTS, PAIRED, Structure
from samverkan.situation.models import Line, Picture, PictureVersion, Problem, Statement
from samverkan.situation.services.merge import write_statement
from samverkan.situation.services.pictures import note_area, open_picture
from samverkan.situation.services.problems import raise_problem
from samverkan.situation.services.ranking import Weighed, mark_seen, save_ranking, settle_ranking, state_seal
from samverkan.situation.services.rooms import share_lines, write_line
from samverkan.situation.services.versions import freeze_and_submit
from samverkan.situation.words import Agreement, Block, Criterion, TargetKind

UNOWNED = "farsta"
"""The district where one problem has no owner, so that a lamp is lit."""


@dataclass
class District:
    """A district of the demo with its two preparers and what has been written there."""

    key: str
    unit: Unit
    people: People
    today: date
    places: dict[str, Place] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)
    pictures: dict[int, Picture] = field(default_factory=dict)
    versions: dict[int, PictureVersion] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the district's name."""
        return DISTRICTS[self.key]

    @cached_property
    def coordinator(self) -> Actor:
        """Return the municipality's preparer."""
        return actor_for(self.people.account(f"samordnare.{self.key}").pk, on=self.today)

    @cached_property
    def officer(self) -> Actor:
        """Return the police's preparer."""
        return actor_for(self.people.account(f"kommunpolis.{PAIRED[self.key][0]}").pk, on=self.today)

    def head(self, party: Party) -> Actor:
        """Return the head who decides for the party."""
        police = party == Party.POLICE
        key = f"polischef.{PAIRED[self.key][0]}" if police else f"direktor.{self.key}"
        return actor_for(self.people.account(key).pk, on=self.today)

    @property
    def texts(self) -> tuple[ProblemText, ...]:
        """Return the problems of this district: three, chosen by its place in the list, of three areas."""
        order = list(DISTRICTS).index(self.key)
        if self.key == "skarholmen":
            return PROBLEMS[0], PROBLEMS[2], PROBLEMS[4], PROBLEMS[1]
        return tuple(PROBLEMS[(order + step) % len(PROBLEMS)] for step in (0, 3, 6))


def moment(day: date, hour: int = 10) -> datetime:
    """Return the hour of the day, here."""
    return make_aware(datetime.combine(day, time(hour)))


def build_places(district: District, structure: Structure) -> None:
    """Register the district's three places, with counts of open drug scenes at the first."""
    for order, (name, delimitation, problems) in enumerate(PLACES):
        district.places[name] = register_place(
            by=district.coordinator,
            unit=district.unit,
            name=name,
            delimitation=delimitation,
            problem_types=problems,
            built_factors=BUILT if order < 2 else {},
            coordinating_unit=district.unit if order < 2 else None,
            coordinator_title="Trygghetssamordnare" if order < 2 else "",
            owners=[structure.specialists["transport"]] if order < 2 else [structure.specialists["sisab"]],
            how_followed_up="Vandring vår och höst, räkning varje månad." if order < 2 else "",
            on=district.today - timedelta(days=600),
        )
    place = district.places[PLACES[0][0]]
    for month in range(8):
        record_count(
            by=district.coordinator,
            place=place,
            problem_type=ProblemType.DRUG_DEALING,
            on=district.today - timedelta(days=30 * (8 - month)),
            number=max(1, 7 - month // 2 + (month * len(district.key)) % 3),
            source="Räkning av fältassistenter, påhittade demodata",
            today=district.today,
        )


def build_picture(
    district: District, areas: dict[int, Area], numbers: Numbers, *, year: int, opened_on: date
) -> Picture:
    """Write the year's picture: each party in its own room, shared, merged, with one kept disagreement."""
    now = moment(opened_on)
    picture = open_picture(
        by=district.coordinator,
        unit=district.unit,
        year=year,
        delimitation=f"Hela {district.name}, med tre platser särskilt.",
        today=opened_on,
        now=now,
    )
    district.pictures[year] = picture
    written = _write_rooms(district, picture, areas, numbers, now)
    for text in district.texts:
        lines = list(Line.objects.filter(pk__in=[line.pk for line in written[text.title]]))
        statement = _merge(district, picture, text, lines, areas, numbers, now)
        if text.title not in district.problems:
            district.problems[text.title] = _raise(district, text, areas, statement, opened_on)
    _rest(district, picture, areas, numbers, now)
    _rank(district, picture, opened_on + timedelta(days=14))
    return picture


def _write_rooms(
    district: District, picture: Picture, areas: dict[int, Area], numbers: Numbers, now: datetime
) -> dict[str, list[Line]]:
    """Let each party write what it sees of every problem in its own room, and share it; return lines by problem."""
    found: dict[str, list[Line]] = {text.title: [] for text in district.texts}
    for by, source in ((district.coordinator, "city_survey"), (district.officer, "reported")):
        lines = []
        for text in district.texts:
            line = write_line(
                by=by,
                picture=picture,
                block=Block.EXTENT,
                area=areas[text.area],
                text=text.city_sees if by is district.coordinator else text.police_see,
                sources=[numbers.sources[source]],
                now=now,
            )
            lines.append(line)
            found[text.title].append(line)
        share_lines(by=by, picture=picture, lines=lines, today=now.date(), now=now)
    return found


def _merge(
    district: District,
    picture: Picture,
    text: ProblemText,
    lines: list[Line],
    areas: dict[int, Area],
    numbers: Numbers,
    now: datetime,
) -> Statement:
    """Merge what both parties see of a problem, and say what it leads to."""
    area = areas[text.area]
    differs = text.title.startswith("Otrygghet")
    indicators = [one for one in numbers.indicators.values() if one.area_id == area.pk]
    statement = write_statement(
        by=district.coordinator,
        picture=picture,
        block=Block.EXTENT,
        area=area,
        text=text.description,
        lines=lines,
        agreement=Agreement.DISAGREED if differs else Agreement.AGREED,
        municipality_view=text.city_sees if differs else "",
        police_view=text.police_see if differs else "",
        sources=[numbers.sources["city_survey"], numbers.sources["reported"]],
        indicators=indicators,
        now=now,
    )
    write_statement(
        by=district.coordinator,
        picture=picture,
        block=Block.CONSEQUENCES,
        area=area,
        text=text.consequences,
        agreement=Agreement.AGREED,
        sources=[numbers.sources["city_survey"]],
        now=now,
    )
    return statement


def _raise(district: District, text: ProblemText, areas: dict[int, Area], statement: Statement, on: date) -> Problem:
    owned = not (district.key == UNOWNED and text is district.texts[-1])
    place = district.places[PLACES[0][0]] if text.target == TargetKind.PLACE else None
    return raise_problem(
        by=district.coordinator,
        unit=district.unit,
        area=areas[text.area],
        title=text.title,
        description=text.description,
        target=text.target,
        target_name=place.name if place else text.title,
        place=place,
        victims=text.victims,
        is_complex=len(text.causes) > 2,
        consequences=text.consequences,
        statements=[statement],
        owner_unit=district.unit if owned else None,
        owner_title="Trygghetssamordnare" if owned else "",
        on=on,
    )


def _rest(district: District, picture: Picture, areas: dict[int, Area], numbers: Numbers, now: datetime) -> None:
    """Write the blocks that are common to the district, and why some areas are not relevant this year."""
    for block, words in (
        (Block.INFORMATION, "Iakttagelser från fältassistenter, områdespoliser, skolor och fastighetsägare."),
        (Block.ANALYSIS, ANALYSIS),
    ):
        write_statement(
            by=district.coordinator,
            picture=picture,
            block=block,
            text=words,
            agreement=Agreement.AGREED,
            sources=[numbers.sources["inspection"]],
            now=now,
        )
    touched = {text.area for text in district.texts}
    for number, area in areas.items():
        if number not in touched:
            note_area(
                by=district.coordinator,
                picture=picture,
                area=area,
                reason="Parterna ser inget i området som kräver mer än det ordinarie arbetet i år.",
            )


def _rank(district: District, picture: Picture, on: date) -> None:
    """Weigh the problems; both parties have seen the order before it is settled."""
    shift = list(DISTRICTS).index(district.key) + picture.year
    ranking = save_ranking(
        by=district.coordinator,
        picture=picture,
        weights=dict.fromkeys(Criterion, 2) | {Criterion.HARM: 4},
        edition=1,
        limit=2,
        scores=[
            Weighed(
                district.problems[text.title].pk, 0, text.scores(shift), "Lägesbilden och parternas samlade erfarenhet."
            )
            for text in district.texts
        ],
    )
    for actor in (district.coordinator, district.officer):
        mark_seen(by=actor, picture=picture, seen=state_seal(ranking))
    settle_ranking(by=district.coordinator, picture=picture, seen=state_seal(ranking), on=on)


def decide_picture(district: District, picture: Picture, *, on: date, what_is_new: str) -> None:
    """Freeze the picture and let the steering group decide on it."""
    version = freeze_and_submit(
        by=district.coordinator, picture=picture, what_is_new=what_is_new, today=on, now=moment(on, 9)
    )
    matter = version.annex_version.matter
    assert matter is not None
    forward_matter(by=district.coordinator, matter=matter, recommendation="Beredningsgruppen tillstyrker.")
    record_decision(
        by=district.coordinator,
        group=matter.decided_in,
        title=matter.title,
        text="Styrgruppen fastställer den uppdaterade bilagan.",
        category=DecisionCategory.ANNEX_UPDATE,
        decided_on=on,
        matter=matter,
        municipality_decision_maker="Stadsdelsdirektören",
        police_decision_maker="Lokalpolisområdeschefen",
    )
    version.refresh_from_db()
    district.versions[picture.year] = version
