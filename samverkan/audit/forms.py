"""The filter of the trail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.ui.forms import Form


class TrailFilter(Form):
    """What to look for; everything may be left empty."""

    event = forms.CharField(label=_("Event begins with"), max_length=80, required=False)
    kind = forms.CharField(label=_("Kind of thing"), max_length=60, required=False)
    key = forms.CharField(label=_("Its number"), max_length=60, required=False)
    person = forms.CharField(label=_("Person"), max_length=120, required=False)
