"""Forms of priority areas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.organisation.models import Unit
from samverkan.ui.forms import Form, ThingField


class ClarifyForm(Form):
    """What a goal means."""

    clarification = forms.CharField(label=_("Clarification"), widget=forms.Textarea, required=False)


class LocalPriorityForm(Form):
    """How a district narrows or ranks an area."""

    unit = ThingField(label=_("District"))
    focus = forms.CharField(label=_("Local focus"), max_length=200)
    rank = forms.IntegerField(
        label=_("Order"), min_value=1, max_value=99, required=False, help_text=_("1 is the most important.")
    )
    on = forms.DateField(label=_("From"))

    def __init__(self, *args: Any, units: Iterable[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, ThingField)
        field.give(units)


class AskForm(Form):
    """What the page is asked for in its address."""

    kommun = forms.IntegerField(required=False)
    sok = forms.CharField(max_length=60, required=False)

    def asked(self, name: str) -> Any:
        """Return what was asked for, or none where it cannot be understood."""
        self.is_valid()
        return self.cleaned_data.get(name)
