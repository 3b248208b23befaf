"""Forms of contributions from other actors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.organisation.models import Unit
from samverkan.situation.forms.rooms import WhereForm
from samverkan.situation.models import Picture
from samverkan.ui.forms import Form, ThingField


class ContributionForm(Form):
    """What another actor sees and does. Those who represent no organisation write from whom it came."""

    picture = ThingField(label=_("To the situation picture of"))
    unit = ThingField(label=_("For"))
    sender = forms.CharField(
        label=_("From"), max_length=160, help_text=_("The organisation, not a person: for example the school company.")
    )
    field = forms.CharField(
        label=_("About"), max_length=120, help_text=_("For example fire, accidents, or vandalism at schools.")
    )
    text = forms.CharField(
        label=_("What you see"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Write about places, groups and functions, not persons."),
    )
    own_work = forms.CharField(
        label=_("What you do yourselves to prevent it"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, pictures: Iterable[Picture], units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picture, unit, units = self.fields["picture"], self.fields["unit"], list(units)
        assert isinstance(picture, ThingField)
        assert isinstance(unit, ThingField)
        picture.give(pictures)
        unit.give(units)
        del self.fields["sender" if units else "unit"]


class UseForm(WhereForm):
    """The joint statement that a contribution leads to."""

    text = forms.CharField(label=_("Joint statement"), widget=forms.Textarea(attrs={"rows": 5}))
    reply = forms.CharField(
        label=_("Words to the sender"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )

    field_order = ("text", "block", "area", "reply")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["place"]


class DeclineForm(Form):
    """Why a contribution is not used."""

    reply = forms.CharField(label=_("Answer to the sender"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
