"""Forms of frozen versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverkan.situation.models import PictureVersion
from samverkan.ui.forms import Form, ThingField


class CompareForm(Form):
    """Which version to compare with."""

    med = ThingField(label=_("Compare with"))

    def __init__(
        self, *args: Any, versions: Iterable[PictureVersion], label: Callable[[PictureVersion], str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["med"]
        assert isinstance(field, ThingField)
        field.give(versions, label)
