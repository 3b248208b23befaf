"""The demo's two consultations: one that the council has decided on, and one that is open for answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware, now

from samverkan.access.actor import Actor
from samverkan.agreements.models import Agreement
from samverkan.consultations.models import Case, Clause, EarlyInput, Referral, Remark, Round, Section, Statement, Step
from samverkan.consultations.rules.report import Person
from samverkan.consultations.services import answers, cases, comments, links, materials, rounds, statements, work
from samverkan.consultations.words import (
    AnswerState,
    CaseTextKind,
    ChainLevel,
    DecisionType,
    EarlyKind,
    MaterialKind,
    Perspective,
    SectionKind,
    Stance,
    StatementType,
    TextKind,
)
from samverkan.groups.queries import actor_for
from samverkan.notices.models import Notice
from samverkan.organisation.models import Unit
from samverkan.site.town import consultation_texts as texts
from samverkan.site.town.groups import People
from samverkan.site.town.structure import Structure

OUTSIDER = "Nätverket för trygga kvarter"
"""An invented association without accounts, which answers through a link."""

PREPARE = {
    "transport": "trafikkontoret",
    "education": "education.1",
    "social": "social.1",
    "holding": "stadshus",
    "svenska_bostader": "svenska_bostader.1",
    "stockholmshem": "stockholmshem.1",
    "familjebostader": "familjebostader.1",
}
"""Who writes for the administrations and companies; in the districts the safety coordinators do."""


@dataclass
class Story:
    """A round in the making: who sends it, who writes for whom, and the bodies by short name."""

    structure: Structure
    people: People
    today: date
    case: Case
    round: Round
    sent_on: date
    actors: dict[str, Actor] = field(default_factory=dict)
    referrals: dict[str, Referral] = field(default_factory=dict)
    clauses: dict[str, Clause] = field(default_factory=dict)
    remarks: dict[str, list[Remark]] = field(default_factory=dict)

    @property
    def sender(self) -> Actor:
        """Return the one who sends the round."""
        return self.actor("central")

    def actor(self, key: str) -> Actor:
        """Return an account as an actor of today."""
        if key not in self.actors:
            self.actors[key] = actor_for(self.people.account(key).pk, on=self.today)
        return self.actors[key]

    def writer(self, key: str) -> Actor:
        """Return who writes a body's answer."""
        return self.actor(PREPARE.get(key, f"samordnare.{key}"))

    def unit(self, key: str) -> Unit:
        """Return the unit that is asked."""
        here = self.structure
        return here.holding if key == "holding" else here.specialists.get(key) or here.districts[key]

    def day(self, after: int) -> date:
        """Return the day so many days after the round was sent, today at the latest."""
        return min(self.sent_on + timedelta(days=after), self.today)

    def moment(self, after: int) -> datetime:
        """Return that day at two in the afternoon."""
        return make_aware(datetime.combine(self.day(after), time(14)))


def build_consultations(
    structure: Structure, people: People, agreements: Mapping[str, Agreement], *, today: date
) -> None:
    """Store the finished consultation behind the agreement in force, and the open one about its renewal."""
    _build_finished(structure, people, agreements["overall"], today=today)
    _build_open(structure, people, agreements["overall"], today=today)


def _send(
    story: Story,
    bodies: tuple[str, ...],
    sent: tuple[tuple[MaterialKind, int | None, str, str], ...],
    reasons: Mapping[str, str],
) -> None:
    for kind, number, title, text in sent:
        materials.add_material(by=story.sender, round_=story.round, kind=kind, number=number, title=title, text=text)
    for key in bodies:
        story.referrals[key] = rounds.ask_unit(
            by=story.sender, round_=story.round, unit=story.unit(key), today=story.sent_on
        )
    story.round = rounds.send_round(
        by=story.sender, round_=story.round, not_attached_because=reasons, today=story.sent_on
    )
    found = Clause.objects.filter(material__round=story.round, material__kind=MaterialKind.DRAFT)
    story.clauses = {clause.heading: clause for clause in found.select_related("material")}


# What a body does.


def _open(story: Story, key: str, after: int) -> Referral:
    """Return the body's referral as it is stored now, opened by those who write its answer."""
    referral = Referral.objects.select_related("answer", "round__case", "unit", "administration", "parent").get(
        pk=story.referrals[key].pk
    )
    if referral.opened_on is None:
        links.note_opening(by=story.writer(key), referral=referral, today=story.day(after))
    return referral


