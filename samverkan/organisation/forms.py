"""Forms of units, pairings and posts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.ground.words import OrganisationKey, Party
from samverkan.organisation.models import Unit
from samverkan.organisation.words import UnitKind
from samverkan.ui.forms import Form, ThingField, ThingsField, WordField

NUMBER_HELP = _("Six digits, a hyphen and four digits, for example 212000-0142.")
FIRST_WITHOUT = _("The first day that it no longer holds.")


class UnitForm(Form):
    """What is written about a unit."""

    name = forms.CharField(label=_("Name"), max_length=160)
    parent = ThingField(label=_("Lies under"), required=False, empty_label=_("Nothing: it lies highest"))
    key = WordField(OrganisationKey, label=_("Named by the agreements as"), required=False, empty_label="")
    organisation_number = forms.CharField(
        label=_("Organisation number"), max_length=11, required=False, help_text=NUMBER_HELP
    )
    postal_address = forms.CharField(label=_("Postal address"), max_length=200, required=False)
    mailbox = forms.EmailField(
        label=_("Function mailbox"), required=False, help_text=_("A mailbox of the unit, never a person's own.")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, ThingField)
        field.give(units)

    def clean_key(self) -> OrganisationKey:
        """Return the key, none as its own word."""
        return self.cleaned_data["key"] or OrganisationKey.NONE


class AddUnitForm(UnitForm):
    """A new unit."""

    kind = WordField(UnitKind, label=_("Kind"))
    party = WordField(Party, label=_("Party"))
    valid_from = forms.DateField(label=_("From"))
    predecessors = ThingsField(
        label=_("Takes over after"), required=False, help_text=_("The units whose work it continues, if any.")
    )

    field_order = ("name", "kind", "party", "parent", "valid_from", "predecessors")

    def __init__(self, *args: Any, units: Iterable[Unit] = (), ended: Iterable[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, units=units, **kwargs)
        field = self.fields["predecessors"]
        assert isinstance(field, ThingsField)
        field.give(ended)
        if not field.things:
            del self.fields["predecessors"]


class EndUnitForm(Form):
    """The end of a unit, with those who take over."""

    on = forms.DateField(label=_("Ends"), help_text=FIRST_WITHOUT)
    successors = ThingsField(label=_("Who takes over"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successors"]
        assert isinstance(field, ThingsField)
        field.give(units)


class PairForm(Form):
    """A district and a local police area that work together."""

    other = ThingField(label=_("Works with"))
    valid_from = forms.DateField(label=_("From"))

    def __init__(self, *args: Any, units: Iterable[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, ThingField)
        field.give(units)


class EndForm(Form):
    """The day something ends."""

    on = forms.DateField(label=_("Ends"), help_text=FIRST_WITHOUT)


class PostForm(Form):
    """A person's role in the unit."""

    user = ThingField(label=_("Person"))
    role = WordField(Role, label=_("Role"))
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    valid_from = forms.DateField(label=_("From"))

    def __init__(self, *args: Any, people: Iterable[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, ThingField)
        field.give(people, lambda user: f"{user.name} ({user.email})")


class DayForm(Form):
    """The day and the municipality that a page is asked for."""

    datum = forms.DateField(label=_("As of"), required=False)
    kommun = forms.IntegerField(required=False)

    def asked(self, name: str) -> Any:
        """Return what was asked for, or none where it cannot be understood."""
        self.is_valid()
        return self.cleaned_data.get(name)
