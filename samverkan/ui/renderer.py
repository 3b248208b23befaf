"""The look of forms: where Django finds our templates, and what each field adds for a reader."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField as DjangoBoundField
from django.forms.renderers import TemplatesSetting

INPUT_CLASS = "ds-input"


def is_choice_list(widget: forms.Widget) -> bool:
    """Tell whether the widget is a group of radio buttons or checkboxes."""
    return isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


class BoundField(DjangoBoundField):
    """A field in its form, knowing how it is drawn and where an error should lead."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add the class of the theme. Write `novalidate` on the form element, so that faults are explained
        in our words and in the error summary.
        """
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if not widget.is_hidden:
            classes = [widget.attrs.get("class", ""), attrs.get("class", ""), INPUT_CLASS]
            attrs["class"] = " ".join(dict.fromkeys(" ".join(classes).split()))
        if isinstance(widget, forms.RadioSelect):
            attrs.pop("aria-invalid", None)  # a radio button does not take it; the group has the error
        return attrs

    @property
    def kind(self) -> str:
        """Name the shape: text, textarea, select, checkbox, choices, file or several."""
        widget = self.field.widget
        if is_choice_list(widget):
            return "choices"
        for shape, name in (
            (forms.CheckboxInput, "checkbox"),
            (forms.Textarea, "textarea"),
            (forms.Select, "select"),
            (forms.FileInput, "file"),
            (forms.MultiWidget, "several"),
        ):
            if isinstance(widget, shape):
                return name
        return "text"

    @property
    def width(self) -> str:
        """Let the field be as wide as its answer: short, medium or long."""
        field = self.field
        if isinstance(field, forms.DateField | forms.TimeField | forms.IntegerField | forms.DecimalField):
            return "short"
        longest = getattr(field, "max_length", None)
        if longest is not None and longest <= 20:
            return "short"
        return "medium" if longest is not None and longest <= 60 else "long"

    @property
    def error_target(self) -> str:
        """Return the id that the error summary links to: the control, or the first of a group."""
        if is_choice_list(self.field.widget):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @property
    def is_optional(self) -> bool:
        """Tell whether the label should say that the field may be left empty."""
        return not self.field.required and not isinstance(self.field, forms.BooleanField)


class Renderer(TemplatesSetting):
    """Draw every form of the site alike: label, help, error, control, and a summary of errors on top."""

    form_template_name = "ui/form/form.html"
    formset_template_name = "ui/form/formset.html"
    field_template_name = "ui/form/field.html"
    bound_field_class = BoundField
