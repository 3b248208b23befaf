"""The page of a form whose text two people may write at once, or which takes a file."""

from __future__ import annotations

from dataclasses import dataclass

from samverkan.ui.forms import Form
from samverkan.ui.pages import NavigationItem


@dataclass(frozen=True, slots=True)
class Saved:
    """A wording that somebody else has saved meanwhile."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class EditPage:
    """One form. `other` holds what is saved now where somebody else has saved since the form was opened."""

    title: str
    form: Form
    submit: str
    cancel_address: str
    crumbs: tuple[NavigationItem, ...]
    lead: str = ""
    effect: str = ""
    notes: tuple[str, ...] = ()
    other: tuple[Saved, ...] = ()
    takes_file: bool = False
