"""Names of bodies: recognised by their form, compared in spite of scanning faults, and given a kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from samverkan.reading.amounts import fold
from samverkan.reading.consultation.draft import BodyKind, SubReferralKind
from samverkan.reading.consultation.phrases import VOCABULARY, head_of, letters
from samverkan.reading.lookalikes import latin
from samverkan.reading.mending import Mended, distance

NAME_LENGTH = 80
_WORD = re.compile(r"[^\W\d_][\w’']*")

_DISTRICT = re.compile(r"^(?:[\w-]+ ){0,5}(?:stadsdels|kommundels|stadsomrades|omrades)namnd(?:en)?(?: [\w-]+){0,4}$")
_SPECIALIST = re.compile(
    r"^(?:[\w-]+- (?:och|samt) )?(?:[\w-]+ ){0,2}[\w-]*namnd(?:en)?$|^(?:[\w-]+ )?namnden for [\w ,-]{3,60}$"
    r"|^(?:[\w-]+, )*[\w-]+- (?:och|samt) [\w-]+namnden$|^[\w-]{4,}namnd(?:en)? (?:centrum|[\w-]{3,20})$"
)
_NO_NAME = re.compile(
    r"\b(?:med|av|till|under|enligt|mellan|hos|vid|och namnden)\b"
    r"|^(?:stadsdels|kommundels)?namnd(?:en)?$|^(?:varje|ovriga|alla|samtliga|berord) "
)
_OFFICE = re.compile(
    r"^(?:stads|kommun|region|forvaltnings)(?:lednings)?(?:kontoret|kansliet|forvaltningen|staben)$"
    r"|^(?:kommun|stads)lednings(?:kontoret|forvaltningen|staben)$|^kommunstyrelse(?:ns |n "
    r"|)?(?:forvaltning(?:en)?|kontoret?)$"
    r"|^(?:[\w-]+ ){0,2}stads(?:lednings)?kontor(?:et)?$|^(?:[\w-]+ ){0,2}kommunlednings(?:kontor"
    r"|forvaltning)(?:et|en)?$"
)
_COMPANY = re.compile(
    r"(?:^|\s)(?:AB|Ab|aktiebolag|Aktiebolag|AKTIEBOLAG|HB|KB)(?=$|[\s:(])|bolaget$|koncernen$|koncern$"
)
_OTHER = re.compile(
    r"^(?:[\w-]+ ){0,5}[\w-]*(?:radet|forvaltningen|forvaltning|kontoret|kansliet|styrelsen"
    r"|myndigheten|forbundet|polisregion"
    r"|museet|stiftelsen)(?: [\w-]+){0,6}$"
)
_SENTENCE = re.compile(
    r"\b(?:ar|har|ska|skall|anser|beslutar|beslutade|daterat|daterad|tjansteutlatande|yttrande|remissvar|reservation|uttalande|godkanner|foreslar|overlamnar|besvarar|bedomer"
    r"|kan|bor|som|att|inte|ser)\b"
)
_KIND_END = re.compile(r"(?:namnd(?:en)?s?|forvaltning(?:en)?s?|kontoret?s?)$|^ab$")
_SMALL = frozenset({"stadsdelsnamnd", "stadsdelsnamnden", "kommundelsnamnd", "namnd", "namnden", "och", "for", "samt"})
_GENITIVE = re.compile(r"(?:(?<=AB):s|(?<=AB)s|:s|s|z)$")
_PARENTHESIS = re.compile(r" ?\([^)]*\)$")


@lru_cache(maxsize=20_000)
def mended(name: str) -> Mended:
    return Mended(name, VOCABULARY)


def is_district(key: str) -> bool:
    return bool(_DISTRICT.match(key))


def is_board(key: str) -> bool:
    """Tell whether folded, mended text has the form of one board's name."""
    if len(key) > NAME_LENGTH or _SENTENCE.search(key) or _NO_NAME.search(key):
        return False
    return bool(_DISTRICT.match(key) or _SPECIALIST.match(key))


def is_office(key: str) -> bool:
    return bool(_OFFICE.match(key))


def is_company(text: str) -> bool:
    return len(text) <= NAME_LENGTH and bool(_COMPANY.search(text))


