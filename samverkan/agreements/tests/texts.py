"""An invented local agreement for the town of the cast, and how to enter it."""

from __future__ import annotations

from datetime import date

from samverkan.access.actor import Actor
from samverkan.agreements.models import Agreement
from samverkan.agreements.services.adoption import adopt_agreement
from samverkan.agreements.services.drafts import import_agreement

BJORKASA = """Lokal samverkansöverenskommelse

Parter
Björkåsa stadsdelsförvaltning, org.nr 212000-0001
Postadress: Box 1, 123 45 Björkåsa
samt Trafikkontoret
(Lindstads kommun) "Kommunen"

och

Lokalpolisområde Björkåsa, org.nr 202100-0076
Postadress: Polisen Björkåsa, 123 46 Björkåsa
(Polisområde syd) "Polisen"

gemensamt "Parterna",

har ingått följande lokala samverkansöverenskommelse. Överenskommelsen reglerar hur parterna arbetar
tillsammans.

Bilagor
• Övergripande samverkansöverenskommelse
• Gemensam lokal lägesbild
• Åtgärdsplan inklusive hur uppföljning av åtgärder ska ske
• Kommunikationsplan
• Kontaktuppgifter

Tid
Överenskommelsen löper från och med 2025-02-01 tillsvidare. Överenskommelsen ska revideras vid behov efter
samråd mellan Parterna och under förutsättning att den övergripande samverkansöverenskommelsen är giltig.

Lokal samverkansorganisation
Lokal styrgrupp
I styrgruppen ska följande funktioner ingå:
• Stadsdelsdirektör
• Lokalpolisområdets chef

Möten sammankallas vid minst två (2) tillfällen per år och ytterligare vid behov.

Lokal beredningsgrupp
I beredningsgruppen ska minst följande funktioner ingå:
• Kommunpolis
• Representant med mandat från stadsdelsförvaltningen

Beredningsgruppen har återkommande möten enligt lokala förutsättningar, dock minst fyra (4) tillfällen per år.

Uppdateringar, ändringar och tillägg
Den lokala lägesbilden ska revideras varje år eller vid behov och biläggas överenskommelsen.

Uppdateringar enligt första stycket ska alltid underställas Styrgruppen för beslut. Beslutet ska
dokumenteras skriftligen för att äga giltighet. Den uppdaterade bilagan ska dateras och tillfogas
överenskommelsen samt meddelas Beredningsgruppen på central nivå.

Övriga ändringar ska avfattas skriftligen och undertecknas av parterna för att äga giltighet.

Information
Överenskommelsen har upprättats i tre (3) likalydande exemplar varav parterna erhållit var sitt.
"""


def imported(by: Actor, *, text: str = BJORKASA, name: str = "bjorkasa.txt") -> Agreement:
    """Import the agreement."""
    return import_agreement(by=by, data=text.encode(), name=name)


def adopted(by: Actor, *, start: date = date(2025, 2, 1), overall: Agreement | None = None) -> Agreement:
    """Import the agreement with another start, and put it in force."""
    draft = imported(by, text=BJORKASA.replace("2025-02-01", start.isoformat()))
    return adopt_agreement(by=by, draft=draft, overall=overall, acknowledge_no_overall=True)
