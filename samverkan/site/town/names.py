"""Invented names of office-holders, drawn from a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

FIRST = """
Alva Anton Asta Axel Birgit Bo Cajsa Calle Dagny Ebbe Edit Einar Elsa Emil Estrid Fatima Frans Frida Gunnel
Gustaf Hanna Harald Hedda Helmer Hilma Idun Ines Isak Ivar Jonna Jöran Kaj Karin Kerstin Klara Lage Leila
Lovis Ludvig Maja Malte Marit Mirjam Moa Måns Nadja Nils Nora Olle Omar Otto Petra Rakel Ronja Rut Sally Samir
Signe Sixten Solveig Sten Svea Tage Tilda Tor Tove Ulla Vega Viggo Vilja Yasmin Ylva Yngve Zara Åke Åsa Östen
"""
LAST = """
Alnäs Aspvik Axbäck Bergåsa Björkö Blomhed Boklund Brunnby Dalhem Eketorp Enhed Falkö Fjällbo Forsäng Frösvik
Furulid Granäng Grönhed Hagvik Hasselö Hedtorp Holmlid Hällby Jordäng Kallbo Klippås Klövervik Kvarnhed Källö
Lillåker Lindbo Ljungö Lövhed Malmbo Mossvik Myråker Mårdlid Norrby Näsäng Odelvik Pilö Rosäng Rågvik Rönnhed
Sandtorp Sjöhed Skogvik Smedbo Stenäng Strandlid Sundö Sälgbo Tallvik Tornäng Ugglö Vallhed Vassbo Videlid
Vikäng Vitsippa Åkerö Åsbo Älvhed Ängvik Öbo Österlid
"""


def invented_names(seed: int = 2024) -> Iterator[str]:
    """Yield names without repeating one; none is that of a real person as far as we know."""
    chance = random.Random(seed)
    names = [f"{first} {last}" for first in FIRST.split() for last in LAST.split()]
    chance.shuffle(names)
    yield from names