def _write(story: Story, key: str, views: str, *, after: int, stance: Stance | None = None, economy: str = "") -> None:
    """Begin a body's answer and write what a release asks for."""
    by, referral = story.writer(key), _open(story, key, 3)
    _write_as(story, by, referral, views, after=after, stance=stance, economy=economy)


def _write_as(
    story: Story,
    by: Actor,
    referral: Referral,
    views: str,
    *,
    after: int,
    stance: Stance | None = None,
    economy: str = "",
) -> None:
    answer = answers.begin_answer(by=by, referral=referral, today=story.day(after - 8))
    parts = {section.kind: section for section in Section.objects.filter(answer=answer).select_related("answer")}
    footnotes = (("1", "Hur områdena går ihop framgår av kartan i bilagan till lägesbilden.", ""),) * ("[1]" in views)
    if referral.has_board:
        answers.write_report_facts(
            by=by,
            referral=referral,
            edition=answer.edition,
            report_date=story.day(after),
            registry_number=f"{story.sent_on.year}/{100 + referral.pk}",
            prepared_by="Avdelningen för trygghet och utveckling",
            signed_by=(("Förvaltningschef", ""), ("Avdelningschef", "")),
            proposed_points=("Nämnden godkänner tjänsteutlåtandet som svar på remissen.",),
            stance=stance,
            footnotes=footnotes,
        )
    for kind, text in ((SectionKind.VIEWS, views), (SectionKind.ECONOMY, economy)):
        if text:
            answers.write_section(by=by, section=parts[kind], edition=parts[kind].edition, text=text)
    for one in Perspective:
        part = parts.get(SectionKind(one.value))
        if part is not None:
            makes = one is Perspective.CHILD_RIGHTS and "ung" in views
            answers.write_section(
                by=by,
                section=part,
                edition=part.edition,
                text="Barn påverkas främst av arbetet kring skolan och fritiden. Deras röst bör in i lägesbilden."
                if makes
                else "",
                not_made_because="" if makes else texts.NOT_TAKEN_PART,
            )


def _dissent(story: Story, key: str, said: tuple[texts.Dissent, ...], *, after: int) -> None:
    for one in said:
        statements.write_statement(
            by=story.writer(key),
            referral=story.referrals[key],
            type_=one.type,
            text_kind=one.kind,
            persons=one.persons,
            text=one.text,
            points=one.points,
            joins=one.joins,
            refers_to_body=story.referrals[one.at] if one.at else None,
            now=story.moment(after),
        )


def _release(story: Story, key: str, said: texts.Said) -> None:
    _write(story, key, said.views, after=said.reported, stance=said.stance, economy=said.economy)
    answers.release(by=story.writer(key), referral=story.referrals[key], today=story.day(said.reported))


def _decide(story: Story, key: str, said: texts.Said) -> None:
    referral = _open(story, key, said.decided)
    points = ["Nämnden godkänner tjänsteutlåtandet som svar på remissen."]
    if said.type in {DecisionType.HAND_OVER, DecisionType.APPROVE_AND_HAND_OVER}:
        points.append("Tjänsteutlåtandet överlämnas till kommunstyrelsen.")
    if said.immediate:
        points.append("Paragrafen justeras omedelbart.")
    answers.decide(
        by=story.writer(key),
        referral=referral,
        edition=referral.answer.edition,
        decided_on=story.day(said.decided),
        decision_type=said.type,
        points=points,
        immediate=bool(said.immediate),
        immediate_because=said.immediate,
        today=story.today,
    )


def _hand_in(story: Story, key: str, said: texts.Said) -> None:
    """Take a board's answer from nothing to handed in."""
    _release(story, key, said)
    _dissent(story, key, said.dissent, after=said.decided)
    _decide(story, key, said)
    answers.submit(by=story.writer(key), referral=story.referrals[key], now=story.moment(said.decided + 2))


def _company_hands_in(story: Story, key: str, views: str, *, after: int) -> None:
    _write(story, key, views, after=after)
    answers.release(by=story.writer(key), referral=story.referrals[key], today=story.day(after))
    answers.submit(by=story.writer(key), referral=story.referrals[key], now=story.moment(after))


def _send_on(story: Story, key: str, *companies: str, after: int) -> None:
    for company in companies:
        story.referrals[company] = rounds.send_on(
            by=story.writer(key),
            referral=story.referrals[key],
            unit=story.unit(company),
            today=story.day(after),
        )


