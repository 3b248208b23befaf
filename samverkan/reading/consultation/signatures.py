"""Who has signed an official report (DEC-11)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samverkan.reading.consultation import names
from samverkan.reading.consultation.draft import Signature
from samverkan.reading.consultation.paragraphs import Paragraph
from samverkan.reading.consultation.people import names_at

SIGNATURE_LENGTH = 90
LABEL = re.compile(r"^(?:datum|dnr|diarienummer|sida|till|handlaggare|telefon|fax|e-post)\b")
_SIGNER_TITLE = re.compile(
    r"^(?:tf\.? |t\.f\. |stallforetradande |bitradande |vice )?[\w/-]*(?:direktor|chef|samordnare"
    r"|sekreterare|strateg|handlaggare|ledare)(?:en)?"
    r"(?: (?:for|vid|pa|och) [\w ,-]{2,60})?$"
)


def signatures_in(paragraphs: Sequence[Paragraph]) -> tuple[Signature, ...]:
    """Return the managers who have signed: a name, then a title on the same line or the next (DEC-11)."""
    signed: list[Signature] = []
    names_before: tuple[str, ...] = ()
    labelled = False
    for paragraph in paragraphs:
        if len(paragraph.text) > SIGNATURE_LENGTH or paragraph.text.endswith(".") or paragraph.is_item:
            names_before, labelled = (), False
            continue
        for part in _parts(paragraph.text):
            titles = _titles(part)
            if titles and len(titles) == len(names_before):
                signed += [Signature(name, title) for name, title in zip(names_before, titles, strict=True)]
            # A name under a label such as that of the handling officer is no signature.
            names_before = () if titles or labelled else whole_names(part)
            labelled = bool(LABEL.match(names.mended(part).key))
    return tuple(dict.fromkeys(signed))


def _parts(text: str) -> list[str]:
    """Divide a line that holds both names and titles: `Maria Mark, stadsdelsdirektör`."""
    before, comma, after = text.partition(",")
    if comma and _is_title(after):
        return [before.strip(), after.strip()]
    words = text.split()
    parts: list[list[str]] = []
    for word in words:
        is_title = _is_title(word)
        if parts and word[:1].isupper() and is_title != _is_title(parts[-1][0]):
            parts.append([word])
        elif parts:
            parts[-1].append(word)
        else:
            parts = [[word]]
    return [" ".join(part) for part in parts]


def whole_names(text: str) -> tuple[str, ...]:
    """Return the names of a line that holds nothing else; two that stand side by side have as many words."""
    named = names_at(text)
    if len(named) != 1 or named[0] != " ".join(text.split()):
        return ()
    words = named[0].split()
    if len(words) == 4 and "-" not in named[0]:
        return (" ".join(words[:2]), " ".join(words[2:]))
    return named if len(words) > 1 else ()


def _titles(text: str) -> tuple[str, ...]:
    if not _is_title(text):
        words = text.split()
        return tuple(names.spelled(word) for word in words) if len(words) == 2 and all(map(_is_title, words)) else ()
    return (names.spelled(text.strip(" .")),)


def _is_title(text: str) -> bool:
    return len(text) <= 80 and bool(_SIGNER_TITLE.match(names.mended(text.strip(" .")).key))
