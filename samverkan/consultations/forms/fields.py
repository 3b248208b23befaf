"""Fields that the forms of consultations share: lists written one a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samverkan.agreements.services.files import Upload
from samverkan.consultations.rules.persons import parse_persons
from samverkan.consultations.rules.report import Person
from samverkan.ui.forms import Form, ThingField, ThingsField

ADDRESS = re.compile(r"https?://\S+")
MOST_LINES = 60


def area(rows: int) -> forms.Textarea:
    """Return a text area of so many rows."""
    return forms.Textarea(attrs={"rows": rows})


class LinesField(forms.CharField):
    """Several short texts, one a line; cleans to a list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", area(4))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a list one a line."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        """Return the lines that are not empty."""
        found = [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]
        if len(found) > MOST_LINES:
            raise ValidationError(_("Write at most %(most)s lines.") % {"most": MOST_LINES})
        return found

    def validate(self, value: Any) -> None:
        """Refuse none where the field is required."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Validate each line."""
        for line in value:
            super().run_validators(line)


class SignatoriesField(LinesField):
    """Functions with their office-holders: "Function: Name" one a line; cleans to a list of pairs."""

    def prepare_value(self, value: Any) -> Any:
        """Show stored rows one a line."""
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            return "\n".join(": ".join(part for part in (row["function"], row["name"]) if part) for row in value)
        return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        """Return pairs of function and name; the name may be empty."""
        pairs = []
        for line in super().to_python(value):
            function, _colon, name = line.partition(":")
            pairs.append((function.strip(), name.strip()))
        return pairs

    def run_validators(self, value: Any) -> None:
        """Validate function and name as one text."""
        super().run_validators([f"{function} {name}" for function, name in value])


class FootnotesField(LinesField):
    """Footnotes one a line, with a web address in the line if there is one; cleans to mark, text and address."""

    def prepare_value(self, value: Any) -> Any:
        """Show stored rows one a line."""
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            return "\n".join(" ".join(part for part in (row["text"], row["address"]) if part) for row in value)
        return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        """Return the notes, numbered in their order."""
        notes = []
        for place, line in enumerate(super().to_python(value), start=1):
            found = ADDRESS.search(line)
            address = found[0].rstrip(".,;)") if found else ""
            notes.append((str(place), " ".join(line.replace(address, " ").split()) if address else line, address))
        return notes

    def run_validators(self, value: Any) -> None:
        """Validate each note's text."""
        super().run_validators([text for _mark, text, _address in value])


class PersonsField(LinesField):
    """Elected representatives with their parties; cleans to `rules.report.Person`."""

    def prepare_value(self, value: Any) -> Any:
        """Show persons one a line, as they are written."""
        if isinstance(value, list) and value and isinstance(value[0], Person):
            return "\n".join(
                f"{one.name}{' m.fl.' if one.et_al else ''}{f' ({one.party})' if one.party else ''}" for one in value
            )
        return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        """Return the persons."""
        return list(parse_persons("\n".join(super().to_python(value))))

    def run_validators(self, value: Any) -> None:
        """Refuse names and parties that are longer than any."""
        for one in value:
            if len(one.name) > 120 or len(one.party) > 20:
                raise ValidationError(_("Write each person as name and party, for example: Eva Ek m.fl. (M)"))
            super().run_validators([one.name])


def give(form: Form, name: str, things: Iterable[Any], label: Any = str) -> None:
    """Give a field of stored things what it offers here."""
    field = form.fields[name]
    assert isinstance(field, ThingField | ThingsField)
    field.give(things, label)


def upload_in(form: forms.Form) -> Upload | None:
    """Return the file that was chosen, as it came."""
    chosen = form.cleaned_data.get("file")
    return Upload(chosen.name, chosen.read()) if chosen else None
