"""Forms of cases, the chain and what is gathered early."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.consultations.forms.fields import LinesField, SignatoriesField, area, give
from samverkan.consultations.words import EarlyKind
from samverkan.ui.forms import EditionForm, Form, ThingField, ThingsField, WordField


class CaseForm(EditionForm):
    """A case: what it is about, who initiated it, and what is proposed."""

    municipality = ThingField(label=_("Municipality"))
    title = forms.CharField(label=_("What the case is about"), max_length=300)
    initiator = forms.CharField(
        label=_("Initiated by"), max_length=160, help_text=_("For example the City Executive Office.")
    )
    registry_numbers = LinesField(
        label=_("Registry numbers"), required=False, help_text=_("One a line."), widget=area(2)
    )
    responsible = SignatoriesField(
        label=_("Responsible vice mayors"),
        required=False,
        help_text=_("One a line, as the report prints it: function, and name after a colon if it is to be printed."),
        widget=area(2),
    )
    proposal = LinesField(label=_("Proposed decision to the council"), required=False, help_text=_("One point a line."))
    agreement = ThingField(
        label=_("Agreement that the draft revises"), required=False, empty_label=_("None: it is the first")
    )
    valid_from = forms.DateField(label=_("To apply from"), required=False)
    valid_until = forms.DateField(
        label=_("To apply until (not including)"), required=False, help_text=_("Empty: until further notice.")
    )

    def __init__(
        self, *args: Any, municipalities: Iterable[Any] = (), agreements: Iterable[Any] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = list(municipalities)
        if offered:
            give(self, "municipality", offered)
        else:
            del self.fields["municipality"]
        give(self, "agreement", agreements)


class CaseTextForm(EditionForm):
    """One of the sender's own texts."""

    text = forms.CharField(
        label=_("Text"), required=False, widget=area(16), help_text=_("Part paragraphs by a blank line.")
    )


class StepForm(EditionForm):
    """What a level of the chain decided, and when."""

    name = forms.CharField(label=_("Body"), max_length=160)
    decided_on = forms.DateField(label=_("Date"), required=False)
    decision = forms.CharField(label=_("Decision"), required=False, widget=area(5))
    registry_number = forms.CharField(label=_("Registry number"), required=False, max_length=60)
    place = forms.CharField(label=_("Place of signing"), required=False, max_length=80)
    chair_function = forms.CharField(label=_("Function of the one who signed"), required=False, max_length=120)
    chair_name = forms.CharField(
        label=_("Signed by"), required=False, max_length=120, help_text=_("As the report to the council prints it.")
    )


class EntryForm(Form):
    """From which rule set and with which police unit the agreement is put in force."""

    rule_set = forms.ChoiceField(label=_("Terms of the agreement"))
    police = ThingField(label=_("The other party"), required=False, empty_label=_("Not known yet"))
    signed_on = forms.DateField(label=_("Signed"), required=False)

    def __init__(self, *args: Any, rule_sets: Iterable[tuple[str, str]], police: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("rule_set", rule_sets)
        give(self, "police", police)


class EarlyForm(Form):
    """How input is gathered before the formal consultation."""

    kind = WordField(EarlyKind, label=_("How"))
    title = forms.CharField(label=_("Title"), max_length=200)
    held_on = forms.DateField(label=_("Date"))
    open_until = forms.DateField(label=_("Answers until"), required=False, help_text=_("For a questionnaire."))
    questions = LinesField(
        label=_("Questions"), required=False, help_text=_("For a questionnaire: one question a line.")
    )
    units = ThingsField(label=_("Units that are asked"), required=False, help_text=_("For a questionnaire."))
    took_part = forms.CharField(label=_("Who took part, by function and organisation"), required=False, widget=area(3))
    outcome = forms.CharField(label=_("What came out of it"), required=False, widget=area(5))

    def __init__(self, *args: Any, units: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "units", units)


class EarlyOutcomeForm(EditionForm):
    """Who took part and what came out of it."""

    title = forms.CharField(label=_("Title"), max_length=200)
    took_part = forms.CharField(label=_("Who took part, by function and organisation"), required=False, widget=area(3))
    outcome = forms.CharField(label=_("What came out of it"), required=False, widget=area(8))


class EarlyAnswerForm(EditionForm):
    """A unit's answers to a questionnaire; a field for each question."""

    def __init__(self, *args: Any, questions: Sequence[str], answers: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, question in enumerate(questions):
            self.fields[f"answer_{place}"] = forms.CharField(
                label=question,
                required=False,
                widget=area(4),
                initial=answers[place] if place < len(answers) else "",
            )
        self.count = len(questions)

    @property
    def answers(self) -> list[str]:
        """Return one text for each question."""
        return [self.cleaned_data.get(f"answer_{place}", "") for place in range(self.count)]
