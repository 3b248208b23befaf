"""What the pages of periods and reports are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext, ngettext

from samverkan.followup.words import Advice, Relevance, Verdict
from samverkan.ground.words import Party
from samverkan.indicators.rules.figures import Amount, value_of
from samverkan.indicators.rules.small import is_hidden
from samverkan.indicators.words import IndicatorKind, Sex
from samverkan.measures.words import HalfState, MeasureState
from samverkan.reporting.models import Report, ReportingPeriod, ReportNotice, Return
from samverkan.reporting.rules.facts import left_undone, reason_of, tally_of_all
from samverkan.reporting.rules.reports import PERSPECTIVES
from samverkan.reporting.services.pointers import period_title
from samverkan.reporting.words import ReportState, SectionKind
from samverkan.ui.forms import Form
from samverkan.ui.numbers import written_number
from samverkan.ui.pages import NavigationItem, Step

LOOKS = {
    ReportState.DUE: "planned",
    ReportState.DRAFT: "draft",
    ReportState.SUBMITTED: "submitted",
    ReportState.RETURNED: "deferred",
    ReportState.ACCEPTED: "approved",
}
"""How each state of a report is drawn (`ui.words`)."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list."""

    id: int
    unit: str
    state: ReportState
    look: str
    due_on: date
    is_late: bool
    municipality_agrees: bool
    police_agree: bool
    submitted_at: datetime | None

    @classmethod
    def of(cls, report: Report, today: date) -> ReportRow:
        """Return the row. Wants `unit` and `period` selected."""
        state = ReportState(report.state)
        is_open = state in (ReportState.DUE, ReportState.DRAFT, ReportState.RETURNED)
        return cls(
            id=report.pk,
            unit=report.unit.name,
            state=state,
            look=LOOKS[state],
            due_on=report.period.due_on,
            is_late=is_open and report.period.due_on < today,
            municipality_agrees=report.municipality_agrees_on is not None,
            police_agree=report.police_agrees_on is not None,
            submitted_at=report.submitted_at,
        )


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many reports stand in a state."""

    state: ReportState
    look: str
    count: int


@dataclass(frozen=True, slots=True)
class ListPage:
    """The reports of a period: one's own, or the whole city at a glance."""

    tabs: tuple[NavigationItem, ...]
    period: ReportingPeriod | None
    title: str
    rows: tuple[ReportRow, ...]
    paging: Page[Report] | None
    counts: tuple[StateCount, ...]
    accepted: int
    total: int
    compilation_id: int | None
    compilation_is_settled: bool
    may_open: bool
    may_compile: bool
    may_export: bool

    @property
    def query(self) -> str:
        """Return the other parameters of the address, for the steps between pages."""
        return f"period={self.period.pk}&" if self.period else ""


def counts_of(rows: Iterable[ReportState]) -> tuple[StateCount, ...]:
    """Count the reports by state, in the order of their life."""
    states = list(rows)
    return tuple(StateCount(state, LOOKS[state], states.count(state)) for state in ReportState if states.count(state))


@dataclass(frozen=True, slots=True)
class HalfRow:
    """One party's part of a measure."""

    party: str
    owner: str
    state: HalfState
    dose: str
    outcome: str

    @classmethod
    def of(cls, half: Mapping[str, Any]) -> HalfRow:
        """Return the row of a half in a report's facts."""
        dose = ""
        if half["dose_unit"] and half["dose"] is not None:
            dose = gettext("%(delivered)s of %(planned)s %(unit)s") % {
                "delivered": half["delivered"],
                "planned": half["dose"],
                "unit": half["dose_unit"],
            }
        elif half["dose_unit"]:
            dose = f"{half['delivered']} {half['dose_unit']}"
        text = half["outcome"] or half["no_part_because"]
        return cls(half["party"], half["owner"], HalfState(half["state"]), dose, text)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with its parts, as it stood on the last day of the period."""

    title: str
    address: str
    area: str
    state: MeasureState
    look: str
    halves: tuple[HalfRow, ...]

    @classmethod
    def of(cls, measure: Mapping[str, Any]) -> MeasureRow:
        """Return the row of a measure in a report's facts."""
        state = MeasureState(measure["state"])
        look = {MeasureState.DONE: "done", MeasureState.STOPPED: "cancelled"}.get(state, "open")
        halves = tuple(HalfRow.of(half) for half in measure["halves"])
        return cls(measure["title"], measure["address"], measure["area_name"], state, look, halves)


