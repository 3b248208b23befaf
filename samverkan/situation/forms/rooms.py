"""Forms of a party's own room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.indicators.models import Source
from samverkan.places.models import Place
from samverkan.priorities.models import Area
from samverkan.situation.forms.pictures import beginning
from samverkan.situation.models import Line
from samverkan.situation.words import Block
from samverkan.ui.forms import Form, ThingField, ThingsField, WordField


class WhereForm(Form):
    """What every text of the picture has: block, area and place."""

    block = WordField(Block, label=_("Block"), widget=forms.RadioSelect)
    area = ThingField(label=_("Priority area"), required=False, empty_label=_("All of the district"))
    place = ThingField(label=_("Place"), required=False, empty_label=_("No particular place"))

    def __init__(self, *args: Any, areas: Iterable[Area], places: Iterable[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        assert isinstance(area, ThingField)
        area.give(areas)
        if "place" in self.fields:
            place = self.fields["place"]
            assert isinstance(place, ThingField)
            place.give(places)


class LineForm(WhereForm):
    """What the own party sees."""

    text = forms.CharField(
        label=_("What you see"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Write about places, groups and functions, not persons."),
    )
    dark_figure = forms.CharField(
        label=_("What may be hidden"),
        max_length=300,
        required=False,
        help_text=_("For example that few report it, or that a group is hard to reach."),
    )
    sources = ThingsField(label=_("Sources"), required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ("text", "block", "area", "place", "sources", "dark_figure")

    def __init__(self, *args: Any, sources: Iterable[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sources"]
        assert isinstance(field, ThingsField)
        field.give(sources)
        if not field.choices:
            del self.fields["sources"]


class LinesForm(Form):
    """Which lines are shared or carried over."""

    lines = ThingsField(label=_("Lines"))

    def __init__(self, *args: Any, lines: Iterable[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lines"]
        assert isinstance(field, ThingsField)
        field.give(lines, beginning)
