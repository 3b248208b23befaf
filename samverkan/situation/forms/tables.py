"""Forms of tables of figures: rows written or pasted from a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samverkan.indicators.models import Source
from samverkan.indicators.words import Sex
from samverkan.priorities.models import Area
from samverkan.situation.forms.rooms import WhereForm
from samverkan.situation.models import Cell
from samverkan.situation.services.tables import Number
from samverkan.ui.forms import ThingField

SPACES = re.compile(r"[\s\u00a0\u202f]")


class RowsField(forms.CharField):
    """Rows of figures, cleaned to `Number`s: age and part first, then women and men, or one number for all."""

    widget = forms.Textarea(attrs={"rows": 7})

    def clean(self, value: Any) -> tuple[Number, ...]:
        """Return the numbers; a fault names its line."""
        text = super().clean(value)
        numbers: list[Number] = []
        for place, line in enumerate(text.splitlines(), start=1):
            if not line.strip():
                continue
            cells = [cell.strip() for cell in re.split(r"[;\t]", line)]
            digits = [SPACES.sub("", cell) for cell in cells]
            found = 0  # numbers are read from the end, since an age may be a number too
            while found < 2 and found < len(cells) and digits[-1 - found].isascii() and digits[-1 - found].isdigit():
                found += 1
            named = cells[: len(cells) - found]
            if found == 0 or len(named) > 2 or any(len(digit) > 12 for digit in digits[len(named) :]):
                raise ValidationError(
                    _("Line %(line)s: write age; part of the district; women; men."), params={"line": place}
                )
            age, part = (*named, "", "")[:2]
            counts = [int(digit) for digit in digits[len(named) :]]
            sexes = (Sex.WOMEN, Sex.MEN) if found == 2 else (Sex.ALL,)
            numbers += [Number(count, sex, age[:20], part[:80]) for sex, count in zip(sexes, counts, strict=True)]
        return tuple(numbers)


def rows_of(cells: Iterable[Cell]) -> str:
    """Write a table's numbers as they are typed."""
    rows: dict[tuple[str, str], dict[str, int]] = {}
    for cell in cells:
        rows.setdefault((cell.age, cell.part), {})[cell.sex] = cell.number
    return "\n".join(
        "; ".join([age, part, *(str(numbers[sex]) for sex in (Sex.WOMEN, Sex.MEN, Sex.ALL) if sex in numbers)])
        for (age, part), numbers in rows.items()
    )


class TableForm(WhereForm):
    """A table from one source and period."""

    title = forms.CharField(
        label=_("What is counted"), max_length=160, help_text=_("For example reported assaults outdoors.")
    )
    period = forms.CharField(
        label=_("Period"), max_length=60, help_text=_("For example 2025, or January to June 2026.")
    )
    source = ThingField(label=_("Source"))
    rows = RowsField(
        label=_("Figures"),
        help_text=_(
            "One row a line, typed or pasted from a spreadsheet: age; part of the district; women; men. Leave age or "
            "part empty where it does not apply. Numbers below 5 are never shown."
        ),
    )
    why_not_split = forms.CharField(
        label=_("Why the figures are not split by sex"),
        max_length=300,
        required=False,
        help_text=_("Only where the source has no such figures; then write one number in each row."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ("title", "period", "source", "rows", "why_not_split", "block", "area")

    def __init__(self, *args: Any, sources: Iterable[Source], areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, areas=areas, **kwargs)
        del self.fields["place"]
        source = self.fields["source"]
        assert isinstance(source, ThingField)
        source.give(sources)