@dataclass(frozen=True, slots=True)
class Line:
    """One fact in words, with where it can be seen."""

    text: str
    address: str = ""
    note: str = ""


def reading_line(reading: Mapping[str, Any]) -> Line:
    """Write a reading with its numerator and denominator, days and source; a small number is not written out."""
    kind = IndicatorKind(reading["kind"])
    amount = Amount(reading["numerator"], reading["denominator"], reading["value"])
    value = value_of(kind, amount, reading["per"])
    if is_hidden(kind, amount):
        shown = gettext("fewer than 5")
    elif value is None:
        shown = gettext("no value")
    elif kind == IndicatorKind.COUNT:
        shown = written_number(value)
    elif kind == IndicatorKind.INDEX:
        shown = written_number(value, 1)
    else:
        written = {
            "value": written_number(value, 1),
            "numerator": written_number(amount.numerator or 0),
            "denominator": written_number(amount.denominator or 0),
            "per": written_number(reading["per"]),
        }
        text = (
            gettext("%(value)s per cent (%(numerator)s of %(denominator)s)")
            if kind == IndicatorKind.SHARE
            else gettext("%(value)s for every %(per)s (%(numerator)s of %(denominator)s)")
        )
        shown = text % written
    name = reading["name"]
    if reading["sex"]:
        name = f"{name}, {gettext(Sex(reading['sex']).label).lower()}"
    note = f"{reading['starts_on']} – {reading['ends_on']}. {reading['source']}"
    if reading["is_preliminary"]:
        note += f". {gettext('Preliminary')}"
    return Line(f"{name}: {shown}", reading["address"], note)


