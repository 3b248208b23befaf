"""What each address of the package answers to whom.

Gustav sends. Amina and Doris write Björkåsa's answer, Hanna sits on its board; the others are not asked, or are
asked for another body.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from samverkan.consultations.models import Comment, EarlyVoice, Link, Remark, Section
from samverkan.consultations.services import cases, comments, links, materials, rounds, work
from samverkan.consultations.services.past import import_report
from samverkan.consultations.services.work import Taken
from samverkan.consultations.tests import town
from samverkan.consultations.tests.town import Consulted
from samverkan.consultations.words import ChainLevel, EarlyKind, MaterialKind, SectionKind, Stance
from tests.cast import TODAY, Cast
from tests.door import Door

SENDER = {"gustav": 200}
WRITERS = {"amina": 200, "doris": 200}
ASKED = WRITERS | {"hanna": 200, "cecilia": 200, "fatima": 200}
"""Bodies of the round: Björkåsa's administration and board, Granvik's administration, the transport administration."""


def of_case(make: Callable[[Cast], Consulted], *more: Any) -> Callable[[Cast], list[Any]]:
    return lambda cast: [make(cast).case.pk, *more]


def of_round(make: Callable[[Cast], Consulted]) -> Callable[[Cast], list[Any]]:
    return lambda cast: [make(cast).round.pk]


def of_material(make: Callable[[Cast], Consulted]) -> Callable[[Cast], list[Any]]:
    def arguments(cast: Cast) -> list[Any]:
        material = make(cast).round.materials.first()
        assert material is not None
        return [material.pk]

    return arguments


def of_referral(make: Callable[[Cast], Consulted], name: str = "bjorkasa") -> Callable[[Cast], list[Any]]:
    return lambda cast: [make(cast).referrals[name].pk]


def begun(cast: Cast) -> Consulted:
    made = town.sent(cast)
    town.write(made, "bjorkasa", cast.amina)
    return made


def released(cast: Cast) -> Consulted:
    made = town.sent(cast)
    town.release(made, "bjorkasa", cast.amina)
    return made


def handed_in(cast: Cast) -> Consulted:
    made = town.sent(cast)
    town.submit(made, "bjorkasa", cast.amina)
    return made


def file_of_report(cast: Cast) -> list[Any]:
    return [handed_in(cast).round.pk, "docx"]


def sub_sent(cast: Cast) -> Consulted:
    made = town.sent(cast)
    sub = rounds.send_on(by=town.of(cast, "kerstin"), referral=made["holding"], unit=cast.units["homes"], today=TODAY)
    made.referrals["homes"] = sub
    return made


def decided_case(cast: Cast) -> list[Any]:
    made = town.sent(cast)
    cases.record_step(
        by=cast.gustav,
        case=made.case,
        level=ChainLevel.COUNCIL,
        edition=0,
        name="Kommunfullmäktige",
        decided_on=date(2026, 3, 9),
        today=TODAY,
    )
    return [made.case.pk]


def level(cast: Cast) -> list[Any]:
    return [*decided_case(cast), "council"]


def early(cast: Cast) -> list[Any]:
    case = town.a_case(cast)
    found = cases.gather_early(
        by=cast.gustav,
        case=case,
        kind=EarlyKind.QUESTIONNAIRE,
        title="Enkät till beredningsgrupperna",
        held_on=TODAY,
        questions=["Vilka områden är viktigast?"],
        units=[cast.units["bjorkasa"]],
    )
    return [found.pk]


def voice(cast: Cast) -> list[Any]:
    [pk] = early(cast)
    return [pk, EarlyVoice.objects.get().pk]


def section(cast: Cast) -> list[Any]:
    made = begun(cast)
    return [made.section("bjorkasa", SectionKind.VIEWS).pk]


def extract(cast: Cast) -> list[Any]:
    handed_in(cast)
    return [Section.objects.get(kind=SectionKind.VIEWS).pk]


def clause(cast: Cast) -> list[Any]:
    made = begun(cast)
    return [made.referrals["bjorkasa"].pk, made.clause("Styrgrupp").pk]


def comment(cast: Cast) -> list[Any]:
    made = begun(cast)
    found = comments.comment_clause(
        by=cast.amina,
        referral=made["bjorkasa"],
        clause=made.clause("Styrgrupp"),
        stance=Stance.WISH,
        text="Hellre sex gånger.",
    )
    assert Comment.objects.get() == found
    return [found.pk]


def statement(cast: Cast) -> list[Any]:
    made = released(cast)
    return [town.dissent(made, "bjorkasa", cast.hanna).pk]


def remark(cast: Cast) -> list[Any]:
    made = handed_in(cast)
    work.take_views(by=cast.gustav, referral=made["bjorkasa"], views=[Taken("Förvaltningen saknar en tidplan.")])
    return [Remark.objects.get().pk]


def link(cast: Cast) -> list[Any]:
    made = town.sent(cast)
    links.make_link(by=cast.gustav, referral=made["outsider"], now=town.NOW)
    return [Link.objects.get().pk]


def token(cast: Cast) -> list[Any]:
    made = town.sent(cast)
    return [links.make_link(by=cast.gustav, referral=made["outsider"], now=town.NOW)[1]]


def earlier_round(cast: Cast) -> list[Any]:
    made = town.sent(cast)
    second = rounds.prepare_round(by=cast.gustav, case=made.case, last_day=town.LAST_DAY, today=TODAY)
    material = materials.add_material(
        by=cast.gustav,
        round_=second,
        kind=MaterialKind.DRAFT,
        title="Förslag till överenskommelse",
        number=1,
        text=town.DRAFT.replace("fyra", "sex"),
    )
    return [material.pk]


def past(cast: Cast) -> list[Any]:
    text = (
        "Särskilt uttalande av Eva Ek (M)\n\n"
        "Med anledning av remissen om samverkansöverenskommelsen vill vi anföra följande.\n\n"
        "Vi ställer oss positiva till överenskommelsen men saknar en tidplan."
    )
    round_, _new = import_report(
        by=cast.gustav, data=text.encode(), name="uttalande.txt", municipality=cast.units["town"], today=TODAY
    )
    return [round_.pk]


DOORS = {
    "consultations:read_in": Door(403, SENDER),
    "consultations:read": Door(404, SENDER, past),
    "consultations:list": Door(200),
    "consultations:new_case": Door(403, SENDER),
    "consultations:case": Door(404, SENDER | ASKED, of_case(town.sent)),
    "consultations:edit_case": Door(404, SENDER, of_case(town.sent)),
    "consultations:case_text": Door(404, SENDER, of_case(town.sent, "summary")),
    "consultations:step": Door(404, SENDER, of_case(town.sent, "council")),
    "consultations:level_statement": Door(404, SENDER, level),
    "consultations:put_in_force": Door(404, SENDER, decided_case),
    "consultations:new_early": Door(404, SENDER, of_case(town.sent)),
    "consultations:new_round": Door(404, SENDER, of_case(town.sent)),
    "consultations:early": Door(404, SENDER | WRITERS, early),
    "consultations:edit_early": Door(404, SENDER | {"amina": 403, "doris": 403}, early),
    "consultations:answer_early": Door(404, WRITERS, voice),
    "consultations:round": Door(404, SENDER | ASKED, of_round(town.sent)),
    "consultations:edit_round": Door(404, SENDER, of_round(town.sent)),
    "consultations:add_material": Door(404, SENDER, of_round(town.prepared)),
    "consultations:ask": Door(404, SENDER, of_round(town.prepared)),
    "consultations:send": Door(404, SENDER, of_round(town.prepared)),
    "consultations:remind": Door(404, SENDER, of_round(town.sent)),
    "consultations:work": Door(404, SENDER, of_round(handed_in)),
    "consultations:matrix": Door(404, SENDER, of_round(handed_in)),
    "consultations:alike": Door(404, SENDER, of_round(handed_in)),
    "consultations:compile": Door(404, SENDER, of_round(handed_in)),
    "consultations:report": Door(404, SENDER, of_round(handed_in)),
    "consultations:report_file": Door(404, SENDER, file_of_report),
    "consultations:changes": Door(404, SENDER | ASKED, of_round(town.sent)),
    "consultations:change": Door(404, SENDER, of_round(town.sent)),
    "consultations:material": Door(404, SENDER | ASKED, of_material(town.sent)),
    "consultations:material_file": Door(404, {}, of_material(town.sent)),
    "consultations:compare": Door(404, SENDER, earlier_round),
    "consultations:edit_material": Door(404, SENDER, of_material(town.prepared)),
    "consultations:remove_material": Door(404, SENDER, of_material(town.prepared)),
    "consultations:answer": Door(404, SENDER | WRITERS | {"hanna": 200}, of_referral(begun)),
    "consultations:begin": Door(404, WRITERS, of_referral(town.sent)),
    "consultations:facts": Door(404, WRITERS, of_referral(begun)),
    "consultations:add_section": Door(404, WRITERS, of_referral(begun)),
    "consultations:comment": Door(404, WRITERS, clause),
    "consultations:release": Door(404, WRITERS, of_referral(begun)),
    "consultations:take_back": Door(404, WRITERS, of_referral(released)),
    "consultations:decide": Door(404, WRITERS, of_referral(released)),
    "consultations:submit": Door(404, WRITERS, of_referral(released)),
    "consultations:send_back": Door(404, SENDER | {"amina": 403, "doris": 403, "hanna": 403}, of_referral(handed_in)),
    "consultations:send_on": Door(404, WRITERS, of_referral(town.sent)),
    "consultations:add_statement": Door(404, WRITERS | {"hanna": 200, "gustav": 403}, of_referral(released)),
    "consultations:leave_out": Door(404, SENDER, of_referral(town.prepared)),
    "consultations:respite": Door(404, SENDER, of_referral(town.sent)),
    "consultations:make_link": Door(404, SENDER, of_referral(sub_sent, "homes")),
    "consultations:letter": Door(404, SENDER, of_referral(sub_sent, "homes")),
    "consultations:split": Door(404, SENDER, of_referral(handed_in)),
    "consultations:summary": Door(404, SENDER, of_referral(handed_in)),
    "consultations:section": Door(404, WRITERS, section),
    "consultations:extract": Door(404, SENDER, extract),
    "consultations:edit_comment": Door(404, WRITERS, comment),
    "consultations:remove_comment": Door(404, WRITERS, comment),
    "consultations:edit_statement": Door(404, WRITERS | {"hanna": 200}, statement),
    "consultations:remove_statement": Door(404, WRITERS | {"hanna": 200}, statement),
    "consultations:remark": Door(404, SENDER, remark),
    "consultations:revoke_link": Door(404, SENDER, link),
    "consultations:come_in": Door(200, {"anonymous": 200}, token),
}
