"""Forms of indicators, aims, readings and sources, and what pages are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samverkan.ground.refusals import Refused
from samverkan.ground.words import Party
from samverkan.indicators.models import Indicator, Source, SubGoal
from samverkan.indicators.rules.figures import Amount
from samverkan.indicators.rules.table import decoded
from samverkan.indicators.words import DarkFigure, Direction, IndicatorKind, Outcome, Sex
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area
from samverkan.ui.forms import Form, ThingField, WordField

PARTIES = (Party.MUNICIPALITY, Party.POLICE)


class AskForm(Form):
    """What a page is asked for in its address."""

    enhet = forms.IntegerField(required=False, min_value=1)
    page = forms.IntegerField(required=False, min_value=1)

    def asked(self, name: str) -> int | None:
        """Return what was asked for, or none where it cannot be understood."""
        self.is_valid()
        found: int | None = self.cleaned_data.get(name)
        return found


class IndicatorForm(Form):
    """The definition of an indicator."""

    name = forms.CharField(label=_("Name"), max_length=160)
    definition = forms.CharField(
        label=_("Definition"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Exactly what is measured, among whom and how, so that all districts and years can be compared."),
    )
    kind = WordField(
        IndicatorKind,
        label=_("Kind of number"),
        widget=forms.RadioSelect,
        help_text=_("It is fixed once something has been measured."),
    )
    per = forms.IntegerField(
        label=_("For how many residents"),
        min_value=1,
        initial=1000,
        required=False,
        help_text=_("Only for numbers for so many residents. Such numbers can be compared between districts."),
    )
    unit_of_measure = forms.CharField(
        label=_("What is counted"), max_length=80, help_text=_("For example: respondents, reported crimes.")
    )
    direction = WordField(Direction, label=_("Which way is better"), widget=forms.RadioSelect)
    can_show = forms.CharField(label=_("What it can show"), widget=forms.Textarea(attrs={"rows": 2}))
    cannot_show = forms.CharField(
        label=_("What it cannot show"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: reported crimes also rise when more people report."),
    )
    sub_goal = ThingField(label=_("Sub-goal that it measures"), required=False, empty_label=_("None"))
    area = ThingField(
        label=_("Priority area"),
        required=False,
        empty_label=_("None"),
        help_text=_("The sub-goal's own area if you leave it out."),
    )
    outcome = WordField(Outcome, label=_("Top outcome"), widget=forms.RadioSelect, required=False)
    proxy_for = ThingField(
        label=_("Stands in for"),
        required=False,
        empty_label=_("Nothing: it measures the thing itself"),
        help_text=_("Where the thing itself cannot be measured, this is the next link of the chain."),
    )
    interval_months = forms.IntegerField(
        label=_("Months between two measurements"), min_value=1, max_value=120, initial=12
    )
    aggregate_only = forms.BooleanField(
        label=_("Follows a small group of people over time: totals only"),
        required=False,
        help_text=_("Numbers from 1 to 4 are then not even stored."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        areas: Iterable[Area],
        sub_goals: Iterable[SubGoal],
        others: Iterable[Indicator],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, things in (("area", areas), ("sub_goal", sub_goals), ("proxy_for", others)):
            field = self.fields[name]
            assert isinstance(field, ThingField)
            field.give(things)

    def clean(self) -> dict[str, Any]:
        """Let what was left out be what it means."""
        values = super().clean() or self.cleaned_data
        values["outcome"] = values.get("outcome") or Outcome.NONE
        if "per" in values and values["per"] is None:
            values["per"] = 1000
        return values


class AimForm(Form):
    """Baseline and target."""

    baseline_year = forms.IntegerField(label=_("Baseline: year"), min_value=1990, max_value=2100)
    baseline = forms.FloatField(label=_("Baseline: value"), localize=True)
    target_year = forms.IntegerField(label=_("Target: year"), min_value=1990, max_value=2100)
    target = forms.FloatField(label=_("Target: value"), localize=True)
    reason = forms.CharField(label=_("Why this target"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


class AmountForm(Form):
    """What was measured: only the fields that the kind of indicator has."""

    numerator = forms.IntegerField(label=_("Number"), required=False, min_value=0)
    denominator = forms.IntegerField(
        label=_("Out of how many"),
        required=False,
        min_value=1,
        help_text=_("All who answered, or all residents. The share or rate is worked out."),
    )
    value = forms.FloatField(label=_("Value"), required=False, localize=True)
    low = forms.FloatField(label=_("Lower limit of the interval"), required=False, localize=True)
    high = forms.FloatField(label=_("Upper limit of the interval"), required=False, localize=True)
    source = ThingField(label=_("Source"))
    is_preliminary = forms.BooleanField(label=_("Preliminary"), required=False)

    def __init__(self, *args: Any, kind: IndicatorKind, sources: Iterable[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unused = {
            IndicatorKind.COUNT: ("denominator", "value", "low", "high"),
            IndicatorKind.INDEX: ("numerator", "denominator"),
        }.get(kind, ("value", "low", "high"))
        for name in unused:
            del self.fields[name]
        field = self.fields["source"]
        assert isinstance(field, ThingField)
        field.give(sources)

    @property
    def amount(self) -> Amount:
        """Return the plain value."""
        return Amount(*(self.cleaned_data.get(name) for name in ("numerator", "denominator", "value", "low", "high")))


class ReadingForm(AmountForm):
    """A figure of a period."""

    unit = ThingField(label=_("Measured in"))
    starts_on = forms.DateField(label=_("From"))
    ends_on = forms.DateField(label=_("To and including"))
    sex = WordField(Sex, label=_("Sex"), required=False, widget=forms.RadioSelect)
    age = forms.CharField(
        label=_("Age"), max_length=20, required=False, help_text=_("For example 13–17; empty for all.")
    )
    part = forms.CharField(
        label=_("Part of the district"), max_length=80, required=False, help_text=_("Empty for the whole.")
    )
    party = WordField(Party, only=PARTIES, label=_("The figure comes from"), widget=forms.RadioSelect)

    field_order = (
        "unit",
        "starts_on",
        "ends_on",
        "numerator",
        "denominator",
        "value",
        "low",
        "high",
        "source",
        "party",
        "sex",
        "age",
        "part",
        "is_preliminary",
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, ThingField)
        field.give(units)


class CorrectForm(AmountForm):
    """A corrected figure."""

    reason = forms.CharField(label=_("Why it is corrected"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ImportForm(Form):
    """A table of figures, pasted or as a file."""

    source = ThingField(label=_("Source"))
    party = WordField(Party, only=PARTIES, label=_("The figures come from"), widget=forms.RadioSelect)
    indicator = ThingField(
        label=_("Indicator"),
        required=False,
        empty_label=_("Named in the table"),
        help_text=_("For rows that name no indicator."),
    )
    text = forms.CharField(
        label=_("The table"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("Paste straight from a spreadsheet, or choose a file below."),
    )
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("CSV with comma, semicolon or tab. At most 2 MB.")
    )
    correct = forms.BooleanField(
        label=_("Correct figures that are already stored for the same period"),
        required=False,
        help_text=_("The old figures are kept and lead to the new ones."),
    )

    def __init__(self, *args: Any, sources: Iterable[Source], indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, things in (("source", sources), ("indicator", indicators)):
            field = self.fields[name]
            assert isinstance(field, ThingField)
            field.give(things)

    def clean(self) -> dict[str, Any]:
        """Take the text of the file, where one was chosen, instead of what was pasted."""
        values = super().clean() or self.cleaned_data
        chosen = values.pop("file", None)
        if chosen is not None:
            if chosen.size > MOST_BYTES:
                self.add_error("file", ValidationError(_("The file is larger than 2 MB. Divide it.")))
            else:
                try:
                    values["text"] = decoded(chosen.read())
                except Refused as refused:
                    self.refuse(refused)
        return values


MOST_BYTES = 2 * 1024 * 1024


class SourceForm(Form):
    """A source in the register."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("For example: Polisens trygghetsmätning."))
    publisher = forms.CharField(label=_("Publisher"), max_length=160)
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2150)
    licence = forms.CharField(label=_("Licence or terms of use"), max_length=160, required=False)
    address = forms.CharField(label=_("Web address or registry number"), max_length=300, required=False)
    retrieved_on = forms.DateField(label=_("Retrieved"), required=False)
    limits = forms.CharField(label=_("What it cannot show"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    dark_figure = WordField(
        DarkFigure,
        label=_("Dark figure"),
        widget=forms.RadioSelect,
        help_text=_("How much of what happens never reaches the source."),
    )
    hard_to_map = forms.CharField(
        label=_("Groups that it hardly reaches"),
        max_length=300,
        required=False,
        help_text=_("For example: those who do not report, or do not answer surveys."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