def hidden_sexes(readings: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the readings by sex that may be shown: where one sex is too small, the other would give it away."""
    readings = list(readings)
    small = {
        reading["key"]
        for reading in readings
        if is_hidden(IndicatorKind(reading["kind"]), Amount(reading["numerator"], reading["denominator"]))
    }
    return [reading for reading in readings if reading["key"] not in small]


def _effect_lines(measures: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    lines = []
    for measure in measures:
        verdict = measure["verdict"]
        if verdict:
            note = gettext(Advice(verdict["advice"]).label) if verdict["advice"] else ""
            text = f"{measure['title']}: {gettext(Verdict(verdict['verdict']).label).lower()}"
            lines.append(Line(text, verdict["address"], ". ".join(one for one in (note, verdict["reason"]) if one)))
        elif measure["state"] == "done":
            text = gettext("%(title)s: carried out, but nobody has judged the effect") % {"title": measure["title"]}
            lines.append(Line(text, measure["address"]))
    return tuple(lines)


def _undone_lines(measures: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    lines = []
    for measure in left_undone(measures):
        review = measure["review"] or {}
        note = reason_of(measure) or gettext("No reason given yet: write it below.")
        if review.get("answer"):
            note = f"{gettext(Relevance(review['answer']).label)}. {note}"
        state = gettext(MeasureState(measure["state"]).label).lower()
        lines.append(Line(f"{measure['title']} ({state})", measure["address"], note))
    return tuple(lines)


def lines_for(kind: SectionKind, content: Mapping[str, Any]) -> tuple[Line, ...]:
    """Return what the house fills in by itself in a part of the form."""
    measures, readings = content["measures"], content["readings"]
    if kind == SectionKind.SUMMARY:
        count = tally_of_all(content)
        text = ngettext(
            "Both parties have carried out %(done)s of %(planned)s measure.",
            "Both parties have carried out %(done)s of %(planned)s measures.",
            count["planned"],
        ) % {"done": count["done"], "planned": count["planned"]}
        return (Line(text),)
    if kind == SectionKind.EFFECT:
        return _effect_lines(measures) + tuple(reading_line(one) for one in readings if not one["sex"])
    if kind == SectionKind.SITUATION:
        return tuple(Line(one["title"], one["address"], one["what_is_new"]) for one in content["pictures"])
    if kind == SectionKind.NOT_DONE:
        return _undone_lines(measures)
    if kind == SectionKind.GENDER:
        return tuple(reading_line(one) for one in hidden_sexes(one for one in readings if one["sex"]))
    if kind == SectionKind.DEVELOPMENT:
        return tuple(Line(one["text"], note=one["found_in"]) for one in content["development"])
    return ()


def nothing_to_fill_in(kind: SectionKind) -> str:
    """Return what is said where the house has nothing to fill in."""
    return {
        SectionKind.IMPLEMENTATION: gettext("The plan has no decided measures."),
        SectionKind.EFFECT: gettext("No effect card is settled and nothing has been measured in the period."),
        SectionKind.SITUATION: gettext("No situation picture was decided in the period."),
        SectionKind.NOT_DONE: gettext("Nothing was left undone."),
        SectionKind.GENDER: gettext("No figures split by sex were recorded in the period."),
        SectionKind.DEVELOPMENT: gettext("No open development areas."),
    }.get(kind, "")


@dataclass(frozen=True, slots=True)
class SectionView:
    """One part of the form: what the house fills in, and what people have written."""

    kind: SectionKind
    measures: tuple[MeasureRow, ...]
    lines: tuple[Line, ...]
    nothing: str
    text: str
    not_made_because: str
    form: Form | None
    is_missing: bool
    is_perspective: bool

    @classmethod
    def of(cls, kind: SectionKind, content: Mapping[str, Any], *, form: Form | None, is_missing: bool) -> SectionView:
        """Return the part as the report's content gives it."""
        said = content["sections"].get(kind.value, {})
        measures = content["measures"] if kind == SectionKind.IMPLEMENTATION else ()
        return cls(
            kind=kind,
            measures=tuple(MeasureRow.of(measure) for measure in measures),
            lines=lines_for(kind, content),
            nothing=nothing_to_fill_in(kind),
            text=said.get("text", ""),
            not_made_because=said.get("not_made_because", ""),
            form=form,
            is_missing=is_missing,
            is_perspective=kind in PERSPECTIVES,
        )


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A time that the report came back."""

    id: int
    at: datetime
    by_name: str
    text: str

    @classmethod
    def of(cls, returned: Return) -> ReturnRow:
        """Return the row."""
        return cls(returned.pk, returned.at, returned.by_name, returned.text)


@dataclass(frozen=True, slots=True)
class ProofRow:
    """Who was told of the report, in which group, and whether it has been read."""

    name: str
    group: str
    sent_at: datetime
    read_at: datetime | None

    @classmethod
    def of(cls, proof: ReportNotice) -> ProofRow:
        """Return the row. Wants group and the notice's recipient selected."""
        return cls(proof.notice.recipient.name, proof.group.name, proof.notice.sent_at, proof.notice.read_at)


def steps_of(report: Report) -> tuple[Step, ...]:
    """Return how far the report has come."""
    state = ReportState(report.state)
    agreed = [bool(report.municipality_agrees_on), bool(report.police_agrees_on)]
    handed_in = state in (ReportState.SUBMITTED, ReportState.ACCEPTED)
    return (
        Step(gettext("Written"), "done" if all(agreed) else "current"),
        Step(
            gettext("Agreed by both"),
            "done" if handed_in else ("current" if all(agreed) else "coming"),
            gettext("%(count)s of 2 parties") % {"count": sum(agreed)},
        ),
        Step(
            gettext("Handed in"),
            "done" if state == ReportState.ACCEPTED else ("current" if handed_in else "coming"),
        ),
        Step(gettext("Accepted"), "done" if state == ReportState.ACCEPTED else "coming"),
    )


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report: the form in parts, with the facts beside what people write."""

    id: int
    unit: str
    period: str
    period_id: int
    starts_on: date
    ends_on: date
    due_on: date
    instruction: str
    state: ReportState
    look: str
    is_late: bool
    plan: Mapping[str, Any] | None
    sections: tuple[SectionView, ...]
    steps: tuple[Step, ...]
    missing: tuple[SectionKind, ...]
    returns: tuple[ReturnRow, ...]
    proofs: tuple[ProofRow, ...]
    municipality_agrees_on: date | None
    police_agrees_on: date | None
    submitted_at: datetime | None
    submitted_by: str
    accepted_at: datetime | None
    accepted_by: str
    sealed: str
    may_write: bool
    may_agree: bool
    may_submit: bool
    may_answer: bool

    @classmethod
    def of(
        cls,
        report: Report,
        content: Mapping[str, Any],
        *,
        forms: Mapping[SectionKind, Form],
        missing: Sequence[SectionKind],
        returns: Iterable[Return],
        proofs: Iterable[ReportNotice],
        party: Party | None,
        may_prepare: bool,
        may_answer: bool,
        today: date,
    ) -> ReportPage:
        """Return the page. Wants `unit` and `period` selected."""
        state = ReportState(report.state)
        is_open = state in (ReportState.DUE, ReportState.DRAFT, ReportState.RETURNED)
        own = report.municipality_agrees_on if party == Party.MUNICIPALITY else report.police_agrees_on
        is_party = party in (Party.MUNICIPALITY, Party.POLICE)
        both = bool(report.municipality_agrees_on and report.police_agrees_on)
        begun = is_open and state != ReportState.DUE
        return cls(
            id=report.pk,
            unit=report.unit.name,
            period=period_title(report.period),
            period_id=report.period_id,
            starts_on=report.period.starts_on,
            ends_on=report.period.ends_on,
            due_on=report.period.due_on,
            instruction=report.period.instruction,
            state=state,
            look=LOOKS[state],
            is_late=is_open and report.period.due_on < today,
            plan=content["plan"],
            sections=tuple(
                SectionView.of(kind, content, form=forms.get(kind), is_missing=is_open and kind in missing)
                for kind in SectionKind
            ),
            steps=steps_of(report),
            missing=tuple(missing) if is_open else (),
            returns=tuple(ReturnRow.of(one) for one in returns),
            proofs=tuple(ProofRow.of(one) for one in proofs),
            municipality_agrees_on=report.municipality_agrees_on,
            police_agrees_on=report.police_agrees_on,
            submitted_at=report.submitted_at,
            submitted_by=report.submitted_by,
            accepted_at=report.accepted_at,
            accepted_by=report.accepted_by,
            sealed=report.sealed,
            may_write=may_prepare and is_open,
            may_agree=may_prepare and begun and is_party and own is None and not missing,
            may_submit=may_prepare and begun and both,
            may_answer=may_answer and state == ReportState.SUBMITTED,
        )


@dataclass(frozen=True, slots=True)
class ReturnedPage:
    """The report as it was when it came back."""

    report_id: int
    unit: str
    period: str
    returned: ReturnRow
    sections: tuple[SectionView, ...]

    @classmethod
    def of(cls, report: Report, returned: Return, content: Mapping[str, Any]) -> ReturnedPage:
        """Return the page with the content that the return keeps, as far as its reader may open it."""
        return cls(
            report_id=report.pk,
            unit=report.unit.name,
            period=period_title(report.period),
            returned=ReturnRow.of(returned),
            sections=tuple(SectionView.of(kind, content, form=None, is_missing=False) for kind in SectionKind),
        )
