"""Forms of a body's answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.consultations.forms.fields import (
    FootnotesField,
    LinesField,
    PersonsField,
    SignatoriesField,
    area,
    give,
)
from samverkan.consultations.words import Approval, DecisionType, Stance, StatementType, TextKind
from samverkan.ui.forms import EditionForm, Form, ThingField, WordField, word_choices


class FactsForm(EditionForm):
    """What surrounds the text of the report."""

    report_date = forms.DateField(label=_("Date of the report"), required=False)
    registry_number = forms.CharField(label=_("Registry number"), required=False, max_length=60)
    report_by = forms.CharField(label=_("Report by"), required=False, max_length=160)
    prepared_by = forms.CharField(
        label=_("Prepared by these units"), required=False, max_length=300, help_text=_("Departments and staff units.")
    )
    signed_by = SignatoriesField(
        label=_("Signed by"),
        required=False,
        widget=area(2),
        help_text=_("Managing functions, one a line; name after a colon if it is to be printed."),
    )
    proposed_points = LinesField(
        label=_("Proposed decision"), required=False, widget=area(3), help_text=_("One point a line.")
    )
    stance = WordField(Stance, label=_("Stance to the draft as a whole"), required=False, empty_label=_("Not stated"))
    footnotes = FootnotesField(
        label=_("Footnotes"), required=False, widget=area(2), help_text=_("One a line, with its web address if any.")
    )


class SectionForm(EditionForm):
    """A part of the report."""

    text = forms.CharField(
        label=_("Text"), required=False, widget=area(14), help_text=_("Part paragraphs by a blank line.")
    )


class PerspectiveForm(EditionForm):
    """A perspective analysis: made, or declined with a reason (REM-25)."""

    text = forms.CharField(label=_("Analysis"), required=False, widget=area(8))
    not_made_because = forms.CharField(
        label=_("Or: why no analysis is made"),
        required=False,
        widget=area(3),
        help_text=_("For example that the case comes on referral and the sender makes the analysis."),
    )


class OwnSectionForm(EditionForm):
    """A part with a heading of one's own."""

    heading = forms.CharField(label=_("Heading"), max_length=200)
    text = forms.CharField(label=_("Text"), widget=area(12))


class CommentForm(EditionForm):
    """A comment to a clause."""

    stance = WordField(Stance, label=_("Stance"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("Your comment"), widget=area(5))
    wording = forms.CharField(
        label=_("Wording that you wish"),
        required=False,
        widget=area(4),
        help_text=_("Write the words as you want them to stand."),
    )


class DecisionForm(EditionForm):
    """What the board decided."""

    decided_on = forms.DateField(label=_("Day of the meeting"))
    decision_type = WordField(DecisionType, label=_("How the board decided"))
    points = LinesField(label=_("Decision points"), help_text=_("One a line, as in the minutes."))
    immediate = forms.BooleanField(label=_("The minutes were confirmed at once"), required=False)
    immediate_because = forms.CharField(
        label=_("Why at once"), required=False, max_length=300, help_text=_("For example the last day to answer.")
    )


class TakeBackForm(Form):
    """Why an answer is taken back."""

    because = forms.CharField(label=_("Why"), required=False, max_length=300)


class SendBackForm(Form):
    """Why an answer is sent back."""

    because = forms.CharField(label=_("Why"), max_length=300)


class StatementForm(EditionForm):
    """A reservation, special statement or substitute's statement."""

    field_order = (
        "type_",
        "persons",
        "text_kind",
        "text",
        "refers_to_body",
        "refers_to",
        "joins",
        "points",
        "approval",
    )
    type_ = WordField(StatementType, label=_("Kind"), widget=forms.RadioSelect)
    persons = PersonsField(
        label=_("Who stands behind it"),
        widget=area(3),
        help_text=_("Name and party, one a line, for example: Eva Ek m.fl. (M)"),
    )
    text_kind = WordField(TextKind, label=_("Whose words"), widget=forms.RadioSelect)
    points = LinesField(
        label=_("Proposed points"),
        required=False,
        widget=area(3),
        help_text=_("One a line, if it proposes another decision."),
    )
    approval = WordField(Approval, label=_("What it proposes"), required=False, empty_label=_("No other decision"))
    text = forms.CharField(
        label=_("Text"), required=False, widget=area(12), help_text=_("For a statement in its own words.")
    )
    refers_to_body = ThingField(
        label=_("Body whose statement it refers to"),
        required=False,
        empty_label=_("None"),
        help_text=_("“See the reservation at board X”: the words are found there and shown in place."),
    )
    joins = forms.CharField(
        label=_("Whose statement it joins"),
        required=False,
        max_length=200,
        help_text=_("For a substitute who joins another's statement."),
    )

    def __init__(self, *args: Any, bodies: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "refers_to_body", bodies)
        kinds = (TextKind.OWN, TextKind.REFERENCE, TextKind.NONE)
        self.offer("text_kind", word_choices(kinds))


class LevelStatementForm(StatementForm):
    """A statement at a level of the chain; it may be identical to one at another level (REM-16)."""

    refers_to = ThingField(label=_("Identical to"), required=False, empty_label=_("None"))

    def __init__(self, *args: Any, statements: Iterable[Any], label: Any, **kwargs: Any) -> None:
        super().__init__(*args, bodies=(), **kwargs)
        del self.fields["refers_to_body"]
        give(self, "refers_to", statements, label)
        kinds = (TextKind.OWN, TextKind.IDENTICAL, TextKind.NONE)
        self.offer("text_kind", word_choices(kinds))
