"""Forms of feedback, suggestions and reports to the City Council."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area
from samverkan.reporting.forms.reports import ABOUT
from samverkan.reporting.words import FeedbackPart
from samverkan.ui.forms import Form, ThingField, translated


def _part(part: FeedbackPart, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=translated(part.label), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text=help_text
    )


class FeedbackForm(Form):
    """The set form of feedback to a board, the same for every board (REP-04)."""

    report = ThingField(
        label=_("Accepted report that it rests on"), required=False, empty_label=_("None: the figures of this year")
    )

    done = _part(FeedbackPart.DONE, help_text=ABOUT)
    led_to = _part(FeedbackPart.LED_TO)
    remains = _part(FeedbackPart.REMAINS)
    asked = _part(FeedbackPart.ASKED)

    def __init__(self, *args: Any, reports: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["report"]
        assert isinstance(field, ThingField)
        titles = {report.pk: title for report, title in reports}
        field.give((report for report, _title in reports), label=lambda report: titles[report.pk])

    @property
    def texts(self) -> dict[FeedbackPart, str]:
        """Return the parts as they were written."""
        return {part: self.cleaned_data[part.value] for part in FeedbackPart}


class SuggestionForm(Form):
    """A suggestion from a member of a board (REP-06)."""

    text = forms.CharField(
        label=_("Your suggestion"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}), help_text=ABOUT
    )
    area = ThingField(label=_("Priority area"), required=False, empty_label=_("None in particular"))

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        assert isinstance(field, ThingField)
        field.give(areas)


class ReplyForm(Form):
    """The reply to a suggestion."""

    reply = forms.CharField(label=_("Reply"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class CouncilForm(Form):
    """That the work was reported to the City Council."""

    municipality = ThingField(label=_("Municipality"))
    given_on = forms.DateField(label=_("Day of the report"))
    registry_number = forms.CharField(label=_("Registry number"), max_length=60)
    period = ThingField(label=_("Reporting period"), required=False, empty_label=_("None"))
    text = forms.CharField(
        label=_("What was reported"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In short. Or attach the document below."),
    )
    document = forms.FileField(label=_("Document"), required=False, help_text=_("PDF, at most 10 MB."))

    def __init__(
        self, *args: Any, municipalities: Iterable[Unit], periods: Sequence[tuple[Any, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        municipality, period = self.fields["municipality"], self.fields["period"]
        assert isinstance(municipality, ThingField)
        assert isinstance(period, ThingField)
        municipalities = list(municipalities)
        municipality.give(municipalities)
        if len(municipalities) == 1:
            municipality.initial = municipalities[0].pk
        titles = {one.pk: title for one, title in periods}
        period.give((one for one, _title in periods), label=lambda one: titles[one.pk])

    def clean_document(self) -> Any:
        """Refuse a file that is too large."""
        chosen = self.cleaned_data["document"]
        if chosen and chosen.size > settings.DOCUMENT_SIZE_LIMIT:
            raise forms.ValidationError(_("The file is too large: at most 10 MB."))
        return chosen
