"""A form without fields: opening and closing need no more than a yes."""

from __future__ import annotations

from samverkan.ui.forms import Form


class NothingForm(Form):
    """Asks for nothing."""
