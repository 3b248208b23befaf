"""Forms of the overview, of examples, development areas and questionnaires."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.agreements.models import Agreement
from samverkan.followup.models import DevelopmentArea
from samverkan.followup.words import Verdict
from samverkan.measures.words import Kind, Level
from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.places.words import ProblemType
from samverkan.ui.forms import EditionForm, Form, ThingField, ThingsField, WordField

ANY = _("Any")


class ChooseForm(Form):
    """Which unit and year the overview shows."""

    enhet = ThingField(label=_("District"), required=False)
    ar = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["enhet"]
        assert isinstance(unit, ThingField)
        unit.give(units)
        self.offer("ar", [(str(year), str(year)) for year in years])


class ExamplesForm(Form):
    """What is looked for among the examples."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    plats = ThingField(label=_("Similar to the place"), required=False, empty_label=_("No particular place"))
    omrade = forms.ChoiceField(label=_("Priority area"), required=False)
    problem = WordField(ProblemType, label=_("Problem"), required=False, empty_label=ANY)
    niva = WordField(Level, label=_("Prevention level"), required=False, empty_label=ANY)
    slag = WordField(Kind, label=_("Kind of prevention"), required=False, empty_label=ANY)
    omdome = WordField(Verdict, label=_("Verdict"), required=False, empty_label=ANY)
    atgard = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, places: Iterable[Place], areas: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["plats"]
        assert isinstance(place, ThingField)
        place.give(places)
        self.offer("omrade", [("", ANY), *((name, name) for name in areas)])


class DevelopmentForm(Form):
    """A development area."""

    unit = ThingField(label=_("District"))
    text = forms.CharField(label=_("What needs to develop"), widget=forms.Textarea)
    found_in = forms.CharField(
        label=_("Found in"), max_length=200, help_text=_("For example the yearly follow-up of 2026.")
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, ThingField)
        unit.give(units)


class CarryForm(Form):
    """Carrying development areas into an agreement."""

    areas = ThingsField(label=_("Development areas"))
    agreement = ThingField(label=_("Agreement"), help_text=_("The draft of the next agreement, or the one in force."))

    def __init__(
        self, *args: Any, areas: Iterable[DevelopmentArea], agreements: Iterable[Agreement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen, agreement = self.fields["areas"], self.fields["agreement"]
        assert isinstance(chosen, ThingsField)
        assert isinstance(agreement, ThingField)
        chosen.give(areas, lambda area: f"{area.text} ({area.unit.name})")
        agreement.give(agreements, lambda one: f"{one.title} ({one.get_state_display()})")


class QuestionnaireForm(Form):
    """A questionnaire to all local preparation groups."""

    agreement = ThingField(label=_("Agreement whose work is evaluated"))
    title = forms.CharField(label=_("Title"), max_length=160)
    questions = forms.CharField(
        label=_("Questions"), widget=forms.Textarea, help_text=_("One question a line. Everybody gets the same.")
    )
    due_on = forms.DateField(label=_("Answer by"))

    def __init__(self, *args: Any, agreements: Iterable[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = self.fields["agreement"]
        assert isinstance(agreement, ThingField)
        agreement.give(agreements)

    def clean_questions(self) -> list[str]:
        """Return the questions, one a line."""
        lines = str(self.cleaned_data["questions"]).splitlines()
        return [line.strip() for line in lines if line.strip()]


class AnswerForm(EditionForm):
    """One text to each question."""

    def __init__(self, *args: Any, questions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, question in enumerate(questions):
            field = forms.CharField(label=question, widget=forms.Textarea, required=False)
            self.fields[f"answer_{number}"] = field

    @property
    def texts(self) -> list[str]:
        """Return the answers in the order of the questions."""
        return [value for name, value in self.cleaned_data.items() if name.startswith("answer_")]


class CloseForm(Form):
    """Confirming that a questionnaire is closed; there is nothing to fill in."""
