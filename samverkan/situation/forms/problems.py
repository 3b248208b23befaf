"""Forms of problems."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.priorities.models import Area, Theme
from samverkan.situation.models import Problem, Statement
from samverkan.situation.rules.wording import said
from samverkan.situation.words import TargetKind, VictimCategory
from samverkan.ui.forms import EditionForm, Form, ThingField, ThingsField, WordField

EXPOSED = tuple(victims for victims in VictimCategory if victims)


def give(form: Form, name: str, things: Iterable[Any], label: Any = str) -> None:
    """Give a field of stored things what it offers here."""
    field = form.fields[name]
    assert isinstance(field, ThingField | ThingsField)
    field.give(things, label)


def statement_label(statement: Statement) -> str:
    """Return the beginning of a statement's words, for choosing among them."""
    return Truncator(said(statement.text, statement.municipality_view, statement.police_view)).chars(160)


def theme_label(theme: Theme) -> str:
    """Return the sub-theme with its area. Wants the area selected."""
    return f"{theme.area.name}: {theme.name}"


class FilterForm(Form):
    """What the list of problems is narrowed to. The names stand in the address, hence in Swedish."""

    stadsdel = ThingField(label=_("District"), required=False, empty_label=_("All"))
    omrade = ThingField(label=_("Priority area"), required=False, empty_label=_("All"))
    visa = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("Open")),
            ("utan", _("Open, without an owner")),
            ("losa", _("Open, not tied to the picture")),
            ("stangda", _("Closed")),
        ],
    )

    def __init__(self, *args: Any, units: Iterable[Unit], areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "stadsdel", units)
        give(self, "omrade", areas)


class ProblemForm(EditionForm):
    """A problem: what it is, what it is tied to, whom it harms and what it is derived from."""

    title = forms.CharField(
        label=_("The problem in one line"),
        max_length=160,
        help_text=_("What happens, not what is missing. “Open drug dealing on the square”, not “too few officers”."),
    )
    description = forms.CharField(
        label=_("Description"),
        widget=forms.Textarea,
        help_text=_("What happens, where, when, how often and to whom. Groups and places, no persons."),
    )
    area = ThingField(label=_("Priority area"))
    theme = ThingField(label=_("Sub-theme"), required=False, empty_label=_("None"))
    target = WordField(TargetKind, label=_("Tied to"), widget=forms.RadioSelect)
    place = ThingField(label=_("Place"), required=False, empty_label=_("None"))
    target_name = forms.CharField(
        label=_("Which group or phenomenon"),
        max_length=160,
        required=False,
        help_text=_("Also where it is not tied to a place: for example pupils in years 7 to 9, or fraud by telephone."),
    )
    victims = WordField(
        VictimCategory,
        only=EXPOSED,
        label=_("Particularly exposed victims"),
        required=False,
        empty_label=_("No such category"),
    )
    is_complex = forms.BooleanField(
        label=_("The problem is complex, with several explanations"),
        required=False,
        help_text=_("The cause analysis then looks for more than one cause."),
    )
    consequences = forms.CharField(
        label=_("Consequences"),
        widget=forms.Textarea,
        required=False,
        help_text=_("For those harmed, for the neighbourhood and for trust."),
    )
    statements = ThingsField(
        label=_("What in the situation picture it is derived from"),
        required=False,
        help_text=_("So that it can be read later why the problem was raised."),
    )

    def __init__(
        self,
        *args: Any,
        areas: Iterable[Area],
        themes: Iterable[Theme],
        places: Iterable[Place],
        statements: Iterable[Statement],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        give(self, "area", areas)
        give(self, "theme", themes, theme_label)
        give(self, "place", places)
        give(self, "statements", statements, statement_label)

    def clean_victims(self) -> VictimCategory:
        """Return the category, or the word that says there is none."""
        return self.cleaned_data["victims"] or VictimCategory.NONE

    @staticmethod
    def values_of(problem: Problem) -> dict[str, Any]:
        """Return the problem as the form's values. Asks for its statements."""
        return {
            "edition": problem.edition,
            "title": problem.title,
            "description": problem.description,
            "area": problem.area_id,
            "theme": problem.theme_id,
            "target": TargetKind(problem.target),
            "place": problem.place_id,
            "target_name": problem.target_name,
            "victims": problem.victims,
            "is_complex": problem.is_complex,
            "consequences": problem.consequences,
            "statements": [str(statement.pk) for statement in problem.statements.all()],
        }


OWNER_HELP = _("A function, not a person's name. It sees to that the problem is analysed and worked with.")


class RaiseForm(ProblemForm):
    """A new problem, with who answers for it."""

    owner_unit = ThingField(label=_("Organisation that answers"), required=False, empty_label=_("Nobody yet"))
    owner_title = forms.CharField(
        label=_("Function that answers for the problem"), max_length=120, required=False, help_text=OWNER_HELP
    )

    def __init__(self, *args: Any, owners: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "owner_unit", owners)


class OwnerForm(EditionForm):
    """Which function answers for a problem."""

    unit = ThingField(label=_("Organisation that answers"), required=False, empty_label=_("Nobody any longer"))
    title = forms.CharField(
        label=_("Function that answers for the problem"), max_length=120, required=False, help_text=OWNER_HELP
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "unit", units)


class CloseForm(Form):
    """Why and from when a problem is closed."""

    reason = forms.CharField(
        label=_("Why the problem is closed"),
        widget=forms.Textarea,
        help_text=_("For example that the counts have been at zero for a year, or that it has become another problem."),
    )
    on = forms.DateField(label=_("From"))


class ReasonForm(Form):
    """Why something is taken up again."""

    reason = forms.CharField(label=_("Why"), widget=forms.Textarea)
