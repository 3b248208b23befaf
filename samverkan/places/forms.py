"""Forms of places, counts and context facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.places.words import AreaClass, BuiltFactor, ProblemType
from samverkan.priorities.models import Area
from samverkan.ui.forms import EditionForm, Form, ThingField, ThingsField, WordField, WordsField, translated


def give(form: Form, name: str, things: Iterable[Any]) -> None:
    """Give a field of stored things what it offers here."""
    field = form.fields[name]
    assert isinstance(field, ThingField | ThingsField)
    field.give(things)


class FilterForm(Form):
    """What the list of places is narrowed to. The names stand in the address, hence in Swedish."""

    stadsdel = ThingField(label=_("District"), required=False, empty_label=_("All"))
    typ = WordField(ProblemType, label=_("What happens there"), required=False, empty_label=_("Anything"))
    byggt = WordField(BuiltFactor, label=_("Built environment"), required=False, empty_label=_("Anything"))
    visa = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All that are followed")),
            ("utan", _("Without a coordinator")),
            ("risk", _("At risk")),
            ("avslutade", _("No longer followed")),
        ],
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "stadsdel", units)


class PlaceForm(EditionForm):
    """What is said of a place. One line per built-environment factor: an empty line was not seen (SIT-15)."""

    name = forms.CharField(label=_("What the place is called"), max_length=120)
    delimitation = forms.CharField(
        label=_("Where it begins and ends"),
        max_length=300,
        help_text=_("For example: the square, the underground entrance and the passage to the school."),
    )
    problem_types = WordsField(ProblemType, label=_("What happens there"))
    owners = ThingsField(
        label=_("Who owns or answers for a part of the place"),
        required=False,
        help_text=_("They see the place, and are the ones to have at the table."),
    )
    how_followed_up = forms.CharField(
        label=_("How the work at the place is followed up and evaluated"), widget=forms.Textarea, required=False
    )
    at_risk = forms.BooleanField(
        label=_("The place risks developing badly, though the police do not class it"), required=False
    )
    at_risk_because = forms.CharField(label=_("Why it is at risk"), max_length=300, required=False)

    def __init__(self, *args: Any, owners: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "owners", owners)
        for factor in BuiltFactor:
            field = forms.CharField(label=translated(factor.label), max_length=200, required=False)
            if factor is BuiltFactor.DESIGN:
                field.help_text = _(
                    "What was seen, in a few words. Leave empty what was not seen; so for the lines below."
                )
            self.fields[f"seen_{factor}"] = field
        self.order_fields(
            [
                *("edition", "unit", "name", "delimitation", "problem_types"),
                *(f"seen_{factor}" for factor in BuiltFactor),
                *("coordinating_unit", "coordinator_title", "owners", "how_followed_up", "at_risk", "at_risk_because"),
            ]
        )

    @staticmethod
    def values_of(place: Place) -> dict[str, Any]:
        """Return the place as the form's values. Asks for its owners."""
        return {
            "edition": place.edition,
            "name": place.name,
            "delimitation": place.delimitation,
            "problem_types": [ProblemType(kind) for kind in place.problem_types],
            "owners": [str(owner.pk) for owner in place.owners.all()],
            "how_followed_up": place.how_followed_up,
            "at_risk": place.at_risk,
            "at_risk_because": place.at_risk_because,
            **{f"seen_{factor}": place.built_factors.get(factor.value, "") for factor in BuiltFactor},
        }

    @staticmethod
    def deed_values(values: Mapping[str, Any]) -> dict[str, Any]:
        """Return cleaned values as the services want them: the built factors that were seen, gathered."""
        seen = {factor: values[f"seen_{factor}"] for factor in BuiltFactor if values[f"seen_{factor}"].strip()}
        return {name: value for name, value in values.items() if not name.startswith("seen_")} | {"built_factors": seen}


class RegisterForm(PlaceForm):
    """A new place, in one go with who coordinates it."""

    unit = ThingField(label=_("District"))
    coordinating_unit = ThingField(
        label=_("Organisation that coordinates"), required=False, empty_label=_("Nobody yet")
    )
    coordinator_title = forms.CharField(
        label=_("Coordinating function"),
        max_length=120,
        required=False,
        help_text=_("One function, not a person's name. For example safety coordinator."),
    )

    def __init__(self, *args: Any, units: Iterable[Unit], owners: Iterable[Unit], **kwargs: Any) -> None:
        owners = list(owners)
        super().__init__(*args, owners=owners, **kwargs)
        give(self, "unit", units)
        give(self, "coordinating_unit", owners)


class CoordinatorForm(EditionForm):
    """Which one function coordinates the work at a place (ORG-25)."""

    unit = ThingField(label=_("Organisation that coordinates"), required=False, empty_label=_("Nobody any longer"))
    title = forms.CharField(
        label=_("Coordinating function"),
        max_length=120,
        required=False,
        help_text=_("One function, not a person's name. For example safety coordinator."),
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "unit", units)


class CloseForm(Form):
    """Why and from when a place is no longer followed."""

    reason = forms.CharField(label=_("Why the place is no longer followed"), max_length=300)
    on = forms.DateField(label=_("From"))


class ReopenForm(Form):
    """Nothing to fill in: the deed is confirmed by its button."""


class ClassifyForm(Form):
    """How the police class the area."""

    area_class = WordField(AreaClass, label=_("Class"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("From"))
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("The police's publication and its date."))


class CountForm(Form):
    """One count at a place."""

    problem_type = WordField(ProblemType, label=_("What was counted"))
    on = forms.DateField(label=_("Date"))
    number = forms.IntegerField(
        label=_("Number"), min_value=0, help_text=_("Write 0 when somebody looked and saw none.")
    )
    source = forms.CharField(
        label=_("Who counted, and how"),
        max_length=200,
        help_text=_("For example: area police and field assistants on a joint walk, 18–20."),
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, first: Iterable[ProblemType] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = list(first)
        ordered = [*first, *(kind for kind in ProblemType if kind not in first)]
        self.offer("problem_type", [("", _("Choose")), *((kind.value, translated(kind.label)) for kind in ordered)])


class CorrectForm(EditionForm):
    """A count that was wrong."""

    number = forms.IntegerField(label=_("Number"), min_value=0)
    source = forms.CharField(label=_("Who counted, and how"), max_length=200)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class FactForm(Form):
    """A dated fact that frames the work (SIT-23)."""

    municipality = ThingField(label=_("Municipality"))
    name = forms.CharField(
        label=_("What it is about"), max_length=120, help_text=_("For example the national terror threat level.")
    )
    value = forms.CharField(label=_("What holds"), max_length=120, help_text=_("For example 4 on a scale of 5."))
    on = forms.DateField(label=_("From"))
    source = forms.CharField(label=_("Source"), max_length=200)
    area = ThingField(label=_("Priority area"), required=False, empty_label=_("None"))

    def __init__(self, *args: Any, municipalities: Iterable[Unit], areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give(self, "municipality", municipalities)
        give(self, "area", areas)
