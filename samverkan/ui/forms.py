"""The base of every form: plain fields, faults told in words that name the field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.utils import ErrorList as DjangoErrorList
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy

from samverkan.ground.refusals import Refused
from samverkan.ground.words import AnnexKind, GroupKind, Party, Word
from samverkan.ui.refusals import told_in_one

REQUIRED = forms.Field.default_error_messages["required"]

translated: Callable[[str], str] = lazy(gettext, str)
"""A label that is looked up when it is shown, for message ids that stand elsewhere in the code."""


def word_choices(words: Iterable[Word]) -> list[tuple[str, Any]]:
    """Return value and translated label of each word, for a field of choices.

    Give the vocabulary itself or the words that are open here, in the order they should be shown.
    """
    return [(word.value, translated(word.label)) for word in words]


class WordField(forms.TypedChoiceField):
    """A choice of one word; cleans to the `Word`, or to None where it may be left out.

    `only` narrows the vocabulary; the order is kept.
    """

    def __init__(
        self, words: type[Word], *, only: Iterable[Word] | None = None, empty_label: Any = None, **kwargs: Any
    ) -> None:
        choices: list[tuple[str, Any]] = word_choices(words if only is None else only)
        is_list = isinstance(kwargs.get("widget"), forms.RadioSelect) or kwargs.get("widget") is forms.RadioSelect
        if empty_label is not None or not is_list:
            choices.insert(0, ("", gettext_lazy("Choose") if empty_label is None else empty_label))
        super().__init__(choices=choices, coerce=words, empty_value=None, **kwargs)


class WordsField(forms.TypedMultipleChoiceField):
    """A choice of several words, shown as checkboxes; cleans to a list of `Word`."""

    def __init__(self, words: type[Word], *, only: Iterable[Word] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(choices=word_choices(words if only is None else only), coerce=words, **kwargs)


class ThingField(forms.ChoiceField):
    """A choice of one stored thing, by its key; cleans to the thing, or to None where it may be left out.

    The form gives it the things that are open to the person, which are asked for once.
    """

    def __init__(self, *, empty_label: Any = None, **kwargs: Any) -> None:
        self.empty_label = gettext_lazy("Choose") if empty_label is None else empty_label
        self.things: dict[str, Any] = {}
        self.label_of: Callable[[Any], Any] = str
        super().__init__(**kwargs)

    def give(self, things: Iterable[Any], label: Callable[[Any], Any] = str) -> None:
        """Let these things be chosen, in this order."""
        self.things, self.label_of = {str(thing.pk): thing for thing in things}, label
        named = [(key, label(thing)) for key, thing in self.things.items()]
        self.choices = named if isinstance(self.widget, forms.RadioSelect) else [("", self.empty_label), *named]

    def clean(self, value: Any) -> Any:
        """Return the thing that was chosen."""
        return self.things.get(str(super().clean(value)))


class ThingsField(forms.MultipleChoiceField):
    """A choice of several stored things, shown as checkboxes; cleans to a list of them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        self.things: dict[str, Any] = {}
        self.label_of: Callable[[Any], Any] = str
        super().__init__(**kwargs)

    def give(self, things: Iterable[Any], label: Callable[[Any], Any] = str) -> None:
        """Let these things be chosen, in this order."""
        self.things, self.label_of = {str(thing.pk): thing for thing in things}, label
        self.choices = [(key, label(thing)) for key, thing in self.things.items()]

    def clean(self, value: Any) -> Any:
        """Return the things that were chosen."""
        return [self.things[key] for key in super().clean(value)]


def shown_value(value: Any, label: Callable[[Any], Any] = str) -> str:
    """Return a cleaned value as a person reads it: labels for words, names joined by commas, nothing for none.

    `label` tells how the field names its stored things.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, Word):
        return gettext(value.label)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(shown_value(one, label) for one in value)
    return str(label(value))


class ErrorList(DjangoErrorList):
    """The faults of one field, marked by an icon and the word "Error" for those who listen."""

    template_name = "ui/form/errors.html"


class Form(forms.Form):
    """A form of the site. It understands what a person typed; it decides and stores nothing.

    Date, time and moment fields get the browser's own pickers. The message for an empty field names the
    field, so that it can be read alone in the error summary.
    """

    required_css_class = "is-required"
    error_css_class = "has-error"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("error_class", ErrorList)
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            use_native_picker(field)
            keep_within_reason(field)
            name_the_field(field)

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Give a field of choices what it offers here: pairs of value and text, in the order to be shown."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def refuse(self, refused: Refused) -> None:
        """Show why a deed was refused, at the field at fault if the form has it, else on top."""
        fault = ValidationError(told_in_one(refused), code="refused")
        self.add_error(refused.field if refused.field in self.fields else None, fault)

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Return the errors of the form as pairs: the id to go to (empty for the whole form), the text."""
        rows: list[tuple[str, str]] = []
        for name, faults in self.errors.items():
            target = "" if name not in self.fields else getattr(self[name], "error_target", self[name].auto_id)
            rows.extend((target, str(fault)) for fault in faults)
        return rows