# What the sender does with the answers.


def _take(story: Story, key: str, said: texts.Said, *, after: int) -> None:
    """Split an answer in views, settle those that have a disposition, and write the body's paragraph."""
    referral = story.referrals[key]
    if said.taken:
        story.remarks[key] = work.take_views(
            by=story.sender,
            referral=referral,
            views=[work.Taken(one.text, story.clauses[one.clause], one.stance) for one in said.taken],
        )
    for remark, one in zip(story.remarks.get(key, ()), said.taken, strict=True):
        work.work_view(
            by=story.sender,
            remark=remark,
            edition=remark.edition,
            clause=remark.clause,
            stance=one.stance,
            assignee=story.people.account("central" if one.disposition else "central.sakerhet"),
            disposition=one.disposition,
            reply=one.reply,
            today=story.day(after),
        )
    work.write_summary(by=story.sender, referral=referral, edition=1, summary=said.summary, stance=said.stance)


def _change(story: Story, change: tuple[str, str, str, str, str], *, after: int) -> None:
    clause, old, new, reason, key = change
    work.change_text(
        by=story.sender,
        round_=story.round,
        clause=story.clauses[clause],
        old=old,
        new=new,
        reason=reason,
        remarks=story.remarks[key],
        today=story.day(after),
    )


def _build_finished(structure: Structure, people: People, agreement: Agreement, *, today: date) -> None:
    """The consultation of 2023: answered, weighed, and decided on by every level of the chain (REM-22)."""
    sender, opened, sent_on = actor_for(people.account("central").pk, on=today), date(2023, 2, 6), date(2023, 5, 2)
    case = cases.open_case(
        by=sender,
        municipality=structure.city,
        title=agreement.title,
        initiator="Stadsledningskontoret",
        registry_numbers=[agreement.registry_number],
        responsible=[("Trygghetsborgarrådet", "")],
        proposal=["Överenskommelsen godkänns.", "Den tidigare överenskommelsen upphör att gälla."],
        valid_from=agreement.valid_from,
        today=opened,
    )
    round_ = rounds.prepare_round(
        by=sender, case=case, letter=texts.EARLIER_LETTER, last_day=date(2023, 9, 15), today=opened
    )
    story = Story(structure, people, date(2023, 12, 11), case, round_, sent_on, actors={})
    story.actors |= {key: actor_for(people.account(key).pk, on=today) for key in ("central", *PREPARE.values())}
    story.actors |= {
        f"samordnare.{key}": actor_for(people.account(f"samordnare.{key}").pk, on=today)
        for key in texts.EARLIER_ANSWERS
        if key in structure.districts
    }
    _send(
        story,
        (*texts.EARLIER_ANSWERS, "holding"),
        (
            (MaterialKind.DRAFT, 1, "Förslag till övergripande samverkansöverenskommelse", texts.EARLIER_DRAFT),
            (MaterialKind.ANNEX, 2, "Prioriterade områden", texts.EARLIER_AREAS),
        ),
        {},
    )
    _send_on(story, "holding", "stockholmshem", after=5)
    for key in ("stockholmshem", "holding"):
        _company_hands_in(story, key, texts.EARLIER_COMPANY[key], after=90)
    for key, said in texts.EARLIER_ANSWERS.items():
        _hand_in(story, key, said)
        _take(story, key, said, after=150)
    work.write_summary(
        by=sender,
        referral=story.referrals["holding"],
        edition=1,
        summary="Koncernledningen tillstyrker förslaget.",
        stance=Stance.POSITIVE,
    )
    _change(story, texts.EARLIER_CHANGE, after=160)
    for kind, text in zip(CaseTextKind, texts.EARLIER_TEXTS, strict=True):
        cases.write_case_text(by=sender, case=case, kind=kind, edition=0, text=text)
    _decide_upwards(story)
    Case.objects.filter(pk=case.pk).update(agreement=agreement, entered_in_force_on=date(2023, 12, 11))


