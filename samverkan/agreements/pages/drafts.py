"""What the pages of import and review are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from samverkan.agreements.forms.drafts import AdoptForm, CorrectionForm, ImportForm, UnitForm, WithdrawForm
from samverkan.agreements.models import Agreement, Fact, UnitMatch
from samverkan.agreements.pages.sources import Mark, Segment, segments_of
from samverkan.agreements.rules.facts import ValueKind, shape_of
from samverkan.agreements.words import FactState
from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party
from samverkan.reading.agreement import Json
from samverkan.reading.agreement.keys import looked_for, pattern_of, section_of
from samverkan.ui.templatetags.ui import day as written_day

GROUPS: tuple[tuple[str, object, tuple[str, ...]], ...] = (
    ("parties", gettext_lazy("Parties"), ("parties.",)),
    ("term", gettext_lazy("Term"), ("agreement.", "revision.")),
    ("annexes", gettext_lazy("Annexes"), ("annexes.",)),
    ("groups", gettext_lazy("Groups"), ("groups.", "working_groups.")),
    ("rules", gettext_lazy("Rules"), ("",)),
)
"""The five groups of the review, with the beginnings of the keys that belong to each."""

LOOKS = {
    FactState.READ: ("calm", "search"),
    FactState.MISSING: ("unsure", "question"),
    FactState.CONTRADICTED: ("bad", "stop"),
    FactState.CONFIRMED: ("good", "check"),
    FactState.CORRECTED: ("good", "draft"),
}

LONG = 60
"""From how many characters a value is shown as running text."""

LEFT = frozenset({FactState.READ, FactState.CONTRADICTED})


def value_label(key: str, value: Json) -> str:
    """Return a fact's value as people read it, in the reader's language."""
    shape = shape_of(key)
    if value is None:
        return gettext("No number: as the task needs") if shape.kind == ValueKind.COUNT else gettext("Not stated")
    if shape.kind == ValueKind.YES_NO:
        return gettext("Yes") if value else gettext("No")
    if shape.kind == ValueKind.DAY and isinstance(value, str):
        return written_day(date.fromisoformat(value))
    if shape.words is not None:
        return next((gettext(word.label) for word in shape.words if word.value == value), str(value))
    return str(value)


def lines_label(first: int | None, last: int | None) -> str:
    """Return where a sentence stands, for people."""
    if first is None or last is None:
        return ""
    if first == last:
        return gettext("line %(first)s") % {"first": first}
    return gettext("lines %(first)s–%(last)s") % {"first": first, "last": last}


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One of several values that the text gives."""

    value: str
    raw: str
    quote: str
    lines: str
    place: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact in the review: what, its value, how sure, where it stands, and what can be done."""

    anchor: str
    key: str
    label: str
    value: str
    state: FactState
    tone: str
    icon: str
    lines: str
    place: str
    quote: str = ""
    read_value: str = ""
    looked_for: str = ""
    readings: tuple[ReadingRow, ...] = ()
    form: CorrectionForm | None = None
    is_open: bool = False

    @property
    def may_confirm(self) -> bool:
        """Tell whether the fact waits to be confirmed as it is."""
        return self.state in (FactState.READ, FactState.MISSING)

    @property
    def is_stated(self) -> bool:
        """Tell whether there is a value to show."""
        return bool(self.value)

    @property
    def is_long(self) -> bool:
        """Tell whether the value is a sentence of its own."""
        return len(self.value) > LONG

    @property
    def is_missing(self) -> bool:
        """Tell whether the text does not say it."""
        return self.state == FactState.MISSING

    @property
    def is_contradicted(self) -> bool:
        """Tell whether a person must choose among several readings."""
        return self.state == FactState.CONTRADICTED

    @property
    def is_done(self) -> bool:
        """Tell whether a person has looked at it."""
        return self.state in (FactState.CONFIRMED, FactState.CORRECTED)

    @classmethod
    def of(cls, fact: Fact, *, form: CorrectionForm | None) -> FactRow:
        """Make the row of a stored fact; `form` replaces the empty one when a correction was refused."""
        state = FactState(fact.state)
        tone, icon = LOOKS[state]
        has_value = state == FactState.CORRECTED or (
            fact.found_as == FactState.READ and state in (FactState.READ, FactState.CONFIRMED)
        )
        was_corrected = state == FactState.CORRECTED and fact.found_as == FactState.READ
        return cls(
            anchor=anchor_of(fact),
            key=fact.key,
            label=gettext(fact.label),
            value=value_label(fact.key, fact.value) if has_value else "",
            state=state,
            tone=tone,
            icon=icon,
            lines=lines_label(fact.first_line, fact.last_line),
            place=f"s{fact.start}" if fact.start is not None else "",
            quote=fact.quote,
            read_value=value_label(fact.key, fact.read_value) if was_corrected else "",
            looked_for=_looked_for(fact),
            readings=tuple(
                ReadingRow(
                    value=value_label(fact.key, reading["value"]),
                    raw=str(reading["value"]),
                    quote=reading["quote"],
                    lines=lines_label(reading["place"]["first_line"], reading["place"]["last_line"]),
                    place=f"s{reading['place']['start']}",
                )
                for reading in fact.readings
            ),
            form=form or CorrectionForm.for_fact(fact.key, fact.value, prefix=anchor_of(fact)),
            is_open=form is not None,
        )


def _looked_for(fact: Fact) -> str:
    sought = looked_for(fact.key) if fact.found_as == FactState.MISSING else ""
    return gettext(sought) if sought else ""


def anchor_of(fact: Fact) -> str:
    """Return the id of the fact's row on the page."""
    return f"f{fact.order + 1}"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """Which unit of the organisation a named unit is, or what can be done to say so."""

    side: str
    position: int
    name: str
    unit: str = ""
    is_chosen: bool = False
    form: UnitForm | None = None
    may_create: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """Facts about one thing: a unit, an annex, a function."""

    title: str
    rows: tuple[FactRow, ...]
    unit: UnitRow | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One of the five groups of the review."""

    anchor: str
    title: str
    subjects: tuple[Subject, ...]

    @property
    def left(self) -> int:
        """Return how many facts a person has yet to look at."""
        return sum(row.state in LEFT for subject in self.subjects for row in subject.rows)

    @property
    def read_keys(self) -> str:
        """Return the keys of the facts that can be confirmed together."""
        return ",".join(row.key for subject in self.subjects for row in subject.rows if row.state == FactState.READ)


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands in the way of putting the draft in force."""

    reason: str
    way_on: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class DraftPage:
    """The review: facts beside the text they were read from."""

    id: int
    title: str
    file_name: str
    unit: str
    sections: tuple[Section, ...]
    segments: tuple[Segment, ...]
    faults: tuple[Fault, ...]
    confirmed: int
    left: int
    missing: int
    withdraw_form: WithdrawForm
    form: CorrectionForm | None = None

    @property
    def total(self) -> int:
        """Return how many facts there are."""
        return self.confirmed + self.left + self.missing

    @classmethod
    def of(
        cls,
        draft: Agreement,
        *,
        facts: Sequence[Fact],
        matches: Mapping[tuple[Party, int], UnitMatch],
        faults: Iterable[Refused],
        unit_choices: Mapping[Party, Sequence[tuple[int, str]]],
        may_create_units: bool,
        refused: CorrectionForm | None = None,
        refused_key: str = "",
    ) -> DraftPage:
        """Shape stored facts into the review; `refused` is a correction that was not understood."""
        rows = {
            fact.key: FactRow.of(fact, form=refused if refused and fact.key == refused_key else None) for fact in facts
        }
        units = dict(_unit_rows(facts, matches, unit_choices, may_create_units=may_create_units))
        text = draft.source.text if draft.source else ""
        return cls(
            id=draft.pk,
            title=draft.title,
            file_name=draft.source.name if draft.source else "",
            unit=draft.unit.name if draft.unit else "",
            sections=_sections(facts, rows, units),
            segments=segments_of(text, _marks(facts)),
            faults=tuple(fault_of(fault, facts, draft.pk) for fault in faults),
            confirmed=sum(row.is_done for row in rows.values()),
            left=sum(row.state in LEFT for row in rows.values()),
            missing=sum(row.is_missing for row in rows.values()),
            withdraw_form=WithdrawForm(),
            form=refused,
        )


