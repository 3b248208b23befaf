"""The whole way of a draft, from the first question to the agreement in force, told once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samverkan.agreements.models import Agreement
from samverkan.audit.models import Entry
from samverkan.audit.services import verify_trail
from samverkan.consultations.models import Link, Remark
from samverkan.consultations.queries.report import council_report
from samverkan.consultations.rules.report import Person, findings
from samverkan.consultations.services import answers, cases, links, rounds, statements, work
from samverkan.consultations.tests import town
from samverkan.consultations.words import (
    AnswerState,
    CaseTextKind,
    ChainLevel,
    Disposition,
    SectionKind,
    Stance,
    StatementType,
    TextKind,
)
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.mark.req("REM-01", "REM-02", "REM-03", "REM-12", "REM-15", "REM-19", "REM-20", "REM-22", "REM-23", "REM-33")
def test_a_draft_is_sent_answered_weighed_and_decided(cast: Cast) -> None:
    made = town.sent(cast)
    kerstin, ludvig = town.of(cast, "kerstin"), town.of(cast, "ludvig")
    # Björkåsa's board answers, with a reservation by its elected representative
    town.release(made, "bjorkasa", cast.amina, views="Förvaltningen är positiv.\n\nFörvaltningen saknar en tidplan.")
    town.dissent(made, "bjorkasa", cast.hanna)
    town.decide(made, "bjorkasa", cast.amina)
    answers.submit(by=cast.amina, referral=made["bjorkasa"], now=town.NOW)
    # Granvik's refers to it
    town.release(made, "granvik", cast.cecilia)
    town.dissent(
        made,
        "granvik",
        town.of(cast, "moa"),
        text_kind=TextKind.REFERENCE,
        text="",
        persons=[Person("Moa Pil", "L")],
        refers_to_body=made["bjorkasa"],
    )
    town.decide(made, "granvik", cast.cecilia)
    answers.submit(by=cast.cecilia, referral=made["granvik"], now=town.NOW)
    # the holding company sends it on, and gathers the answer under its own
    sub = rounds.send_on(by=kerstin, referral=made["holding"], unit=cast.units["homes"], today=TODAY)
    made.referrals["homes"] = sub
    town.submit(made, "homes", ludvig, views="Bolaget har inget att invända.")
    town.submit(made, "holding", kerstin)
    # a body without an account comes in through its link
    _link, token = links.make_link(by=cast.gustav, referral=made["outsider"], now=town.NOW)
    guest = links.use_link(token=token, now=town.NOW)
    town.submit(made, "outsider", guest)
    assert Link.objects.get().uses == 1
    # the answers are worked
    [remark] = work.take_views(
        by=cast.gustav,
        referral=made["bjorkasa"],
        views=[work.Taken("Förvaltningen saknar en tidplan.", made.clause("Uppföljning"), Stance.CRITICISM)],
    )
    work.work_view(
        by=cast.gustav,
        remark=remark,
        edition=remark.edition,
        clause=remark.clause,
        stance=Stance.CRITICISM,
        disposition=Disposition.ADOPTED,
        reply="En tidplan läggs till.",
        today=TODAY,
    )
    work.change_text(
        by=cast.gustav,
        round_=made.round,
        clause=made.clause("Uppföljning"),
        old="Parterna följer upp arbetet varje år.",
        new="Parterna följer upp arbetet varje år, senast i februari.",
        reason="En nämnd saknade en tidplan.",
        remarks=[Remark.objects.get()],
        today=TODAY,
    )
    for name in ("bjorkasa", "granvik", "holding", "outsider"):
        work.write_summary(
            by=cast.gustav, referral=made[name], edition=1, summary=f"{made[name].name} är positiv.", stance=None
        )
    cases.write_case_text(
        by=cast.gustav, case=made.case, kind=CaseTextKind.SUMMARY, edition=0, text="Målet är trygghet."
    )
    later = TODAY + timedelta(days=90)
    mayors = cases.record_step(
        by=cast.gustav,
        case=made.case,
        level=ChainLevel.COUNCIL_OF_MAYORS,
        edition=0,
        name="Borgarrådsberedningen",
        decided_on=later,
        decision="Tillstyrker förslaget.",
        today=later,
    )
    own = statements.write_statement(
        by=cast.gustav,
        step=mayors,
        type_=StatementType.RESERVATION,
        persons=[Person("Jan Berg", "M")],
        text="Överenskommelsen bör kompletteras.",
        now=town.NOW,
    )
    board = cases.record_step(
        by=cast.gustav,
        case=made.case,
        level=ChainLevel.EXECUTIVE_BOARD,
        edition=0,
        name="Kommunstyrelsen",
        decided_on=later,
        place="Lindstad",
        chair_function="Ordförande",
        today=later,
    )
    statements.write_statement(
        by=cast.gustav,
        step=board,
        type_=StatementType.RESERVATION,
        text_kind=TextKind.IDENTICAL,
        persons=[Person("Annika Ask", "M")],
        refers_to=own,
        now=town.NOW,
    )
    report = council_report(made.round)
    assert (
        report.contents
        == (
            "Trafikkontoret",
            "Björkåsa stadsdelsnämnd",
            "Granviks stadsdelsnämnd",
            "Lindstads Stadshus AB",
            "Förvaltnings AB Linden",
        )[1:]
    )
    assert report.missing == ("Trafikkontoret",)
    by_name = {body.name: body for body in report.bodies}
    [referring] = by_name["Granviks stadsdelsnämnd"].statements
    assert referring.resolved_text == town.DISSENT
    assert [one.name for one in by_name["Lindstads Stadshus AB"].sub_referrals] == ["AB Lindstadshem"]
    assert [level.statements[0].words for level in report.levels] == ["Överenskommelsen bör kompletteras."] * 2
    assert [change.reason for change in report.changes] == ["En nämnd saknade en tidplan."]
    assert report.text(CaseTextKind.SUMMARY) == "Målet är trygghet."
    assert findings(report) == ()
    # the council decides, and the agreement is in force
    cases.record_step(
        by=cast.gustav,
        case=made.case,
        level=ChainLevel.COUNCIL,
        edition=0,
        name="Kommunfullmäktige",
        decided_on=later,
        today=later,
    )
    agreement = cases.put_in_force(
        by=cast.gustav, case=made.case, rule_set="overall-2024", police=cast.units["region"], today=later
    )
    assert Agreement.objects.get() == agreement
    assert (agreement.valid_from, agreement.valid_until) == (date(2027, 1, 1), None)
    assert agreement.decision_reference == f"Kommunfullmäktige {later.isoformat()}"
    assert made.answer("bjorkasa").state == AnswerState.SUBMITTED
    assert verify_trail()[1] is None
    assert {"consultations.round_sent", "consultations.link_used", "consultations.text_changed"} <= set(
        Entry.objects.values_list("event", flat=True)
    )
    assert made.section("bjorkasa", SectionKind.GENDER).not_made_because
