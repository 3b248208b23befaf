"""Forms of the one who works the answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.consultations.forms.fields import area, give
from samverkan.consultations.words import Disposition, Stance
from samverkan.ui.forms import EditionForm, Form, ThingField, ThingsField, WordField


class RemarkForm(EditionForm):
    """A view: where it belongs, who works it, and what becomes of it."""

    clause = ThingField(label=_("Clause"), required=False, empty_label=_("The draft as a whole"))
    stance = WordField(Stance, label=_("Stance"), required=False, empty_label=_("Not stated"))
    assignee = ThingField(label=_("Worked by"), required=False, empty_label=_("Nobody yet"))
    disposition = WordField(
        Disposition,
        label=_("What becomes of it"),
        required=False,
        empty_label=_("Not settled yet"),
        widget=forms.RadioSelect,
    )
    reply = forms.CharField(
        label=_("Reply to the body"),
        required=False,
        widget=area(5),
        help_text=_("The body sees it when the view is settled."),
    )

    def __init__(self, *args: Any, clauses: Iterable[Any], people: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "clause", clauses)
        give(self, "assignee", people)


class SummaryForm(EditionForm):
    """The body's paragraph in the report to the council."""

    paragraph = forms.CharField(label=_("Paragraph"), required=False, widget=area(6))
    stance = WordField(Stance, label=_("Stance to the draft as a whole"), required=False, empty_label=_("Not stated"))


class ExtractForm(EditionForm):
    """What the report prints of a part."""

    extract = forms.CharField(
        label=_("Extract"),
        required=False,
        widget=area(16),
        help_text=_("What the report prints “in substance”. Empty: the whole text. The original is kept."),
    )


class FilterForm(Form):
    """What the list of views is narrowed to. The names stand in the address, hence in Swedish."""

    klausul = ThingField(label=_("Clause"), required=False, empty_label=_("All clauses"))
    instans = ThingField(label=_("Body"), required=False, empty_label=_("All bodies"))
    visa = forms.ChoiceField(label=_("Show"), required=False)

    def __init__(self, *args: Any, clauses: Iterable[Any], bodies: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "klausul", clauses)
        give(self, "instans", bodies)
        self.offer(
            "visa",
            [("", _("All views")), ("oppna", _("Not settled")), ("mina", _("Mine")), ("klara", _("Settled"))],
        )


class TogetherForm(Form):
    """One reply to several views that say the same."""

    remarks = ThingsField(label=_("Views"))
    disposition = WordField(Disposition, label=_("What becomes of them"))
    reply = forms.CharField(label=_("Reply to the bodies"), widget=area(4))

    def __init__(self, *args: Any, remarks: Iterable[Any], label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "remarks", remarks, label)
