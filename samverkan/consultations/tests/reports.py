"""An invented report to the council with everything that a round can hold, as plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from samverkan.consultations.rules.report import (
    Annex,
    BodyReport,
    CouncilReport,
    Footnote,
    Level,
    Person,
    Section,
    Signatory,
    Statement,
    SubReferral,
    TextChange,
    in_fixed_order,
    resolved,
)
from samverkan.consultations.words import (
    BodyKind,
    CaseTextKind,
    ChainLevel,
    DecisionType,
    ReportType,
    SectionKind,
    StatementType,
    TextKind,
)

RESERVATION, SPECIAL, SUBSTITUTE = StatementType
ADA, BO, CAI = Person("Ada Alm", "L"), Person("Bo Berg", "M", True), Person("Cai Dahl", "KD")
POINTS = ("Att förslaget godkänns delvis.", "Att därutöver anföra följande.")
VIEWS = """Förvaltningen är positiv till förslaget och vill lyfta följande:

- tydliga uppdrag
- gemensam uppföljning

Arbetet behöver följas upp varje år."""
DISSENT = """Vi föreslår att nämnden beslutar följande.

Vi är positiva, men vittnen bör nämnas.

Vittnen

Vittnen får i dag för svagt stöd, och därför vågar färre berätta vad de har sett."""


def statement(key: str, *persons: Person, kind: TextKind = TextKind.OWN, **more: Any) -> Statement:
    """Return a reservation, or what `more` says."""
    values: dict[str, Any] = {
        "key": key,
        "type": RESERVATION,
        "persons": persons,
        "text_kind": kind,
        "text": DISSENT if kind is TextKind.OWN else "",
        "points": POINTS if kind is TextKind.OWN else (),
    }
    return Statement(**(values | more))


def body(key: str, name: str, kind: BodyKind, *statements: Statement, **more: Any) -> BodyReport:
    """Return a body that has approved its official report."""
    is_board = kind in {BodyKind.SPECIALIST_BOARD, BodyKind.DISTRICT_BOARD}
    values: dict[str, Any] = {
        "key": key,
        "name": name,
        "kind": kind,
        "has_decision": is_board,
        "decision_date": date(2028, 10, 24) if is_board else None,
        "decision_points": ("Nämnden godkänner förvaltningens tjänsteutlåtande som svar på remissen.",)
        if is_board
        else (),
        "decision_type": DecisionType.APPROVE if is_board else None,
        "report_by": name.replace("nämnden", "förvaltningen").replace("nämnd", "förvaltning"),
        "report_date": date(2028, 9, 12),
        "summary": f"{name} är positiv till förslaget.",
        "sections": (
            Section(SectionKind.BACKGROUND, "", "Ärendet har kommit på remiss."),
            Section(SectionKind.VIEWS, "", VIEWS),
            Section(SectionKind.GENDER, "", "Överenskommelsen kan bidra till att förebygga brott mot kvinnor."),
        ),
        "statements": statements,
    }
    return BodyReport(**(values | more))


def invented(**more: Any) -> CouncilReport:
    """Return the report, its bodies given in another order than the fixed one."""
    bodies = [
        body(
            "r5",
            "Ekstads Stadshus AB",
            BodyKind.HOLDING_COMPANY,
            report_by="Ekstads Stadshus AB",
            report_type=ReportType.STATEMENT,
            sections=(Section(SectionKind.VIEWS, "", "Koncernledningen ser positivt på förslaget."),),
            sub_referrals=(
                SubReferral("AB Ekstadshem", BodyKind.COMPANY, None, "Bolaget har inget att invända."),
                SubReferral("Skolhus i Ekstad AB", BodyKind.COMPANY, date(2028, 9, 30), "Skolorna behöver vara med."),
            ),
        ),
        body(
            "r4",
            "Årby stadsdelsnämnd",
            BodyKind.DISTRICT_BOARD,
            statement(
                "s5", Person("Eli Ek", "L"), kind=TextKind.REFERENCE, refers_to="Socialnämnden", refers_to_key="s1"
            ),
            statement("s6", Person("Isa By", "C"), type=SPECIAL, text="Tidplanen saknas i förslaget.", points=()),
            statement("s7", Person("Isa By", "C"), type=SPECIAL, text="Ordningsvakterna bör vara kvar.", points=()),
        ),
        body(
            "r3",
            "Norrviks stadsdelsnämnd",
            BodyKind.DISTRICT_BOARD,
            statement("s4", Person("Ola Ask", "SD"), kind=TextKind.MISSING, type=SPECIAL),
            decision_points=("Remissen besvaras med tjänsteutlåtandet.", "Paragrafen justeras omedelbart."),
            decision_type=DecisionType.ANSWERED_WITH,
            immediate=True,
            footnotes=(Footnote("1", "Lägesbilden för området", "https://example.org/lagesbild"),),
        ),
        body(
            "r2",
            "Socialnämnden",
            BodyKind.SPECIALIST_BOARD,
            statement("s1", ADA, BO),
            statement(
                "s2", CAI, type=SUBSTITUTE, joins="Reservation anförd av (L) och (M)", text="Fler fältassistenter."
            ),
            statement(
                "s3", Person("Eva Fors", "KD"), kind=TextKind.NONE, type=SUBSTITUTE, joins="reservation anförd av (L)"
            ),
        ),
        body("r1", "Stadsledningskontoret", BodyKind.EXECUTIVE_OFFICE, report_by="Stadsledningskontoret"),
    ]
    values: dict[str, Any] = {
        "title": "Överenskommelse om samverkan i Ekstad",
        "number": 1,
        "registry_numbers": ("KS 2028/17",),
        "initiator": "Stadsledningskontoret",
        "responsible": (Signatory("Borgarråd", "Vera Gran"), Signatory("Borgarråd", "Leo Hav")),
        "proposed_by": "",
        "proposed_to": "",
        "proposal": ("Överenskommelsen godkänns och gäller från och med den 1 januari 2029.", "Den förra upphör."),
        "texts": (
            (CaseTextKind.SUMMARY, "En ny överenskommelse föreslås."),
            (CaseTextKind.VICE_MAYORS_VIEWS, "Vi vill att Ekstad ska vara tryggt."),
            (CaseTextKind.MATTER, "Överenskommelsen har tagits fram gemensamt."),
        ),
        "bodies": in_fixed_order(bodies),
        "annexes": (Annex(1, "Överenskommelse", "KS 2028/17-2"), Annex(2, "Prioriterade områden")),
        "levels": (
            Level(
                ChainLevel.COUNCIL_OF_MAYORS,
                "Borgarrådsberedningen",
                decision="Borgarrådsberedningen tillstyrker förslaget.",
                statements=(statement("s8", Person("Moa Ny", "M"), Person("Ada Alm", "L")),),
            ),
            Level(
                ChainLevel.EXECUTIVE_BOARD,
                "Kommunstyrelsen",
                decided_on=date(2028, 11, 29),
                place="Ekstad",
                chair=Signatory("Kommunstyrelsens ordförande", "Vera Gran"),
                statements=(
                    statement(
                        "s9",
                        Person("Ulf Ros", "M"),
                        kind=TextKind.IDENTICAL,
                        refers_to="Borgarrådsberedningen",
                        refers_to_key="s8",
                    ),
                ),
            ),
        ),
        "changes": (
            TextChange("bilaga 2", "Brottsoffer", "Den som utsätts", "Den som har utsatts", "Polisens ord.", None),
        ),
        "deadline": date(2028, 10, 31),
    }
    return resolved(CouncilReport(**(values | more)))
