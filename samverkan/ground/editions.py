"""Two people who write in the same text at once are both told, and no text is lost."""

from __future__ import annotations

from samverkan.ground.refusals import Refused


class SavedMeanwhile(Refused):
    """Somebody else has saved the text since it was opened; what was written now is kept on the page."""


def demand_edition(opened: int, current: int, *, saved_by: str) -> None:
    """Raise `SavedMeanwhile` unless the text is the one that was opened.

    `opened` is the edition that the writer began from, `current` the one that is stored.
    """
    if opened != current:
        raise SavedMeanwhile(
            "%(name)s has saved another wording since you opened the text. Nothing has been overwritten.",
            field="text",
            way_on="Both wordings are shown below. Move over what you want to keep, and save again.",
            name=saved_by,
        )