def _decide_upwards(story: Story) -> None:
    """Carry the finished case from the executive office to the council, with dissent at two levels."""
    upheld = "Förslaget till beslut tillstyrks."
    for level, name, day, decision in (
        (ChainLevel.EXECUTIVE_OFFICE, "Stadsledningskontoret", date(2023, 4, 25), "Förslaget sänds på remiss."),
        (ChainLevel.CONSULTATION, "Remissinstanserna", date(2023, 9, 15), "Remisstiden gick ut."),
        (ChainLevel.VICE_MAYORS, "Trygghetsborgarrådet", date(2023, 11, 2), upheld),
        (ChainLevel.COUNCIL_OF_MAYORS, "Borgarrådsberedningen", date(2023, 11, 13), upheld),
        (ChainLevel.EXECUTIVE_BOARD, "Kommunstyrelsen", date(2023, 11, 22), upheld),
        (ChainLevel.COUNCIL, "Kommunfullmäktige", date(2023, 12, 11), "Överenskommelsen godkänns."),
    ):
        is_board = level is ChainLevel.EXECUTIVE_BOARD
        step = cases.record_step(
            by=story.sender,
            case=story.case,
            level=level,
            edition=0,
            name=name,
            decided_on=day,
            decision=decision,
            registry_number=story.case.registry_numbers[0] if level is ChainLevel.COUNCIL else "",
            place="Stockholm" if is_board else "",
            chair_function="Ordförande" if is_board else "",
            today=story.today,
        )
        at = make_aware(datetime.combine(day, time(15)))
        if level is ChainLevel.COUNCIL_OF_MAYORS:
            own = statements.write_statement(
                by=story.sender,
                step=step,
                type_=StatementType.RESERVATION,
                persons=(Person("Signe Bergåsa", "M"), Person("Lage Frösvik", "L")),
                text=texts.MAYORS_DISSENT,
                now=at,
            )
        if is_board:
            _dissent_at_the_board(story, own, step, at)


def _dissent_at_the_board(story: Story, own: Statement, step: Step, at: datetime) -> None:
    """Write a reservation identical to that of the level before, and a substitute's statement (REM-14, REM-16)."""
    statements.write_statement(
        by=story.sender,
        step=step,
        type_=StatementType.RESERVATION,
        text_kind=TextKind.IDENTICAL,
        persons=(Person("Tilda Skogvik", "M"), Person("Isak Videlid", "L", True)),
        refers_to=own,
        now=at,
    )
    statements.write_statement(
        by=story.sender,
        step=step,
        type_=StatementType.SUBSTITUTE_STATEMENT,
        persons=(Person("Rakel Vikäng", "KD"),),
        text=texts.SHORT_STATEMENT,
        now=at,
    )


def _build_open(structure: Structure, people: People, agreement: Agreement, *, today: date) -> None:
    """The renewal: sent five weeks ago, with answers in every state and three weeks to go."""
    sender, sent_on = actor_for(people.account("central").pk, on=today), today - timedelta(days=38)
    opened, last_day = sent_on - timedelta(days=90), today + timedelta(days=12)
    year = last_day.year + 1
    case = cases.open_case(
        by=sender,
        municipality=structure.city,
        title=f"Förnyad övergripande samverkansöverenskommelse {year}",
        initiator="Stadsledningskontoret",
        registry_numbers=[f"KS {sent_on.year}/318"],
        responsible=[("Trygghetsborgarrådet", ""), ("Socialborgarrådet", "")],
        proposal=[
            "Den förnyade samverkansöverenskommelsen godkänns.",
            f"{agreement.title} upphör att gälla när den förnyade börjar gälla.",
        ],
        agreement=agreement,
        valid_from=date(year, 1, 1),
        today=opened,
    )
    _gather_early(sender, structure, people, case, opened)
    round_ = rounds.prepare_round(by=sender, case=case, letter=texts.LETTER, last_day=last_day, today=sent_on)
    story = Story(structure, people, today, case, round_, sent_on)
    story.referrals["outsider"] = rounds.ask_outsider(by=sender, round_=round_, name=OUTSIDER, today=sent_on)
    _send(
        story,
        ("transport", "education", "social", *structure.districts, "holding"),
        (
            (MaterialKind.DRAFT, None, "Förslag till förnyad samverkansöverenskommelse", texts.DRAFT),
            (MaterialKind.ANNEX, 1, "Samverkansstruktur", texts.STRUCTURE),
            (MaterialKind.ANNEX, 2, "Prioriterade områden", texts.AREAS),
        ),
        {"handlingsplan": texts.NO_PLAN},
    )
    for key, said in texts.ANSWERS.items():
        _hand_in(story, key, said)
    _companies(story)
    _still_writing(story)
    for key, said in texts.ANSWERS.items():
        if said.taken:
            _take(story, key, said, after=36)
    for change in texts.OPEN_CHANGES:
        _change(story, change, after=37)
    late = [story.referrals["hasselby_vallingby"]]
    rounds.remind(by=sender, round_=story.round, referrals=late, today=story.day(30))
    cases.write_case_text(by=sender, case=case, kind=CaseTextKind.SUMMARY, edition=0, text=texts.RENEWAL_SUMMARY)
    answered = [
        str(pk) for pk in round_.referrals.filter(answer__state=AnswerState.SUBMITTED).values_list("pk", flat=True)
    ]
    Notice.objects.filter(kind="consultations.referral", key__in=answered).update(read_at=now())


