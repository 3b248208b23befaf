"""Two years of measures plans: measures with two halves, decided as annexes, delivered and closed in part."""

from __future__ import annotations

from datetime import date, timedelta

from samverkan.access.actor import Actor
from samverkan.agreements.services.files import Upload
from samverkan.causes.models import Cause
from samverkan.decisions.services import forward_matter, record_decision
from samverkan.decisions.words import DecisionCategory
from samverkan.ground.words import Party
from samverkan.measures.models import Half, Measure, Part, Plan
from samverkan.measures.services.halves import (
    Commitment,
    close_half,
    leave_out_half,
    record_delivery,
    report_half_done,
    set_half,
)
from samverkan.measures.services.measures import Wording, draft_measure
from samverkan.measures.services.plans import note_area, open_plan, write_part
from samverkan.measures.services.versions import freeze_and_submit
from samverkan.measures.words import HalfState, InPlanning, MeasureType, PartKind
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area
from samverkan.site.town.content import HalfText, MeasureText, ProblemText
from samverkan.site.town.numbers import Numbers
from samverkan.site.town.pictures import District, moment
from samverkan.site.town.structure import PAIRED, Structure
from samverkan.situation.words import TargetKind

EVIDENCE = Upload("kvitto.txt", "Påhittade demodata. Arbetet besiktigades på plats.".encode())

PARTS = {
    PartKind.DIRECTION: "Färre otrygga platser och färre unga i riskzon i {name}. Arbetet utgår från lägesbilden.",
    PartKind.FOCUS: "De problem som parterna har prioriterat. Övriga områden sköts i ordinarie verksamhet.",
    PartKind.GOALS: "Delmålen är gemensamma för staden och följs med samma indikatorer som i andra stadsdelar.",
    PartKind.FOLLOW_UP: "Beredningsgruppen följer upp varje kvartal, styrgruppen varje år. Effekten bedöms för sig.",
}


def build_plan(
    district: District,
    structure: Structure,
    areas: dict[int, Area],
    numbers: Numbers,
    causes: dict[str, dict[str, Cause]],
    *,
    year: int,
    decided_on: date,
) -> Plan:
    """Write the year's plan with a measure or two for each problem and let the steering group decide on it.

    The last problem of the year has a measure that rests on a motivated exception instead of an analysis.
    """
    opened = decided_on - timedelta(days=30)
    by = district.coordinator
    plan = open_plan(
        by=by, unit=district.unit, year=year, picture_version=district.versions.get(year), analyses=(), today=opened
    )
    for part in Part.objects.filter(plan=plan):
        write_part(by=by, part=part, text=PARTS[PartKind(part.kind)].format(name=district.name), edition=part.edition)
    for text in district.texts:
        for said in text.measures:
            _measure(district, structure, plan, text, said, areas, numbers, causes.get(text.title, {}), opened)
    touched = {text.area for text in district.texts}
    for number, area in areas.items():
        if number not in touched:
            note_area(by=by, plan=plan, area=area, not_relevant="Sköts i ordinarie verksamhet enligt lägesbilden.")
    version = freeze_and_submit(
        by=by, plan=plan, what_is_new=f"Plan för {year}.", today=decided_on, now=moment(decided_on)
    )
    assert version.annex_version is not None
    matter = version.annex_version.matter
    assert matter is not None
    forward_matter(by=by, matter=matter, recommendation="Beredningsgruppen tillstyrker.")
    record_decision(
        by=by,
        group=matter.decided_in,
        title=matter.title,
        text="Styrgruppen fastställer åtgärdsplanen.",
        category=DecisionCategory.ANNEX_UPDATE,
        decided_on=decided_on,
        matter=matter,
        municipality_decision_maker="Stadsdelsdirektören",
        police_decision_maker="Lokalpolisområdeschefen",
    )
    return plan


