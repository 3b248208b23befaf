"""The set Swedish phrases of a report to the council.

The report is a Swedish public document whatever language its maker reads the pages in, so its words are data here
and not texts of the interface. They are those that `samverkan.reading.consultation` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from samverkan.consultations.rules.persons import written
from samverkan.consultations.rules.report import Footnote, Level, Person, Signatory, Statement
from samverkan.consultations.words import ChainLevel, ReportType, SectionKind, StatementType, TextKind

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
REPORT_WORDS = {
    ReportType.OFFICIAL_REPORT: "tjänsteutlåtande",
    ReportType.STATEMENT: "yttrande",
    ReportType.RESPONSE: "remissvar",
}
SECTION_HEADINGS = {
    SectionKind.SUMMARY: "Sammanfattning",
    SectionKind.BACKGROUND: "Bakgrund",
    SectionKind.MATTER: "Ärendet",
    SectionKind.PREPARATION: "Ärendets beredning",
    SectionKind.ECONOMY: "Ekonomiska konsekvenser",
    SectionKind.OPERATIONS: "Konsekvenser för verksamheten",
    SectionKind.GENDER: "Jämställdhetsanalys",
    SectionKind.CHILD_RIGHTS: "Barnrättsperspektiv",
    SectionKind.ACCESSIBILITY: "Tillgänglighet och delaktighet",
    SectionKind.ANNEXES: "Bilagor",
}
"""The heading of a part that its author gave none."""
STATEMENT_WORDS = {
    StatementType.RESERVATION: "Reservation",
    StatementType.SPECIAL_STATEMENT: "Särskilt uttalande",
    StatementType.SUBSTITUTE_STATEMENT: "Ersättaryttrande",
}
LEVEL_NAMES = {
    ChainLevel.EXECUTIVE_OFFICE: "Stadsledningskontoret",
    ChainLevel.CONSULTATION: "Remissen",
    ChainLevel.VICE_MAYORS: "Föredragande borgarråd",
    ChainLevel.COUNCIL_OF_MAYORS: "Borgarrådsberedningen",
    ChainLevel.EXECUTIVE_BOARD: "Kommunstyrelsen",
    ChainLevel.COUNCIL: "Kommunfullmäktige",
}
"""The name of a level that nobody has named."""
_REFERENCES = {
    StatementType.RESERVATION: "Se reservation anförd under {where}.",
    StatementType.SPECIAL_STATEMENT: "Se särskilt uttalande anfört under {where}.",
    StatementType.SUBSTITUTE_STATEMENT: "Se ersättaryttrande anfört under {where}.",
}
_THE_ONE = {
    StatementType.RESERVATION: "reservationen",
    StatementType.SPECIAL_STATEMENT: "det särskilda uttalandet",
    StatementType.SUBSTITUTE_STATEMENT: "ersättaryttrandet",
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_COMMON_ENDINGS = ("nämnden", "kontoret", "förvaltningen", "styrelsen", "beredningen", "utskottet", "fullmäktige")
_COMMON_BEGINNINGS = ("Nämnden för ", "Kommunala ", "Tekniska ")
DISSENT = "Reservationer m.m."
SUB_REFERRALS = "Underremisser"


def day_in_words(day: date) -> str:
    """Return the day as a document writes it.

    >>> day_in_words(date(2026, 3, 9))
    '9 mars 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def genitive(name: str) -> str:
    """Return the name in the genitive.

    >>> [genitive(name) for name in ("Trafikkontoret", "Granviks stadsdelsförvaltning", "AB Hem", "Ek Hus AB")]
    ['Trafikkontorets', 'Granviks stadsdelsförvaltnings', 'AB Hems', 'Ek Hus AB:s']
    """
    if name.endswith(("s", "x", "z")):
        return name
    return f"{name}:s" if name[-2:].isupper() else f"{name}s"


def inside(name: str) -> str:
    """Return a body's name as it is written inside a sentence: small, unless it is a name of its own.

    >>> inside("Socialnämnden"), inside("Kultur- och fritidsnämnden"), inside("Granviks stadsdelsnämnd")
    ('socialnämnden', 'kultur- och fritidsnämnden', 'Granviks stadsdelsnämnd')
    """
    one_word = re.sub(r"^\w+- (?:och|samt) ", "", name)
    is_common = " " not in one_word and name.casefold().endswith(_COMMON_ENDINGS)
    is_common = is_common or name.startswith(_COMMON_BEGINNINGS)
    return f"{name[:1].lower()}{name[1:]}" if is_common else name


