"""Forms of people's time: working hours, a calendar file, being away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.scheduling.forms.fields import ClockField, WeekdaysField
from samverkan.scheduling.models import Venue
from samverkan.ui.forms import Form, ThingField


class PatternForm(Form):
    """When and where somebody works."""

    venue = ThingField(label=_("Office"), required=False, empty_label=_("The organisation's own"))
    weekdays = WeekdaysField(label=_("Working days"))
    starts = ClockField(label=_("Begins"))
    ends = ClockField(label=_("Ends"))
    most = forms.IntegerField(label=_("Most minutes of meetings a day"), min_value=30, max_value=600)

    def __init__(self, *args: Any, venues: Iterable[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["venue"]
        assert isinstance(field, ThingField)
        field.give(venues)


class CalendarForm(Form):
    """A calendar file of which busy marks are kept."""

    file = forms.FileField(
        label=_("Calendar file (.ics)"),
        help_text=_("Only from when to when is kept: no titles, places or other people. At most 5 MB."),
    )
    first = forms.DateField(label=_("First day"))
    last = forms.DateField(label=_("Until and including"))


class AwayForm(Form):
    """Days on which somebody is away; why is nobody's business here."""

    first = forms.DateField(label=_("Away from"))
    last = forms.DateField(label=_("Away until and including"))
