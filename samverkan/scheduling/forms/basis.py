"""Forms of venues, rooms, offices, the calendar and milestones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from samverkan.organisation.models import Unit
from samverkan.scheduling.models import Venue
from samverkan.scheduling.words import PeriodKind
from samverkan.ui.forms import EditionForm, Form, ThingField, WordField


class NameForm(Form):
    """A new venue."""

    name = forms.CharField(label=_("Name of the venue"), max_length=120)


class VenueForm(EditionForm):
    """A venue's name, and the minutes to each other venue."""

    name = forms.CharField(label=_("Name of the venue"), max_length=120)

    def __init__(self, *args: Any, others: Iterable[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = list(others)
        for venue in self.others:
            self.fields[f"to_{venue.pk}"] = forms.IntegerField(
                label=format_lazy(_("Minutes to {venue}"), venue=venue.name),
                required=False,
                min_value=0,
                max_value=480,
            )

    def minutes(self) -> dict[int, int | None]:
        """Return the minutes by the other venue's key."""
        return {venue.pk: self.cleaned_data.get(f"to_{venue.pk}") for venue in self.others}


class RoomForm(Form):
    """A new room, or a way to meet by video."""

    venue = ThingField(label=_("Venue"), required=False, empty_label=_("None: by video"))
    name = forms.CharField(label=_("Name of the room"), max_length=120)
    capacity = forms.IntegerField(label=_("Number of people"), min_value=2, max_value=2000, initial=12)

    def __init__(self, *args: Any, venues: Iterable[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["venue"]
        assert isinstance(field, ThingField)
        field.give(venues)


class RoomChangeForm(Form):
    """A room that changes, or is closed for a time."""

    name = forms.CharField(label=_("Name of the room"), max_length=120)
    capacity = forms.IntegerField(label=_("Number of people"), min_value=2, max_value=2000)
    closed_from = forms.DateField(label=_("Closed from"), required=False)
    closed_until = forms.DateField(
        label=_("Closed until and including"), required=False, help_text=_("Empty: until further notice.")
    )


class OfficeForm(Form):
    """Where a unit's people have their office."""

    unit = ThingField(label=_("Organisation"))
    venue = ThingField(label=_("Venue"), required=False, empty_label=_("No office"))

    def __init__(self, *args: Any, units: Iterable[Unit], venues: Iterable[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, things in (("unit", units), ("venue", venues)):
            field = self.fields[name]
            assert isinstance(field, ThingField)
            field.give(things)


class PeriodForm(Form):
    """Days on which nobody meets, or would rather not."""

    kind = WordField(PeriodKind, label=_("Kind of days"))
    title = forms.CharField(label=_("What it is"), max_length=120)
    first = forms.DateField(label=_("First day"))
    last = forms.DateField(label=_("Until and including"))


class MilestoneForm(Form):
    """What a group must have met about between two days."""

    title = forms.CharField(
        label=_("What is to be done by then"),
        max_length=120,
        help_text=_("For example: the situation picture decided."),
    )
    first = forms.DateField(label=_("First day"))
    last = forms.DateField(label=_("Until and including"))