def fault_of(fault: Refused, facts: Iterable[Fact], draft_id: int) -> Fault:
    """Return a fault in the reader's language, leading to the fact it is about."""
    anchor = next((anchor_of(fact) for fact in facts if fact.key == fault.field), "")
    values = {
        name: gettext(value) if name == "label" and isinstance(value, str) else value
        for name, value in fault.values.items()
    }
    address = reverse("agreements:draft", args=[draft_id])
    if fault.field == "overall":
        address = reverse("agreements:adopt", args=[draft_id])
    return Fault(
        reason=gettext(fault.reason) % values if values else gettext(fault.reason),
        way_on=gettext(fault.way_on) % values if values else gettext(fault.way_on),
        address=f"{address}#{anchor}" if anchor else address,
    )


def _marks(facts: Iterable[Fact]) -> list[Mark]:
    marks = []
    for fact in facts:
        is_done = fact.state in (FactState.CONFIRMED, FactState.CORRECTED)
        places = [(reading["place"]["start"], reading["place"]["end"]) for reading in fact.readings]
        if not places and fact.start is not None and fact.end is not None:
            places = [(fact.start, fact.end)]
        marks += [Mark(start, end, anchor_of(fact), gettext(fact.label), is_done) for start, end in places]
    return marks


def _sections(facts: Iterable[Fact], rows: Mapping[str, FactRow], units: Mapping[str, UnitRow]) -> tuple[Section, ...]:
    grouped: dict[str, dict[str, list[FactRow]]] = {anchor: {} for anchor, _, _ in GROUPS}
    units_at: dict[str, UnitRow] = {}
    for fact in facts:
        group = next(
            anchor for anchor, _, beginnings in GROUPS if any(fact.key.startswith(begin) for begin in beginnings)
        )
        subject = _subject(fact.key)
        grouped[group].setdefault(subject, []).append(rows[fact.key])
        if subject in units:
            units_at[subject] = units[subject]
    return tuple(
        Section(
            anchor=anchor,
            title=str(title),
            subjects=tuple(
                Subject(_subject_title(subject, members, rows), tuple(members), units_at.get(subject))
                for subject, members in grouped[anchor].items()
            ),
        )
        for anchor, title, _ in GROUPS
        if grouped[anchor]
    )


