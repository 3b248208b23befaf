"""What each address of the package answers to whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from samverkan.agreements.models import Agreement
from samverkan.followup.models import Answer, DevelopmentArea, EffectCard, Questionnaire
from tests.cast import START, TODAY, Cast
from tests.door import Door
from tests.red_thread import a_measure


def measure(cast: Cast) -> list[Any]:
    return [a_measure(cast).pk]


def card(cast: Cast) -> list[Any]:
    return [EffectCard.objects.create(measure=a_measure(cast), number=1, drafted_on=TODAY).pk]


def example(cast: Cast) -> list[Any]:
    return [
        EffectCard.objects.create(
            measure=a_measure(cast),
            number=1,
            drafted_on=TODAY,
            state="settled",
            municipality_settled_on=TODAY,
            police_settled_on=TODAY,
            advice="stop",
            content={"doses": [], "grounds": ["no_figures"]},
            sealed="a" * 64,
            lesson="Lampor räcker inte",
            shared_as_example_on=TODAY,
        ).pk
    ]


def area(cast: Cast) -> list[Any]:
    return [
        DevelopmentArea.objects.create(
            unit=cast.units["bjorkasa"], text="Fler jämförelser", found_on=TODAY, found_in="Uppföljningen 2025"
        ).pk
    ]


def overall(cast: Cast) -> Agreement:
    return Agreement.objects.create(
        tier="overall",
        title="Övergripande samverkansöverenskommelse",
        unit=cast.units["town"],
        state="adopted",
        valid_from=START,
        created_at="2024-01-01T09:00:00+01:00",
    )


def asked(cast: Cast) -> Answer:
    questionnaire = Questionnaire.objects.create(
        municipality=cast.units["town"],
        agreement=overall(cast),
        title="Inför revideringen",
        questions=["Vad har fungerat?"],
        sent_on=TODAY,
        due_on=date(2026, 4, 30),
    )
    return Answer.objects.create(questionnaire=questionnaire, unit=cast.units["bjorkasa"])


def questionnaire(cast: Cast) -> list[Any]:
    return [asked(cast).questionnaire_id]


def answer(cast: Cast) -> list[Any]:
    return [asked(cast).pk]


BJORKASA = {"cecilia": 404, "fatima": 404, "ivar": 404, "nils": 404}
PREPARERS = {"amina": 200, "bertil": 200, "doris": 200, "erik": 200}
DOORS = {
    "followup:list": Door(200),
    "followup:measure": Door(200, BJORKASA | {"hanna": 404}, measure),
    "followup:review": Door(403, BJORKASA | PREPARERS | {"hanna": 404}, measure),
    "followup:draft_card": Door(405, {}, measure),
    "followup:card": Door(200, BJORKASA | {"hanna": 404}, card),
    "followup:change_card": Door(403, BJORKASA | PREPARERS | {"hanna": 404}, card),
    "followup:settle_card": Door(403, BJORKASA | PREPARERS | {"hanna": 404}, card),
    "followup:share_card": Door(403, PREPARERS | {"nils": 404}, example),
    "followup:withdraw_card": Door(403, PREPARERS | {"nils": 404}, example),
    "followup:examples": Door(200),
    "followup:development": Door(200),
    "followup:add_development": Door(403, PREPARERS | {"cecilia": 200, "gustav": 200}),
    "followup:carry_development": Door(403, PREPARERS | {"cecilia": 200, "gustav": 200}),
    "followup:close_development": Door(403, BJORKASA | PREPARERS | {"hanna": 404}, area),
    "followup:questionnaires": Door(200),
    "followup:send_questionnaire": Door(403, {"gustav": 200}),
    "followup:questionnaire": Door(200, BJORKASA | {"hanna": 404}, questionnaire),
    "followup:close_questionnaire": Door(403, BJORKASA | {"hanna": 404, "gustav": 200}, questionnaire),
    "followup:answer": Door(403, BJORKASA | PREPARERS | {"hanna": 404}, answer),
}