def enumerated(names: Sequence[str]) -> str:
    """Return names as a list in a sentence.

    >>> enumerated(["a", "b", "c"])
    'a, b och c'
    """
    return f"{', '.join(names[:-1])} och {names[-1]}" if len(names) > 1 else "".join(names)


def by(persons: Iterable[Person]) -> str:
    """Return "av" and the persons, or nothing where nobody is named."""
    named = written(persons)
    return f" av {named}" if named else ""


def level_name(level: Level) -> str:
    """Return the level's own name, or the usual one where it has none but that of its kind."""
    return LEVEL_NAMES[level.level] if level.name in {"", level.level.label} else level.name


def footnote(note: Footnote) -> str:
    """Return a note with its raised mark, and its web address after the words.

    >>> footnote(Footnote("12", "Statistik", "https://www.example.se"))
    '¹² Statistik https://www.example.se'
    """
    return " ".join(filter(None, (note.mark.translate(_RAISED), note.text, note.address)))


def responsible(people: Sequence[Signatory]) -> str:
    """Return the line of the vice mayors who lay the case before the board; nothing where none is known."""
    names = [one.name for one in people if one.name]
    titles = {one.function for one in people if one.function.startswith("Föredragande ")}
    if names and len(names) == len(people):
        if len(titles) == 1:
            return f"{titles.pop()} {enumerated(names)}"
        return f"Föredragande {'borgarrådet' if len(names) == 1 else 'borgarråden'} {enumerated(names)}"
    said = [f"{one.function} {one.name}".strip() for one in people if one.function or one.name]
    return f"Föredragande: {enumerated(said)}" if said else ""


def views_heading(people: Sequence[Signatory]) -> str:
    """Return the heading over the vice mayors' views."""
    return f"Föredragande {'borgarrådens' if len(people) > 1 else 'borgarrådets'} synpunkter"


def announcement(statement: Statement, *, is_printed: bool) -> str:
    """Return the line under a body that says who dissents and where the words are (REM-12 to -14)."""
    type_ = statement.announced_as or statement.type
    said = f"{STATEMENT_WORDS[type_]}{by(statement.announced_persons or statement.persons)}"
    promises = is_printed or statement.text_kind is TextKind.MISSING
    if statement.joins:
        said += f", som anslöt till {_small(statement.joins)}"
        promised = {
            StatementType.RESERVATION: "avgav en reservation",
            StatementType.SPECIAL_STATEMENT: "avgav ett särskilt uttalande",
            StatementType.SUBSTITUTE_STATEMENT: "avgav ett ersättaryttrande",
        }
        said += f" samt {promised[type_]}" if promises else ""
    if statement.text_kind is TextKind.REFERENCE and statement.refers_to and not promises:
        return f"{said}, som hänvisar till {_THE_ONE[type_]} i {inside(statement.refers_to)}."
    return f"{said}, se {DISSENT}" if promises else f"{said}."


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def statement_heading(statement: Statement) -> str:
    """Return the heading over the printed words."""
    return f"{STATEMENT_WORDS[statement.printed_as or statement.type]}{by(statement.persons)}"


def reference(statement: Statement) -> str:
    """Return the sentence that leads to another body's statement (REM-15)."""
    return _REFERENCES[statement.printed_as or statement.type].format(where=inside(statement.refers_to))


def identical(statement: Statement, other: Statement | None) -> str:
    """Return the announcement of a statement that is identical to one at another level, or refers to it (REM-16)."""
    parties = list(dict.fromkeys(one.party for one in other.persons if one.party)) if other else []
    whose = f" av {enumerated([f'({party})' for party in parties])}" if parties else ""
    one = _THE_ONE[other.type if other else statement.type]
    how = "med hänvisning till" if statement.text_kind is TextKind.REFERENCE else "som är likalydande med"
    return (
        f"{STATEMENT_WORDS[statement.type]}{by(statement.persons)}, {how} {one} i {inside(statement.refers_to)}{whose}."
    )
