"""Forms of annexes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.agreements.services.files import Upload
from samverkan.ground.words import Party
from samverkan.ui.forms import Form, WordsField

PARTIES = (Party.MUNICIPALITY, Party.POLICE)


class ContentForm(Form):
    """What every form with the text of an annex has: the words, or a file with them."""

    text = forms.CharField(
        label=_("Text of the annex"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Write it here, or add a file below. Write about places, groups and functions, not persons."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("Text, DOCX or PDF. The text is read from the file, so that versions can be compared."),
    )

    @property
    def upload(self) -> Upload | None:
        """Return the file as it came, if one was chosen."""
        chosen = self.cleaned_data.get("file")
        return Upload(chosen.name, chosen.read()) if chosen else None


class AnnexDraftForm(ContentForm):
    """A draft of a new version. Fields for the priority areas are added where the annex is to touch them."""

    what_is_new = forms.CharField(
        label=_("What is new"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    authors = WordsField(
        Party,
        only=PARTIES,
        label=_("Drawn up by"),
        help_text=_("Untick a party that has not taken part."),
        required=False,
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ("text", "file", "what_is_new", "authors")

    def __init__(self, *args: Any, areas: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = tuple(areas)
        if self.areas:
            self.fields["areas"] = forms.MultipleChoiceField(
                label=_("Priority areas that it touches"),
                choices=[(str(area), name) for area, name in self.areas],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.fields["not_relevant"] = forms.CharField(
                label=_("Why the other areas are not relevant"), required=False, max_length=300
            )

    @property
    def areas_touched(self) -> dict[str, str]:
        """Return for each area "touched", or the reason why it is not relevant where one was given (SIT-05)."""
        touched = set(self.cleaned_data.get("areas", ()))
        reason = self.cleaned_data.get("not_relevant", "").strip()
        said = {str(area): "touched" if str(area) in touched else reason for area, _name in self.areas}
        return {area: value for area, value in said.items() if value}


class OriginalForm(ContentForm):
    """The annex as it was signed together with the agreement."""

    dated_on = forms.DateField(label=_("Date of the annex"), widget=forms.DateInput)
    authors = WordsField(Party, only=PARTIES, label=_("Drawn up by"), required=False)


class ReasonForm(Form):
    """Why something is sent back or withdrawn."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class SignForm(Form):
    """A party's signature: who signed, in what function, when. The hash says which text."""

    party_unit = forms.TypedChoiceField(label=_("Signed for"), coerce=int)
    name = forms.CharField(label=_("Name"), max_length=120)
    function = forms.CharField(label=_("Function"), max_length=160)
    signed_on = forms.DateField(label=_("Day of signing"), widget=forms.DateInput)
    text_sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["party_unit"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = list(units)
