"""Letters of other alphabets that stand for Latin ones, as text recognition and keyboards leave them.

Only letters are exchanged, one for one, so that offsets stay. A Cyrillic letter may stand for the Latin one
it looks like (`р` for p) or for the one it sounds like (`р` for r); the word around it tells which.
"""

from __future__ import annotations

import re

_LOOKS = str.maketrans(
    "аАВЕеЗКкМНОоРрСсТтуУХхіІјЈѕЅԁԛԝһЬӧӦӓӒ" + "αΑΒΕΖΗΙΚΜΝΟοΡΤΥΧνι",
    "aABEe3KkMHOoPpCcTtyYXxiIjJsSdqwhböÖäÄ" + "aABEZHIKMNOoPTYXvi",
)
_SOUNDS = str.maketrans(
    "абвгдезиклмнопрстуфыйхАБВГДЕЗИКЛМНОПРСТУФЫЙХіІ", "abvgdeziklmnoprstufyjhABVGDEZIKLMNOPRSTUFYJHiI"
)
_ONLY_SOUNDS = frozenset("бгдизлпфыйБГДИЗЛПФЫЙ")
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")


def has_lookalikes(text: str) -> bool:
    """Tell whether a word mixes Latin letters with Cyrillic or Greek ones.

    >>> has_lookalikes("Rеservation")
    True
    """
    return any(_FOREIGN.search(word) and re.search(r"[A-Za-zÅÄÖåäö]", word) for word in _WORD.findall(text))


def latin(text: str) -> str:
    """Return the text with Cyrillic and Greek letters exchanged for Latin ones; as long as before.

    >>> latin("Ersätтарыttrande av Реter")
    'Ersättaryttrande av Peter'
    """
    if not _FOREIGN.search(text):
        return text
    return _WORD.sub(lambda word: _latin_word(word[0]), text)


def _latin_word(word: str) -> str:
    if not _FOREIGN.search(word):
        return word
    if any(letter in _ONLY_SOUNDS for letter in word):
        return word.translate(_SOUNDS).translate(_LOOKS)
    return word.translate(_LOOKS)