def _measure(
    district: District,
    structure: Structure,
    plan: Plan,
    text: ProblemText,
    said: MeasureText,
    areas: dict[int, Area],
    numbers: Numbers,
    causes: dict[str, Cause],
    on: date,
) -> Measure:
    cause = next((causes[one.text] for one in text.causes if one.text in causes and one.side in said.sides), None)
    earlier = Measure.objects.filter(
        plan__unit=district.unit, plan__kind=plan.kind, plan__year=plan.year - 1, title=said.title
    ).first()
    measure = draft_measure(
        by=district.coordinator,
        plan=plan,
        wording=Wording(
            title=said.title,
            description=said.description,
            area=areas[text.area],
            sides=said.sides,
            level=said.level,
            kind=said.kind,
            term_length=said.term,
            directed_at=said.directed_at,
            starts_on=date(plan.year, 2, 1),
            main_cause=cause,
            causes=[cause] if cause else [],
            no_cause_because="" if cause else "Orsaken analyseras under våren; arbetet kan inte vänta.",
            sub_goal=numbers.sub_goals[text.area],
            place=next(iter(district.places.values())) if _is_at_a_place(text, said) else None,
            mechanism=said.mechanism,
            measure_type=said.type,
            benefits=said.benefits,
            continues=earlier,
            continues_work="" if earlier else "Bygger vidare på trygghetsvandringarna.",
            is_important=said.type.value in {"joint_place", "at_risk"},
        ),
    )
    due = date(plan.year, 11, 30)
    owner = structure.specialists[said.partner] if said.partner else district.unit
    title = "Projektledare" if said.partner else "Trygghetssamordnare"
    set_half(
        by=district.coordinator,
        measure=measure,
        party=Party.MUNICIPALITY,
        commitment=_commitment(owner, title, said.city, due, "410 Trygghet", f"VP {plan.year}:{measure.number}"),
        today=on,
    )
    if said.police is None:
        because = "Insatsen görs av kommunen; polisen bidrar med lägesbilden."
        leave_out_half(by=district.officer, measure=measure, party=Party.POLICE, because=because, today=on)
    else:
        police = structure.police[PAIRED[district.key][0]]
        set_half(
            by=district.officer,
            measure=measure,
            party=Party.POLICE,
            commitment=_commitment(police, "Kommunpolis", said.police, due, "", f"LPO-plan {plan.year}"),
            today=on,
        )
    return measure


def _commitment(unit: Unit, title: str, half: HalfText, due: date, budget: str, reference: str) -> Commitment:
    return Commitment(
        unit=unit,
        owner_title=title,
        text=half.text,
        due_on=due,
        dose=half.dose,
        dose_unit=half.unit,
        in_planning=InPlanning.YES if budget else InPlanning.PLAN_ONLY,
        budget_line=budget,
        planning_reference=reference,
    )


DELIVERED_IN = (4, 8, 11)
"""The months in which the parties write down what they have delivered."""


def deliver(district: District, plan: Plan, *, share: float, until: date) -> None:
    """Let each party deliver a share of each dose three times a year, and report done what was delivered in full."""
    for number, half in enumerate(Half.objects.filter(measure__plan=plan).exclude(state=HalfState.NONE).order_by("pk")):
        by = district.officer if half.party == Party.POLICE else district.coordinator
        wanted = int((half.dose or 0) * min(1.0, share + (number % 3 - 1) * 0.2))
        days = [date(plan.year, month, 20) for month in DELIVERED_IN if date(plan.year, month, 20) <= until]
        for order, on in enumerate(days):
            amount = wanted // len(days) + (1 if order < wanted % len(days) else 0)
            if amount:
                record_delivery(by=by, half=half, on=on, amount=amount, today=until, now=moment(on))
        if half.dose and wanted >= half.dose:
            _finish(district, by, half, until)


def _finish(district: District, by: Actor, half: Half, until: date) -> None:
    """Report the half done; a colleague of the same party closes it where four eyes are asked for."""
    half.refresh_from_db()
    done_on = min(until, date(half.measure.plan.year, 11, 28))
    half = report_half_done(by=by, half=half, done_on=done_on, outcome="Genomfört enligt planen.", today=done_on)
    if half.state == HalfState.REPORTED:
        colleague = district.head(Party(half.party))
        close_half(by=colleague, half=half, evidence=EVIDENCE, today=done_on)


def _is_at_a_place(text: ProblemText, said: MeasureText) -> bool:
    return text.target == TargetKind.PLACE or said.type in {MeasureType.ACTIVATION, MeasureType.JOINT_PLACE}
