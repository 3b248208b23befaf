"""Forms of the merge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.indicators.models import Indicator, Source
from samverkan.situation.forms.rooms import WhereForm
from samverkan.situation.words import Agreement
from samverkan.ui.forms import ThingsField, WordField


class StatementForm(WhereForm):
    """A joint statement, agreed on or with both views."""

    text = forms.CharField(
        label=_("Joint statement"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=_("What the two parties say together. Write about places, groups and functions, not persons."),
    )
    agreement = WordField(Agreement, label=_("Do the parties agree?"), widget=forms.RadioSelect)
    municipality_view = forms.CharField(
        label=_("The municipality's view"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    police_view = forms.CharField(
        label=_("The police's view"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    sources = ThingsField(label=_("Sources"), required=False)
    indicators = ThingsField(label=_("Indicators"), required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = (
        "text",
        "agreement",
        "municipality_view",
        "police_view",
        "block",
        "area",
        "place",
        "sources",
        "indicators",
    )

    def __init__(self, *args: Any, sources: Iterable[Source], indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, things in (("sources", list(sources)), ("indicators", list(indicators))):
            field = self.fields[name]
            assert isinstance(field, ThingsField)
            field.give(things)
            if not things:
                del self.fields[name]
        help_text = _("Fill in both views where you do not agree: both are kept.")
        self.fields["municipality_view"].help_text = self.fields["police_view"].help_text = help_text