def use_native_picker(field: forms.Field) -> None:
    """Give fields of dates and times the browser's own control."""
    widget: Any = field.widget
    for plain, input_type, shape in (
        (forms.DateInput, "date", "%Y-%m-%d"),
        (forms.TimeInput, "time", "%H:%M"),
        (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    ):
        if type(widget) is plain:
            widget.input_type = input_type
            widget.format = shape


class EditionForm(Form):
    """A form that changes something stored: it remembers which edition was opened (`ground.editions`)."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_edition(self) -> int:
        """Return the edition; a form sent without one was opened from none and never overwrites."""
        return self.cleaned_data["edition"] or 0

    def renew_edition(self, edition: int) -> None:
        """Let the writer who has seen the other wording save again knowingly."""
        opened: Any = self.data
        renewed = opened.copy()
        renewed[self.add_prefix("edition")] = str(edition)
        self.data = renewed


EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Days outside these are slips of the finger, and the calendar itself ends soon after or before."""

LARGEST = 10**12
"""Larger numbers do not fit in the database; no amount in kronor comes near."""


def keep_within_reason(field: forms.Field) -> None:
    """Refuse days and numbers that no deed can be about, before anybody counts with them."""
    if isinstance(field, forms.DateField):
        field.validators = [
            *field.validators,
            MinValueValidator(EARLIEST, gettext_lazy("Write a day between the years 1900 and 2199.")),
            MaxValueValidator(LATEST, gettext_lazy("Write a day between the years 1900 and 2199.")),
        ]
    elif isinstance(field, forms.IntegerField):
        field.validators = [*field.validators, MaxValueValidator(LARGEST), MinValueValidator(-LARGEST)]


def name_the_field(field: forms.Field) -> None:
    """Replace Django's "This field is required" by a sentence with the label in it."""
    if field.label is None or field.error_messages.get("required") is not REQUIRED:
        return
    pattern = gettext_lazy("Fill in: {label}")
    if isinstance(field, forms.ChoiceField | forms.FileField):
        pattern = gettext_lazy("Choose: {label}")
    elif isinstance(field, forms.BooleanField):
        pattern = gettext_lazy("Confirm: {label}")
    field.error_messages["required"] = format_lazy(pattern, label=field.label)
    if isinstance(field, forms.DateField):
        field.error_messages["invalid"] = format_lazy(
            gettext_lazy("{label}: write the date as year, month and day, for example 2026-03-31"),
            label=field.label,
        )


class ExampleForm(Form):
    """The form of the style page: one field of each shape. It is never saved."""

    title = forms.CharField(
        label=gettext_lazy("What is decided"),
        max_length=120,
        help_text=gettext_lazy("Short and plain, without names of persons."),
    )
    day = forms.DateField(label=gettext_lazy("Day of the decision"))
    group = WordField(GroupKind, label=gettext_lazy("Kind of group"))
    party = WordField(Party, label=gettext_lazy("Decided by"), widget=forms.RadioSelect)
    annexes = WordsField(
        AnnexKind,
        only=(AnnexKind.SITUATION_PICTURE, AnnexKind.MEASURES_PLAN, AnnexKind.COMMUNICATION_PLAN),
        label=gettext_lazy("Annexes concerned"),
        required=False,
    )
    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy("What the decision rests on."),
    )
    paper = forms.FileField(
        label=gettext_lazy("Enclosed document"), required=False, help_text=gettext_lazy("PDF, at most 10 MB.")
    )
    is_read = forms.BooleanField(label=gettext_lazy("Both parties have read the basis"))