def _gather_early(sender: Actor, structure: Structure, people: People, case: Case, opened: date) -> None:
    """Ask the districts and hold a conference before the draft is written (REM-24)."""
    asked = [structure.districts[key] for key in (*texts.EARLY_ANSWERS, "jarva")]
    early = cases.gather_early(
        by=sender,
        case=case,
        kind=EarlyKind.QUESTIONNAIRE,
        title="Enkät till stadsdelarna om den nuvarande överenskommelsen",
        held_on=opened + timedelta(days=5),
        open_until=opened + timedelta(days=35),
        questions=texts.QUESTIONS,
        units=asked,
    )
    keys = {structure.districts[key].pk: key for key in texts.EARLY_ANSWERS}
    for voice in EarlyInput.objects.get(pk=early.pk).voices.select_related("unit"):
        if voice.unit_id in keys:
            key = keys[voice.unit_id]
            cases.answer_early(
                by=actor_for(people.account(f"samordnare.{key}").pk, on=opened),
                voice=voice,
                edition=voice.edition,
                answers=texts.EARLY_ANSWERS[key],
                today=opened + timedelta(days=20),
            )
    cases.gather_early(
        by=sender,
        case=case,
        kind=EarlyKind.CONFERENCE,
        title="Konferens om en ny överenskommelse",
        held_on=opened + timedelta(days=40),
        took_part=texts.CONFERENCE,
        outcome=texts.CONFERENCE_OUTCOME,
    )


def _companies(story: Story) -> None:
    """The group sends it on to four companies: two have answered, one writes, one has not opened it (REM-03)."""
    _send_on(story, "holding", "svenska_bostader", "stockholmshem", "familjebostader", "sisab", after=4)
    for key in ("svenska_bostader", "stockholmshem"):
        _company_hands_in(story, key, texts.COMPANY_VIEWS[key], after=25)
    _write(story, "familjebostader", texts.DRAFTED, after=30)
    _write(story, "holding", texts.COMPANY_VIEWS["holding"], after=34)


def _still_writing(story: Story) -> None:
    """Leave the other bodies where they are: decided, released, in draft, sent back, opened and not opened."""
    said = texts.Said(texts.DRAFTED, "", Stance.WISH, 30, 37)
    _hand_in(story, "education", said)
    answers.send_back(
        by=story.sender,
        referral=story.referrals["education"],
        because="Beslutet saknar en punkt om överlämnande.",
        today=story.today,
    )
    _release(story, "skarpnack", said)
    _decide(story, "skarpnack", texts.Said("", "", Stance.WISH, 30, 37, immediate="Remisstiden går ut."))
    _release(story, "skarholmen", texts.Said(texts.SKARHOLMEN, "", Stance.POSITIVE, 34, 0))
    by, clause = story.writer("hagersten_alvsjo"), story.clauses["Styrning"]
    _write(story, "hagersten_alvsjo", texts.DRAFTED, after=36)
    comments.comment_clause(
        by=by,
        referral=story.referrals["hagersten_alvsjo"],
        clause=clause,
        stance=Stance.WISH,
        text="Skolan bör ha en egen plats i styrgruppen.",
        wording="Stadsdelsdirektör, lokalpolisområdeschef och en företrädare för skolan.",
    )
    _open(story, "jarva", 20)
    rounds.give_respite(
        by=story.sender,
        referral=story.referrals["jarva"],
        last_day=story.today + timedelta(days=26),
        because="Nämnden sammanträder först efter remisstidens slut.",
        today=story.today,
    )
    links.make_link(by=story.sender, referral=story.referrals["outsider"], now=story.moment(1))
