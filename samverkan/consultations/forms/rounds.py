"""Forms of rounds: what is sent, to whom, until when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.consultations.forms.fields import area, give
from samverkan.consultations.rules.completeness import Reference
from samverkan.consultations.words import MaterialKind
from samverkan.ui.forms import EditionForm, Form, ThingField, ThingsField, WordField


class RoundForm(EditionForm):
    """The letter and the last day to answer."""

    last_day = forms.DateField(
        label=_("Last day to answer"),
        required=False,
        help_text=_("The period closes by itself when the day has passed."),
    )
    letter = forms.CharField(
        label=_("To those who are asked"),
        required=False,
        widget=area(6),
        help_text=_("What you want an answer about, and what the answer is for."),
    )


class MaterialForm(EditionForm):
    """A document that is sent."""

    kind = WordField(MaterialKind, label=_("Kind"))
    title = forms.CharField(label=_("Title"), max_length=200)
    number = forms.IntegerField(
        label=_("Annex number"), required=False, help_text=_("The number that the texts refer to it by, if any.")
    )
    registry_number = forms.CharField(label=_("Registry number"), required=False, max_length=60)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=area(16),
        help_text=_("Part paragraphs by a blank line. Headings become clauses that bodies can comment on."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("Text, DOCX or PDF. Leave the text empty to have it read from the file."),
    )


class AskForm(Form):
    """Which bodies of the organisation are asked, and one that is not there."""

    units = ThingsField(label=_("Boards, administrations and companies"), required=False)
    name = forms.CharField(
        label=_("Another body"),
        required=False,
        max_length=160,
        help_text=_("A body without an account. It answers through a link that you make for it."),
    )

    def __init__(self, *args: Any, units: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "units", units)


class SendForm(Form):
    """A reason for each document that the texts refer to and that is not sent along (REM-05)."""

    def __init__(self, *args: Any, missing: Iterable[Reference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys: dict[str, str] = {}
        for place, reference in enumerate(missing):
            name = f"reason_{place}"
            self.keys[name] = reference.key
            self.fields[name] = forms.CharField(
                label=_("Why this is not sent along: %(what)s") % {"what": reference.key},
                max_length=300,
                help_text=reference.quote,
            )

    @property
    def reasons(self) -> dict[str, str]:
        """Return the reasons by what is missing."""
        return {key: self.cleaned_data.get(name, "") for name, key in self.keys.items()}


class RemindForm(Form):
    """Which bodies are reminded."""

    bodies = ThingsField(label=_("Remind"))

    def __init__(self, *args: Any, referrals: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "bodies", referrals)


class RespiteForm(Form):
    """Another last day for one body."""

    last_day = forms.DateField(label=_("New last day"))
    because = forms.CharField(label=_("Why"), max_length=300)


class SendOnForm(Form):
    """To whom a body sends the referral on."""

    unit = ThingField(label=_("Company or unit"), required=False, empty_label=_("Another body"))
    name = forms.CharField(
        label=_("Name of the other body"),
        required=False,
        max_length=160,
        help_text=_("A body without an account. It answers through a link that you make for it."),
    )

    def __init__(self, *args: Any, units: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "unit", units)


class ChangeForm(Form):
    """A wording changed after the consultation."""

    old = forms.CharField(
        label=_("Old wording"), widget=area(4), help_text=_("As it stands in the clause that was sent.")
    )
    new = forms.CharField(
        label=_("New wording"), required=False, widget=area(4), help_text=_("Empty if the words were taken out.")
    )
    reason = forms.CharField(label=_("Why"), widget=area(3))
    remarks = ThingsField(label=_("Views that led to it"), required=False)

    def __init__(self, *args: Any, remarks: Iterable[Any], label: Any = str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "remarks", remarks, label)


class ClauseForm(Form):
    """Which clause was changed."""

    klausul = ThingField(label=_("Clause"))

    def __init__(self, *args: Any, clauses: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "klausul", clauses)


class NothingForm(Form):
    """A deed that asks for nothing but to be confirmed."""
