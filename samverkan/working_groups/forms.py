"""Forms of working groups and forums."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverkan.groups.models import Group
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area
from samverkan.ui.forms import Form, ThingField, ThingsField
from samverkan.working_groups.words import KnownForm

LIMITED, PERMANENT = "limited", "permanent"


def _known_forms() -> str:
    return gettext("For example: %(names)s.") % {"names": ", ".join(gettext(form.label) for form in KnownForm)}


known_forms = lazy(_known_forms, str)


class StartForm(Form):
    """For which group and area a working group is thought of; asked before anything is proposed."""

    grupp = ThingField(label=_("Preparation group that decides"))
    omrade = ThingField(label=_("Priority area"))

    def __init__(self, *args: Any, groups: Iterable[Group], areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group, area = self.fields["grupp"], self.fields["omrade"]
        assert isinstance(group, ThingField)
        assert isinstance(area, ThingField)
        group.give(groups)
        area.give(areas)


class ProposeForm(Form):
    """The proposed working group."""

    forums_considered = forms.CharField(
        label=_("Why what is already there does not suffice"),
        widget=forms.Textarea,
        help_text=_("No parallel structures: say why the work cannot be done in the forums and groups above."),
    )
    name = forms.CharField(label=_("Name"), max_length=160)
    task = forms.CharField(label=_("The group's task"), widget=forms.Textarea)
    focus = forms.CharField(
        label=_("Focus area"), max_length=200, help_text=_("As in the agreement and the measures plan.")
    )
    starts_from = forms.CharField(
        label=_("Situation picture and cause analysis it starts from"), widget=forms.Textarea, required=False
    )
    lasts = forms.ChoiceField(
        label=_("How long"),
        choices=[(LIMITED, _("Time-limited, for a delimited task")), (PERMANENT, _("Permanent"))],
        widget=forms.RadioSelect,
    )
    ends_on = forms.DateField(label=_("The group's last day"), required=False, help_text=_("For a time-limited group."))
    responsibility_municipality = forms.CharField(
        label=_("Area of responsibility of the district's representative"), max_length=200
    )
    police = ThingField(label=_("Local police area that takes part"))
    responsibility_police = forms.CharField(
        label=_("Area of responsibility of the police representative"), max_length=200
    )
    co_opted = ThingsField(
        label=_("Organisations to co-opt"),
        required=False,
        help_text=_("Those that the agreement prioritises are chosen beforehand."),
    )

    def __init__(self, *args: Any, police: Iterable[Unit], partners: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, others = self.fields["police"], self.fields["co_opted"]
        assert isinstance(field, ThingField)
        assert isinstance(others, ThingsField)
        field.give(police)
        others.give(partners)


class ForumForm(Form):
    """An existing forum or form of collaboration."""

    unit = ThingField(label=_("District"))
    name = forms.CharField(label=_("Name"), max_length=160, help_text=known_forms())
    purpose = forms.CharField(label=_("What it does"), widget=forms.Textarea, required=False)
    area = ThingField(label=_("Priority area"), required=False, empty_label=_("None"))
    meets = forms.CharField(label=_("Meets"), max_length=120, required=False, help_text=_("For example every month."))
    valid_from = forms.DateField(label=_("From"))

    def __init__(self, *args: Any, units: Iterable[Unit], areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, area = self.fields["unit"], self.fields["area"]
        assert isinstance(unit, ThingField)
        assert isinstance(area, ThingField)
        unit.give(units)
        area.give(areas)


class MapForm(Form):
    """Which group a forum counts as."""

    group = ThingField(
        label=_("Counts as"), required=False, empty_label=_("None: it stands outside the agreement's structure")
    )

    def __init__(self, *args: Any, groups: Iterable[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, ThingField)
        field.give(groups)


class EndForm(Form):
    """The day a forum ends."""

    on = forms.DateField(label=_("Ends"), help_text=_("The first day without it."))
