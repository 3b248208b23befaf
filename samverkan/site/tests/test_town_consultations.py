"""The demo city's two consultations: one followed to the council, one open with answers in every state."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from samverkan.agreements.services.overall import register_overall_agreement
from samverkan.audit.services import verify_trail
from samverkan.consultations.models import Answer, Case, EarlyVoice, Referral, Remark, Statement, StatementPerson
from samverkan.consultations.queries.report import council_report
from samverkan.consultations.queries.work import voices_of_statements
from samverkan.consultations.rules.compilation.lacks import lacks
from samverkan.consultations.rules.grouping import group_alike
from samverkan.consultations.rules.report import findings
from samverkan.consultations.words import AnswerState, ChainLevel, Disposition, TextKind
from samverkan.groups.queries import actor_for
from samverkan.notices.models import Notice
from samverkan.site.town.consultations import build_consultations
from samverkan.site.town.groups import build_groups
from samverkan.site.town.structure import build_structure

pytestmark = pytest.mark.django_db


@pytest.mark.req("REM-02", "REM-03", "REM-12", "REM-16", "REM-17", "REM-21", "REM-22", "REM-23")
@pytest.mark.parametrize("today", [date(2026, 4, 14), date(2028, 2, 29)])
def test_the_demo_city_has_a_decided_consultation_and_an_open_one(today: date) -> None:
    with time_machine.travel(f"{today.isoformat()}T09:00:00+02:00"):
        structure = build_structure()
        people, _groups = build_groups(structure)
        overall = register_overall_agreement(
            by=actor_for(people.account("central").pk, on=today),
            title="Övergripande samverkansöverenskommelse 2024",
            municipality=structure.city,
            police=structure.region,
            registry_number="KS 2023/740",
            valid_from=date(2024, 1, 1),
            rule_set="overall-2024",
            decision_reference="Kommunfullmäktige",
        )
        build_consultations(structure, people, {"overall": overall}, today=today)
    decided, renewal = Case.objects.order_by("opened_on")

    assert [step.level for step in decided.steps.exclude(decided_on=None).order_by("decided_on")] == list(ChainLevel)
    assert decided.agreement == renewal.agreement == overall
    report = council_report(decided.rounds.get())
    assert [level.level for level in report.levels if level.statements] == [
        ChainLevel.COUNCIL_OF_MAYORS,
        ChainLevel.EXECUTIVE_BOARD,
    ]
    assert (findings(report), lacks(report)) == ((), ())

    round_ = renewal.rounds.get()
    of_round = Answer.objects.filter(referral__round=round_)
    assert set(of_round.values_list("state", flat=True)) == set(AnswerState)
    assert of_round.exclude(sent_back_because="").count() == 1
    assert Referral.objects.filter(round=round_).exclude(respite_because="").count() == 1
    assert Referral.objects.filter(parent__name="Stockholms Stadshus AB", round=round_).count() == 4
    written = Statement.objects.filter(answer__referral__round=round_)
    assert set(written.values_list("text_kind", flat=True)) == set(TextKind) - {TextKind.MISSING}
    assert StatementPerson.objects.filter(statement__in=written, et_al=True).exclude(party="").exists()
    assert group_alike(voices_of_statements(round_))[0].others, "reservations that nearly agree are found"
    assert {one for one in Remark.objects.filter(round=round_).values_list("disposition", flat=True) if one} == set(
        Disposition
    )
    assert Remark.objects.filter(round=round_, disposition="").exists()
    change = round_.changes.get()
    assert change.old in change.clause.text if change.clause else False
    assert Notice.objects.filter(kind="consultations.round", title__startswith="Ändrat efter remissen").exists()
    assert EarlyVoice.objects.exclude(answers=[]).count() == 3
    assert verify_trail()[1] is None