def has_form(name: Mended) -> bool:
    """Tell whether a text has the form of the name of a board, executive office or company."""
    key, text = name.key.strip(" :."), name.text.strip(" :.")
    if not 3 <= len(key) <= NAME_LENGTH or not text[:1].isupper() or re.search(r"[.;?!]", key.replace("m.m.", "")):
        return False
    if "," in key and not _SPECIALIST.match(key):
        return False
    return is_board(key) or is_office(key) or (is_company(text) and not _SENTENCE.search(key))


def has_other_form(name: Mended) -> bool:
    """Tell whether a text has the form of another body, such as a council or an authority."""
    key = name.key.strip(" :.")
    return len(key) <= NAME_LENGTH and name.text[:1].isupper() and bool(_OTHER.match(key)) and head_of(key) is None


@lru_cache(maxsize=20_000)
def kind_of(name: str) -> BodyKind | None:
    """Return the kind of a body by the form of its name.

    >>> kind_of("Farsta stadsdelsnämnd")
    <BodyKind.DISTRICT_BOARD: 'district_board'>
    """
    key = mended(name).key
    if is_district(key):
        return BodyKind.DISTRICT_BOARD
    if is_office(key):
        return BodyKind.EXECUTIVE_OFFICE
    if is_company(name):
        return BodyKind.HOLDING_COMPANY
    return BodyKind.SPECIALIST_BOARD if is_board(key) else None


def sub_kind_of(name: str) -> SubReferralKind | None:
    kind = kind_of(name)
    if kind is BodyKind.HOLDING_COMPANY:
        return SubReferralKind.COMPANY
    return SubReferralKind(kind.value) if kind else None


def without_genitive(name: str) -> str:
    """Return a name as it is called by itself.

    >>> without_genitive("Stockholms Stadshus AB:s"), without_genitive("Trafikkontorets")
    ('Stockholms Stadshus AB', 'Trafikkontoret')
    """
    return _GENITIVE.sub("", name.strip(" ,:"))


def cleaned(name: str) -> str:
    """Return a printed name without leaders, notes in brackets and marks around it."""
    return _PARENTHESIS.sub("", re.sub(r"[ .·…_:]+$", "", name.strip())).strip()


@lru_cache(maxsize=20_000)
def stem_of(name: str) -> str:
    """Return a name in small letters without the words for its kind and without the genitive.

    >>> stem_of("Bromma stadsdelsförvaltning") == stem_of("Bromma stadsdelsnämnd") == "bromma"
    True
    >>> stem_of("Trafikkontorets") == stem_of("Trafiknämnden") == "trafik"
    True
    """
    kept = []
    for word in latin(name).split():
        key = VOCABULARY.mend(word.strip(".,:;()"))
        ending = _KIND_END.search(key)
        if ending is None:
            kept.append(word.lower())
        elif ending.start() > 0 and not key.startswith(("stadsdels", "kommundels", "stadsomrades")):
            kept.append(word.lower()[: len(word) - (len(key) - ending.start())])
    stem = "".join(kept).rstrip(".,:;")
    return re.sub(r"(?<=..)s$", "", stem) or letters(name)


def same_body(one: str, other: str) -> bool:
    """Tell whether two printed names are one body's, in spite of scanning faults.

    >>> same_body("Sédermalms stadsdelsndmnd", "Södermalms stadsdelsnämnd")
    True
    >>> same_body("Norra innerstadens stadsdelsnämnd", "Södra innerstadens stadsdelsnämnd")
    False
    """
    if fold(one) == fold(other):
        return True
    if kind_of(one) is not kind_of(other):
        return False
    return mended(one).key == mended(other).key or near_names(stem_of(one), stem_of(other))


def near_names(one: str, other: str) -> bool:
    """Tell whether two words are one, give or take what scanners do to letters."""
    if fold(one) == fold(other):
        return True
    if min(len(one), len(other)) < 4:
        return False
    limit = min(1.5, 0.3 + 0.06 * max(len(one), len(other)))
    known, seen = sorted((one, other), key=lambda name: -sum(letter in "åäö" for letter in name))
    return distance(known, seen, limit) <= limit


