"""The form of reading an old document."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samverkan.ui.forms import Form


class ImportForm(Form):
    """The file."""

    file = forms.FileField(label=_("File"), help_text=_("Text, DOCX or PDF."))