def _subject(key: str) -> str:
    """Return what facts are shown together: a unit, an annex, a function, else the section of the key."""
    pattern = pattern_of(key)
    if pattern.startswith("parties.P.units.N."):
        return ".".join(key.split(".")[:4])
    if pattern.startswith("annexes.N."):
        return ".".join(key.split(".")[:2])
    return section_of(key)


def _subject_title(subject: str, members: Sequence[FactRow], rows: Mapping[str, FactRow]) -> str:
    if subject.startswith("annexes."):
        title = rows.get(f"{subject}.title")
        number = rows.get(f"{subject}.number")
        words = gettext("Annex %(number)s") % {"number": number.value if number else subject.split(".")[1]}
        return f"{words}: {title.value}" if title and title.value else words
    if subject.startswith("parties."):
        name = rows.get(f"{subject}.name")
        return name.value if name and name.value else gettext("Unit without a name")
    return gettext(subject)


def _unit_rows(
    facts: Iterable[Fact],
    matches: Mapping[tuple[Party, int], UnitMatch],
    choices: Mapping[Party, Sequence[tuple[int, str]]],
    *,
    may_create_units: bool,
) -> Iterable[tuple[str, UnitRow]]:
    for fact in facts:
        parts = fact.key.split(".")
        if pattern_of(fact.key) != "parties.P.units.N.name" or not fact.value:
            continue
        side, position = Party(parts[1]), int(parts[3])
        match = matches.get((side, position))
        yield (
            ".".join(parts[:4]),
            UnitRow(
                side=side.value,
                position=position,
                name=str(fact.value),
                unit=match.unit.name if match else "",
                is_chosen=bool(match and match.is_chosen),
                form=None if match else UnitForm(choices=choices.get(side, ()), prefix=unit_prefix(side, position)),
                may_create=may_create_units and match is None,
            ),
        )


def unit_prefix(side: Party, position: int) -> str:
    """Return the prefix of the form that matches a named unit."""
    return f"{side.value}-{position}"


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Where a file is chosen, with what is read and what is not."""

    form: ImportForm
    limit: str


@dataclass(frozen=True, slots=True)
class AdoptPage:
    """The last step: what putting the draft in force means, and what is in the way."""

    id: int
    title: str
    valid_from: date | None
    last_day: date | None
    unit: str
    faults: tuple[Fault, ...]
    form: AdoptForm
    unconfirmed: str = ""
    ends: tuple[str, ...] = field(default_factory=tuple)


def unconfirmed_label(count: int) -> str:
    """Return how many facts nobody has confirmed, or nothing."""
    if not count:
        return ""
    return ngettext(
        "%(count)s fact has not been confirmed. It is adopted as it was read.",
        "%(count)s facts have not been confirmed. They are adopted as they were read.",
        count,
    ) % {"count": count}