def misread(one: str, other: str) -> bool:
    """Tell whether two names of one kind differ in a single letter, whichever it is.

    >>> misread("Jänva stadsdelsnämnd", "Järva stadsdelsnämnd")
    True
    """
    stems = stem_of(one), stem_of(other)
    if kind_of(one) is not kind_of(other) or min(map(len, stems)) < 4:
        return False
    return distance(*stems, 1.0) <= 1.0


def spelled(name: str) -> str:
    """Return a name whose known words are spelled soundly; the rest stays as printed.

    >>> spelled("Farsta stadsdelsndmnd")
    'Farsta stadsdelsnämnd'
    """
    return re.sub(r"[^\s.,:;()\"/-]+", lambda word: VOCABULARY.spelled(word[0]), latin(name))


def as_usual(name: str) -> str:
    """Return a name that is printed in capitals as it is usually written.

    >>> as_usual("NORRA LÖVSJÖ STADSDELSNÄMND"), as_usual("LÖVSJÖ STADSHUS AB"), as_usual("SISAB")
    ('Norra Lövsjö stadsdelsnämnd', 'Lövsjö Stadshus AB', 'SISAB')
    """
    if not name.isupper() or len(name) < 6 or (is_company(name) and " " not in name):
        return name
    words = [_capitalised(word) for word in name.split()]
    return " ".join([words[0], *(word.lower() if VOCABULARY.mend(word) in _SMALL else word for word in words[1:])])


def _capitalised(word: str) -> str:
    """Return a word in capitals with one capital for each of its parts; short forms such as AB keep theirs."""
    return re.sub(r"[^\W\d_]+", lambda part: part[0] if len(part[0]) < 3 else part[0].capitalize(), word)


def words_in(text: str) -> Counter[str]:
    """Count the words of a text, as spellings are compared by."""
    return Counter(_WORD.findall(text))


def usual(name: str, words: Counter[str]) -> int:
    """Return how often the least usual word of a name stands in the text."""
    return min((words[word] for word in _WORD.findall(name)), default=0)


def best_spelling(names: Sequence[str], words: Counter[str]) -> str:
    """Return the spelling to show among those printed for one body: that whose words are most usual in the text."""

    def rank(name: str) -> tuple[bool, bool, int, int]:
        return (
            not name.isupper(),
            not re.search(r"\d", name),
            usual(name, words),
            sum(letter in "åäöÅÄÖ" for letter in name),
        )

    return as_usual(max(dict.fromkeys(spelled(name) for name in names), key=rank))


def harmonised(name: str, other: str) -> str:
    """Return a name with the words that it shares with another spelled as there.

    >>> harmonised("S6dermalms stadsdelsförvaltning", "Södermalms stadsdelsnämnd")
    'Södermalms stadsdelsförvaltning'
    """
    known = other.split()
    return " ".join(
        next((one for one in known if len(one) > 3 and near_names(one.lower(), word.lower())), word)
        for word in spelled(name).split()
    )


def split_list(text: str) -> list[str]:
    """Split a list of bodies, keeping `Barn- och ungdomsnämnden` and `nämnden för arbete och välfärd` whole.

    >>> split_list("socialnämnden, kultur- och fritidsnämnden och Bromma stadsdelsnämnd")
    ['socialnämnden', 'kultur- och fritidsnämnden', 'Bromma stadsdelsnämnd']
    """
    pieces = [piece.strip() for piece in re.split(r", | (?<!- )och | (?<!- )samt |,$", text)]
    whole: list[str] = []
    for piece in pieces:
        piece = re.sub(r"^(?:och|samt|till) ", "", piece)
        if (
            whole
            and re.match(r"[nN].mnden f.r \w+$", whole[-1])
            and not Mended(piece, VOCABULARY).key.endswith("namnden")
        ):
            whole[-1] += f" och {piece}"
        elif piece:
            whole.append(piece)
    return whole


def find(name: str, names: Iterable[str]) -> str | None:
    """Return the one among known names that a printed name is, first exactly, then near."""
    known = list(names)
    folded = fold(name)
    exact = next((other for other in known if fold(other) == folded), None)
    return exact or next((other for other in known if same_body(name, other)), None)
