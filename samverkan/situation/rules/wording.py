"""How a joint statement is named where only a line of it is shown."""

from __future__ import annotations


def said(text: str, municipality_view: str, police_view: str) -> str:
    """Return the joint words; where the parties have none in common, both views.

    >>> said("", "It rises.", "Reports do not rise.")
    'It rises. / Reports do not rise.'
    """
    views = (view for view in (municipality_view, police_view) if view.strip())
    return " ".join((text if text.strip() else " / ".join(views)).split())
