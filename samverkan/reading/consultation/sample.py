"""An invented council report of any size, and how long it takes to read, for benchmarks.

Bodies, persons and parties are made up and numbered; the set phrases are those of real reports.
"""

from __future__ import annotations

import time

from samverkan.reading.consultation.draft import ConsultationDraft
from samverkan.reading.consultation.reader import read_consultation
from samverkan.reading.files import read_document

REAL_BODIES = 16
REAL_PARAGRAPHS = 5
"""With so many bodies and paragraphs for each, the text is as long as the real report of 2023."""

_SYLLABLES = ("Alm", "Berg", "Ced", "Dal", "Ek", "Fors", "Gran", "Hag", "Ing", "Jord", "Kull", "Lund", "Mark", "Nord")
_SENTENCE = (
    "Förvaltningen anser att förslaget ger goda förutsättningar för ett gemensamt och kunskapsbaserat arbete, och att "
    "det bör följas upp varje år tillsammans med dem som arbetar lokalt. "
)
_FRONT = """Samverkan i Provstad

Förslag till beslut

Kommunstyrelsen föreslår att kommunfullmäktige beslutar följande.

1. Överenskommelsen godkänns och gäller från och med den 1 januari 2030.

Beredning

Ärendet har initierats av stadsledningskontoret och remitterats till samtliga stadsdelsnämnder. \
Remisstiden sträckte sig till den 1 oktober 2029.

Bilaga

1. Överenskommelse, dnr KS 2029/1

Borgarrådsberedningen tillstyrker förslaget.

Kommunstyrelsen delar borgarrådsberedningens uppfattning.

Provstad den 28 november 2029

Remissammanställning

Innehållsförteckning

"""


def invented_report(bodies: int = REAL_BODIES, paragraphs: int = REAL_PARAGRAPHS) -> str:
    """Return a council report with so many district boards, each with an answer and a reservation."""
    names = [_name(number) for number in range(bodies)]
    text = _SENTENCE * 4
    contents = "\n".join(f"{name} stadsdelsnämnd..... {10 + number}" for number, name in enumerate(names))
    answers = "\n\n".join(_answer(name, number, text, paragraphs) for number, name in enumerate(names))
    printed = "\n\n".join(
        f"{name} stadsdelsnämnd\n\n{_reservation(number)}\n\n1. Att förslaget kompletteras.\n\n"
        + "\n\n".join([text] * (paragraphs // 2 + 1))
        for number, name in enumerate(names)
    )
    last = f"Reservationer m.m...... {10 + bodies}"
    return f"{_FRONT}{contents}\n{last}\n\n{answers}\n\nReservationer m.m.\n\n{printed}\n"


def read_timed(data: bytes, name: str = "report.txt") -> tuple[ConsultationDraft, float]:
    """Read the bytes of a file; return the draft and the seconds it took, from the bytes on."""
    before = time.perf_counter()
    draft = read_consultation(read_document(data, name))
    return draft, time.perf_counter() - before


def _name(number: int) -> str:
    first, second = divmod(number, len(_SYLLABLES))
    return f"{_SYLLABLES[first % len(_SYLLABLES)]}{_SYLLABLES[second].lower()}{'a' * (first // len(_SYLLABLES))}s"


def _reservation(number: int) -> str:
    syllable = _SYLLABLES[number % len(_SYLLABLES)]
    return f"Reservation av Prov {syllable}sson m.fl. (EP)"


def _answer(name: str, number: int, text: str, paragraphs: int) -> str:
    return (
        f"{name} stadsdelsnämnd\n\n"
        f"{name} stadsdelsnämnd beslutade vid sitt sammanträde den {number % 28 + 1} september 2029 följande.\n\n"
        "1. Nämnden godkänner förvaltningens tjänsteutlåtande som svar på remissen.\n"
        "2. Beslutet justeras omedelbart.\n\n"
        f"{_reservation(number)}, se Reservationer m.m.\n\n"
        f"{name} stadsdelsförvaltnings tjänsteutlåtande daterat den {number % 28 + 1} augusti 2029 har i huvudsak "
        "följande lydelse.\n\n" + "\n\n".join([text + f"Stycke {index + 1}." for index in range(paragraphs)])
    )
