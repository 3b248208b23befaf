"""What people type about time, competences and groups that are thought of. Nothing is decided or stored here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.ground.words import GroupKind
from samverkan.meetings.forms import WEEKDAYS
from samverkan.meetings.words import Cadence
from samverkan.organisation.models import Unit
from samverkan.ui.forms import EditionForm, Form, ThingField, ThingsField, WordField
from samverkan.workload.models import Competence, Department


def give(form: Form, name: str, things: Iterable[Any]) -> None:
    """Give a field of stored things what it offers here."""
    field = form.fields[name]
    assert isinstance(field, ThingField | ThingsField)
    field.give(things)


SOURCE = _("Where the figure comes from: a time study, an agreement, an estimate and by which function.")


class BasisForm(EditionForm):
    """What hours are turned into posts with, and when a week is too full."""

    fte_hours = forms.IntegerField(
        label=_("Hours of a full-time post in a year"), help_text=_("Many municipalities count with 1,700 hours.")
    )
    week_hours = forms.IntegerField(label=_("Hours of meetings in a week from which a function has too many"))
    break_minutes = forms.IntegerField(label=_("Least minutes between two meetings"))
    source = forms.CharField(label=_("Source"), max_length=300, help_text=SOURCE)
    stated_on = forms.DateField(label=_("Stated on"))


class EffortForm(EditionForm):
    """Preparation and after-work for each seat and meeting."""

    before_minutes = forms.IntegerField(label=_("Preparation for each seat and meeting, in minutes"))
    after_minutes = forms.IntegerField(label=_("After-work for each seat and meeting, in minutes"))
    source = forms.CharField(label=_("Source"), max_length=300, help_text=SOURCE)
    stated_on = forms.DateField(label=_("Stated on"))


class JourneyForm(Form):
    """A way between two units' places."""

    from_unit = ThingField(label=_("From the place of"))
    to_unit = ThingField(label=_("To the place of"))
    minutes = forms.IntegerField(label=_("Minutes one way, door to door"))
    source = forms.CharField(label=_("Source"), max_length=300, help_text=SOURCE)
    stated_on = forms.DateField(label=_("Stated on"))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = list(units)
        give(self, "from_unit", units)
        give(self, "to_unit", units)


class CompetenceForm(Form):
    """A competence of the municipality's list."""

    name = forms.CharField(
        label=_("Competence"), max_length=120, help_text=_("For example: lighting and street planning.")
    )


class DepartmentForm(Form):
    """A department of an organisation."""

    name = forms.CharField(label=_("Department"), max_length=120, help_text=_("For example: social services."))
    valid_from = forms.DateField(label=_("From"))


class ProfileForm(EditionForm):
    """What a function brings to groups."""

    department = ThingField(label=_("Department"), required=False, empty_label=_("No department stated"))
    competences = ThingsField(label=_("Competences that the function brings"), required=False)

    def __init__(
        self, *args: Any, departments: Iterable[Department], competences: Iterable[Competence], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        give(self, "department", departments)
        give(self, "competences", competences)


class NeedForm(EditionForm):
    """How many seats a competence is needed in, and why."""

    seats = forms.IntegerField(label=_("In how many seats"), initial=1)
    why = forms.CharField(label=_("Why the task needs it"), max_length=300, required=False)


class NewNeedForm(NeedForm):
    """A competence that the group needs."""

    competence = ThingField(label=_("Competence"))
    field_order = ("edition", "competence", "seats", "why")

    def __init__(self, *args: Any, competences: Iterable[Competence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "competence", competences)


class PresenceForm(EditionForm):
    """How an administration is to take part in a local steering group."""

    meetings_a_year = forms.IntegerField(label=_("Meetings a year"), initial=2)
    starts_on = forms.DateField(label=_("From"))
    why = forms.CharField(label=_("What they are needed for"), max_length=300)


class ConfirmForm(Form):
    """Nothing to fill in: the deed is confirmed by its button."""


class PlaceForm(Form):
    """Where one more group would meet. The names stand in the address, hence in Swedish."""

    var = ThingField(label=_("Where the group would meet"))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "var", units)


class OneMoreForm(Form):
    """A group that is only thought of. It is asked in the address, so that the answer can be sent on."""

    slag = WordField(GroupKind, label=_("Kind of group"), initial=GroupKind.WORKING)
    takt = WordField(Cadence, label=_("How often it would meet"), initial=Cadence.MONTHLY)
    veckodag = forms.TypedChoiceField(label=_("Weekday"), coerce=int, choices=WEEKDAYS, initial=1)
    tid = forms.TimeField(label=_("Starts"), initial="09:00")
    minuter = forms.IntegerField(label=_("Length, in minutes"), min_value=15, max_value=480, initial=90)
    fran = forms.DateField(label=_("First possible day"))
    funktioner = forms.MultipleChoiceField(
        label=_("Functions that would sit in it"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Those who sit in groups here today."),
    )
    nya = ThingsField(
        label=_("Organisations that would send somebody not yet named"),
        required=False,
        help_text=_("Their time is counted; whose weeks it fills cannot be known yet."),
    )

    def __init__(self, *args: Any, functions: Iterable[tuple[str, str]], units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("funktioner", functions)
        give(self, "nya", units)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one seat: a group of nobody costs nothing."""
        values = super().clean() or {}
        if not self.errors and not values.get("funktioner") and not values.get("nya"):
            self.add_error("funktioner", _("Choose at least one function or organisation."))
        return values
