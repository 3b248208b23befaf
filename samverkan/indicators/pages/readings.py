"""Readings as they are written, imported and exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.indicators.forms.indicators import ImportForm
from samverkan.indicators.models import Indicator, Reading
from samverkan.indicators.pages.figures import (
    hidden_among,
)
from samverkan.indicators.queries.readings import amount_of
from samverkan.indicators.rules.table import COLUMNS, RowFault
from samverkan.organisation.models import Unit
from samverkan.ui.forms import Form

MOST_FAULTS = 100
"""So many faults are shown at a time; whoever has more has sent the wrong file."""


@dataclass(frozen=True, slots=True)
class FaultRow:
    """What is wrong on a line of a table."""

    line: int
    text: str

    @classmethod
    def of(cls, fault: RowFault) -> FaultRow:
        """Return the row in the reader's language."""
        return cls(fault.line, _(fault.reason) % fault.values if fault.values else _(fault.reason))


@dataclass(frozen=True, slots=True)
class ImportPage:
    """A table to take in, with the faults of the last try."""

    unit: str
    back: str
    form: ImportForm
    example: str
    columns: tuple[str, ...]
    faults: tuple[FaultRow, ...] = ()
    more_faults: int = 0


def import_page(
    unit: Unit, form: ImportForm, faults: Sequence[RowFault], *, indicator: str, district: str
) -> ImportPage:
    """Return the page with an example that fits the unit."""
    year = "2025"
    example = "\n".join(
        (
            "indikator;enhet;år;antal;av;kön",
            f"{indicator};{district};{year};164;512;",
            f"{indicator};{district};{year};98;261;kvinnor",
            f"{indicator};{district};{year};66;251;män",
        )
    )
    return ImportPage(
        unit=unit.name,
        back=reverse("indicators:list") + f"?enhet={unit.pk}",
        form=form,
        example=example,
        columns=tuple(names[0] for names in COLUMNS.values()),
        faults=tuple(FaultRow.of(fault) for fault in faults[:MOST_FAULTS]),
        more_faults=max(0, len(faults) - MOST_FAULTS),
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """A field as somebody else has saved it meanwhile."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class WritePage:
    """A text that several may write in: the form, and what somebody else has saved since it was opened."""

    title: str
    form: Form
    submit: str
    cancel_address: str
    crumbs: tuple[tuple[str, str], ...]
    lead: str = ""
    saved: tuple[Wording, ...] = ()


def csv_rows(indicator: Indicator, readings: Sequence[Reading]) -> list[list[str]]:
    """Return the heading and rows of the export. Small numbers are hidden as on the page.

    Without them the table can be taken in again as it is.
    """
    rows = [
        [
            "indikator",
            "enhet",
            "från",
            "till",
            "antal",
            "av",
            "värde",
            "lägst",
            "högst",
            "kön",
            "ålder",
            "del",
            "preliminär",
            "källa",
        ]
    ]
    hidden = hidden_among(indicator, readings)
    few = _("fewer than %(smallest)s") % {"smallest": 5}
    sexes = {"": "", "women": "kvinnor", "men": "män"}
    for reading in readings:
        amount = amount_of(reading)
        numbers = [amount.numerator, amount.denominator, amount.value, amount.low, amount.high]
        cells = [few, "", "", "", ""] if reading.pk in hidden else ["" if one is None else str(one) for one in numbers]
        rows.append(
            [
                _plain(indicator.name),
                _plain(reading.unit.name),
                reading.starts_on.isoformat(),
                reading.ends_on.isoformat(),
                *cells,
                sexes[reading.sex],
                _plain(reading.age),
                _plain(reading.part),
                "ja" if reading.is_preliminary else "nej",
                _plain(str(reading.source)),
            ]
        )
    return rows


def _plain(text: str) -> str:
    """Return the text so that a spreadsheet does not take it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
