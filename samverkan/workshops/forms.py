"""Forms of workshops."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.causes.words import Factor, Side
from samverkan.ground.words import Party
from samverkan.ui.forms import Form, WordField, translated
from samverkan.workshops.models import Card
from samverkan.workshops.rules import CODE_LENGTH, MINUTES, POINTS
from samverkan.workshops.words import CardKind, Phase


class OpenForm(Form):
    """How long each step takes, and who may join."""

    guests_allowed = forms.BooleanField(
        label=_("People without a login may join by the link"),
        required=False,
        help_text=_("They see the board of this workshop and nothing else."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for phase, minutes in MINUTES.items():
            self.fields[phase.value] = forms.IntegerField(
                label=translated(phase.label), min_value=1, max_value=240, initial=minutes, help_text=_("Minutes.")
            )

    @property
    def minutes(self) -> dict[Phase, int]:
        """Return the planned minutes of each step."""
        return {phase: self.cleaned_data[phase.value] for phase in MINUTES}


class FindForm(Form):
    """The short code of a workshop."""

    kod = forms.CharField(
        label=_("The code on the screen"),
        max_length=CODE_LENGTH + 4,
        help_text=_("Eight signs, for example KLMN2345."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_kod(self) -> str:
        """Return the code as it is stored, whatever spaces and small letters it was typed with."""
        return "".join(str(self.cleaned_data["kod"]).split()).upper()


class JoinForm(Form):
    """As what somebody takes part: a function, never a name."""

    function = forms.CharField(
        label=_("You take part as"),
        max_length=80,
        help_text=_("Your function, for example recreation leader or caretaker. Not your name."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    party = WordField(Party, label=_("You come from"), widget=forms.RadioSelect)


class CardForm(Form):
    """What a screen sends of a card."""

    key = forms.UUIDField()
    kind = WordField(CardKind)
    text = forms.CharField(max_length=300, label=_("The card"))
    side = WordField(Side, required=False)
    factor = WordField(Factor, required=False)
    parent = forms.IntegerField(required=False, min_value=1)


class PointsForm(Form):
    """How many points a card gets."""

    points = forms.IntegerField(min_value=0, max_value=POINTS, label=_("Points"))


class StepForm(Form):
    """Which step the facilitator leaves, and in which direction."""

    at = WordField(Phase)
    riktning = forms.ChoiceField(choices=[("fram", ""), ("bak", "")])


class PlaceForm(Form):
    """A side of the triangle."""

    side = WordField(Side, label=_("Side of the crime triangle"))


class MergeForm(Form):
    """Two cards that say the same."""

    card = forms.IntegerField(min_value=1)
    into = forms.IntegerField(min_value=1)


class SaveForm(Form):
    """Which cards go into the analysis."""

    cards = forms.TypedMultipleChoiceField(
        label=_("Cards for the analysis"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, cards: Iterable[Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("cards", [(card.pk, card.text) for card in cards])
