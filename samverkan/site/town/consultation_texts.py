"""What the demo's bodies write in two consultations: every text, name and view is invented."""

from __future__ import annotations

from dataclasses import dataclass

from samverkan.consultations.rules.report import Person
from samverkan.consultations.words import DecisionType, Disposition, Stance, StatementType, TextKind

LETTER = """Staden och polisen har arbetat efter den nuvarande överenskommelsen i tre år. Förslaget bygger på det vi \
har lärt oss, och på enkäten till stadsdelarna i våras.

Vi vill särskilt veta tre saker: Är de prioriterade områdena de rätta? Är uppföljningen möjlig med den tid ni har? \
Saknas någon part vid bordet?"""

DRAFT = """1. Syfte

Staden och polisen ska tillsammans förebygga brott och öka tryggheten, så att den som bor, arbetar eller vistas i \
staden vågar röra sig fritt. Arbetet bygger på kunskap om vad som orsakar problemen.

2. Prioriterade områden

De prioriterade områdena framgår av bilaga 2. Varje stadsdel väljer minst två av dem efter sin egen lägesbild.

3. Styrning

En övergripande styrgrupp träffas fyra gånger per år. I varje stadsdel finns en lokal styrgrupp som träffas minst två \
gånger per år. Gruppernas sammansättning framgår av bilaga 1.

4. Lägesbild och orsaker

Parterna tar varje år fram en gemensam lokal lägesbild. Problemen analyseras innan åtgärder beslutas.

5. Åtgärder

Åtgärder beslutas i en åtgärdsplan. Varje åtgärd har en ansvarig hos vardera parten. En handlingsplan för hela staden \
ska tas fram under det första året.

6. Utbyte av information

Parterna delar den information som arbetet kräver och som lagen tillåter. Uppgifter om enskilda personer omfattas \
inte.

7. Uppföljning

Parterna följer upp arbetet varje år och rapporterar till kommunfullmäktige.

8. Giltighet

Överenskommelsen gäller från den 1 januari och tills vidare. Den ses över när halva mandatperioden har gått.
"""

STRUCTURE = """Övergripande styrgrupp

Biträdande stadsdirektör, polisområdeschefer, förvaltningschefer och säkerhetsdirektör.

Lokal styrgrupp

Stadsdelsdirektör, lokalpolisområdeschef och mandatbärande chefer från fackförvaltningar och bostadsbolag.

Lokal beredningsgrupp

Trygghetssamordnare, kommunpolis och företrädare för dem som arbetar med åtgärderna.
"""

AREAS = """Unga som riskerar att dras in

Färre unga dras in i kriminalitet. Insatserna börjar tidigt och följer den unge över myndighetsgränser.

Otrygga platser

Färre undviker platser nära hemmet. Platsens utformning, drift och bemanning ses i ett sammanhang.

Våld i nära relation

Fler utsatta får stöd tidigt. De som utövar våld erbjuds hjälp att sluta.

Brott mot äldre

Färre äldre luras på pengar. Bank, hemtjänst och polis varnar på samma sätt.
"""

NO_PLAN = "Handlingsplanen skrivs när överenskommelsen är beslutad och skickas då till alla instanser."

QUESTIONS = (
    "Vad i den nuvarande överenskommelsen har ni haft störst nytta av?",
    "Vad har ni inte kunnat följa, och varför?",
    "Vilket område saknas?",
)
EARLY_ANSWERS = {
    "skarholmen": (
        "Lägesbilden. Kommunen och polisen ser samma torg från två håll.",
        "Uppföljningen. Vi har saknat tid och någon som äger siffrorna.",
        "Brott mot äldre.",
    ),
    "farsta": (
        "Att åtgärderna har två ägare.",
        "Mötena i styrgruppen har blivit två av fyra.",
        "Inget saknas, men våld i nära relation borde stå för sig.",
    ),
    "sodermalm": ("Mandaten. Vi vet vem som får besluta.", "", "Krogmiljön på kvällar och helger."),
}
CONFERENCE = "Trygghetssamordnare, kommunpoliser, två bostadsbolag, trafikkontoret och en skola."
CONFERENCE_OUTCOME = """Tre önskemål kom från nästan alla bord: färre områden, uppföljning som inte kräver egna \
register, och bostadsbolagen som part.

Polisen bad om att lägesbilden skrivs före sommaren, så att den hinner styra planeringen."""

DISSENT = """Vi ställer oss bakom överenskommelsen i stort. Den är en tydlig förbättring mot i dag, och arbetet \
med lägesbilder har visat sitt värde.

Under rubriken Prioriterade områden saknar vi de brott som drabbar små företagare. En handlare som gång på gång får \
sina rutor krossade slutar till slut att anmäla, och då försvinner brotten ur lägesbilden.

Vi vill också att uppföljningen görs av någon som inte själv har planerat åtgärderna."""

DISSENT_NEAR = DISSENT.replace("små företagare", "butiker och små företagare").replace(
    "Vi vill också att", "Vi vill därutöver att"
)
DISSENT_LONGER = f"""{DISSENT}

För vår stadsdel är det angeläget att handlarna i centrum får en plats i beredningsgruppen."""

OTHER_DISSENT = """Överenskommelsen lägger tyngden på platser och kontroll. Det som håller barn borta från \
kriminalitet är skolan, fritiden och en trygg ekonomi hemma.

Vi hade velat se ett område om fritid efter skolan, med mål som går att mäta."""

SHORT_STATEMENT = """Det är bra att våld i nära relation får ett eget område. Vi förutsätter att de ideella jourerna \
bjuds in när handlingsplanen skrivs."""


@dataclass(frozen=True, slots=True)
class Dissent:
    """A statement beside a body's decision. `at` is the key of the body that it refers to or is identical with."""

    type: StatementType
    persons: tuple[Person, ...]
    text: str = ""
    kind: TextKind = TextKind.OWN
    at: str = ""
    joins: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A view that the sender takes from an answer, the clause it is about, and what becomes of it."""

    text: str
    clause: str
    stance: Stance
    disposition: Disposition | None = None
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a body answers. Days are counted from the day the round was sent."""

    views: str
    summary: str
    stance: Stance
    reported: int
    decided: int
    type: DecisionType = DecisionType.APPROVE
    immediate: str = ""
    dissent: tuple[Dissent, ...] = ()
    taken: tuple[View, ...] = ()
    economy: str = ""


RESERVATION, SPECIAL, SUBSTITUTE = (
    StatementType.RESERVATION,
    StatementType.SPECIAL_STATEMENT,
    StatementType.SUBSTITUTE_STATEMENT,
)
POSITIVE, WISH, QUESTION, CRITICISM = Stance.POSITIVE, Stance.WISH, Stance.QUESTION, Stance.CRITICISM
NOT_TAKEN_PART = "Ärendet är en remiss. Förslagets följder för nämndens egna verksamheter bedöms när planen skrivs."

ANSWERS = {
    "transport": Said(
        "Kontoret är positivt till förslaget. Att otrygga platser är ett eget område gör det lättare att planera drift "
        "och ombyggnad tillsammans med stadsdelarna.\n\n"
        "Kontoret önskar att lägesbilden är klar före maj, då nästa års beläggning och belysning beställs. Kommer den "
        "senare dröjer åtgärden ett år.",
        "Nämnden är positiv till att otrygga platser blir ett eget område. Lägesbilden bör vara klar före maj, då "
        "nästa års arbeten beställs.",
        POSITIVE,
        16,
        30,
        economy="Förslaget ryms i kontorets budget. Ny belysning på utpekade platser prövas i investeringsplanen.",
        taken=(
            View(
                "Kontoret önskar att lägesbilden är klar före maj, då nästa års beläggning och belysning beställs. "
                "Kommer den senare dröjer åtgärden ett år.",
                "Lägesbild och orsaker",
                WISH,
                Disposition.ADOPTED,
                "Lägesbilden ska enligt det ändrade förslaget vara klar senast i april.",
            ),
        ),
    ),
    "social": Said(
        "Förvaltningen delar bilden att unga och våld i nära relation ska vara egna områden.\n\n"
        "Förvaltningen ser en risk i att texten om utbyte av information läses som att uppgifter om enskilda får delas "
        "i beredningsgruppen. Det bör framgå att sådana frågor hör hemma i de särskilda samråden.",
        "Nämnden delar valet av områden. Texten om utbyte av information kan läsas fel och bör förtydligas.",
        WISH,
        20,
        32,
        taken=(
            View(
                "Förvaltningen ser en risk i att texten om utbyte av information läses som att uppgifter om enskilda "
                "får delas i beredningsgruppen.",
                "Utbyte av information",
                CRITICISM,
                Disposition.PARTLY,
                "En mening har lagts till om att beredningsgruppen inte behandlar enskilda.",
            ),
        ),
        dissent=(
            Dissent(SUBSTITUTE, (Person("Rakel Vikäng", "KD"),), SHORT_STATEMENT),
            Dissent(RESERVATION, (Person("Malte Granäng", "V"), Person("Idun Stenäng", "V", True)), OTHER_DISSENT),
        ),
    ),
    "sodermalm": Said(
        "Förvaltningen tillstyrker förslaget. Att varje stadsdel väljer minst två områden efter sin egen lägesbild "
        "stämmer med hur arbetet redan bedrivs.\n\n"
        "Förvaltningen saknar krogmiljön på kvällar och helger. Den står för en stor del av våldet utomhus i "
        "stadsdelen.\n\nUppföljningen bör kunna göras med uppgifter som redan finns. Förvaltningen undrar vilka "
        "register som avses.",
        "Nämnden tillstyrker förslaget men saknar krogmiljön på kvällar och helger. Den undrar vilka uppgifter "
        "uppföljningen bygger på.",
        POSITIVE,
        14,
        26,
        type=DecisionType.APPROVE_AND_HAND_OVER,
        immediate="Svaret ska vara inne innan protokollet annars hinner justeras.",
        dissent=(
            Dissent(
                RESERVATION,
                (Person("Ylva Rosäng", "M"), Person("Sten Holmlid", "L", True)),
                DISSENT,
                points=("att i huvudsak bifalla förslaget", "att därutöver anföra följande"),
            ),
        ),
        taken=(
            View(
                "Förvaltningen saknar krogmiljön på kvällar och helger. Den står för en stor del av våldet utomhus i "
                "stadsdelen.",
                "Prioriterade områden",
                WISH,
                Disposition.DECLINED,
                "Områdena gäller hela staden. Stadsdelen kan ta upp krogmiljön i sin egen plan under Otrygga platser.",
            ),
            View(
                "Uppföljningen bör kunna göras med uppgifter som redan finns. Förvaltningen undrar vilka register som "
                "avses.",
                "Uppföljning",
                QUESTION,
            ),
        ),
    ),
    "norra_innerstaden": Said(
        "Förvaltningen är i huvudsak positiv. Fyra områden i stället för fem gör arbetet mer samlat.\n\n"
        "Förvaltningen föreslår att bostadsbolagen skrivs in som part i den lokala styrgruppen och inte bara bjuds in.",
        "Nämnden är positiv till färre områden och föreslår att bostadsbolagen blir part i den lokala styrgruppen.",
        WISH,
        18,
        29,
        dissent=(Dissent(RESERVATION, (Person("Tove Lindbo", "M"), Person("Kaj Asplid", "L")), DISSENT_NEAR),),
        taken=(
            View(
                "Förvaltningen föreslår att bostadsbolagen skrivs in som part i den lokala styrgruppen och inte bara "
                "bjuds in.",
                "Styrning",
                WISH,
                Disposition.ADOPTED,
                "Bostadsbolagen skrivs in bland de mandatbärande.",
            ),
        ),
    ),
    "kungsholmen": Said(
        "Förvaltningen tillstyrker förslaget och har inget att tillägga om områdena.\n\n"
        "Förvaltningen anser att fyra möten om året i den övergripande styrgruppen är för få om den ska fatta beslut "
        "om resurser.",
        "Nämnden tillstyrker förslaget men anser att den övergripande styrgruppen träffas för sällan.",
        POSITIVE,
        15,
        28,
        type=DecisionType.ANSWERED_WITH,
        dissent=(
            Dissent(SPECIAL, (Person("Estrid Falkö", "C"),), SHORT_STATEMENT),
            Dissent(RESERVATION, (Person("Otto Klippås", "M", True),), DISSENT_LONGER),
        ),
        taken=(
            View(
                "Förvaltningen anser att fyra möten om året i den övergripande styrgruppen är för få om den ska fatta "
                "beslut om resurser.",
                "Styrning",
                CRITICISM,
                Disposition.NOTED,
                "Styrgruppen kan kallas oftare. Förslaget anger det minsta antalet.",
            ),
        ),
    ),
    "bromma": Said(
        "Förvaltningen är positiv till förslaget.\n\n"
        "Förvaltningen önskar en mall för orsaksanalysen, så att stadsdelarna kan läsa varandras.",
        "Nämnden är positiv och önskar en gemensam mall för orsaksanalysen.",
        POSITIVE,
        17,
        31,
        dissent=(
            Dissent(
                RESERVATION,
                (Person("Ebbe Källö", "M"), Person("Solveig Ugglö", "L")),
                kind=TextKind.REFERENCE,
                at="sodermalm",
            ),
        ),
    ),
    "farsta": Said(
        "Förvaltningen tillstyrker förslaget. Att åtgärder har en ansvarig hos vardera parten är det som har gjort "
        "störst skillnad sedan förra överenskommelsen.\n\n"
        "Förvaltningen vill att våld i nära relation följs upp för sig, eftersom anmälningarna säger lite om hur många "
        "som är utsatta.",
        "Nämnden tillstyrker förslaget och vill att våld i nära relation följs upp för sig.",
        POSITIVE,
        13,
        27,
        dissent=(
            Dissent(SUBSTITUTE, (Person("Helmer Åsbo", "KD"),), kind=TextKind.NONE, joins="reservationen från M och L"),
            Dissent(
                RESERVATION,
                (Person("Cajsa Lövhed", "M"), Person("Viggo Näsäng", "L", True)),
                kind=TextKind.IDENTICAL,
                at="sodermalm",
            ),
        ),
    ),
    "eav": Said(
        "Förvaltningen ser positivt på förslaget, som är kortare och tydligare än det som gäller i dag.\n\n"
        "Stadsdelen har två lokalpolisområden. Det bör framgå att en lägesbild kan tas fram med båda "
        "tillsammans.[1]\n\nFörvaltningen saknar den handlingsplan som nämns. Utan den går det inte att bedöma vad "
        "åtagandena kostar.",
        "Nämnden ser positivt på förslaget. Det bör framgå att en lägesbild kan omfatta två lokalpolisområden. "
        "Handlingsplanen saknas i remissen.",
        WISH,
        19,
        33,
        economy="Följderna kan inte bedömas innan handlingsplanen finns.",
    ),
}
"""The answers of the open round that have come in, by body."""

COMPANY_VIEWS = {
    "holding": "Koncernledningen ställer sig bakom förslaget och har skickat det vidare till fyra dotterbolag.\n\n"
    "Bolagen önskar en tydligare roll i beredningsgrupperna, där deras kunskap om gårdar och källare behövs.",
    "svenska_bostader": "Bolaget är positivt. Våra värdar ser samma platser varje dag och deltar gärna i "
    "lägesbilden.\n\nVi önskar en fast kontaktväg till kommunpolisen.",
    "stockholmshem": "Bolaget har inget att invända mot förslaget.",
}
"""What the companies write; the others have not got so far."""

DRAFTED = "Förvaltningen är i grunden positiv men ser att underlaget till lägesbilden behöver förtydligas."
"""A draft that only its own body sees."""

OPEN_CHANGES = (
    (
        "Lägesbild och orsaker",
        "Parterna tar varje år fram en gemensam lokal lägesbild.",
        "Parterna tar varje år, senast i april, fram en gemensam lokal lägesbild.",
        "Trafiknämnden beställer nästa års arbeten i maj.",
        "transport",
    ),
)
"""Clause, old wording, new wording, why, and the body whose view led to it."""


# The finished case.

EARLIER_LETTER = (
    """Det här är förslaget till en ny överenskommelse mellan staden och polisen. Vi ber om ett beslut i nämnd."""
)
EARLIER_DRAFT = """1. Syfte

Parterna samverkar långsiktigt för att förebygga brott och öka tryggheten i hela staden.

2. Prioriterade områden

Arbetet inriktas på fem områden. De framgår av bilaga 2.

3. Grupper

Styrgruppen träffas fyra gånger per år. Beredningsgruppen träffas sex gånger per år.

4. Uppföljning

Arbetet följs upp varje år.
"""
EARLIER_AREAS = """Fem områden

Unga i riskzon, otrygga platser, brott som hotar samhället, utsatta brottsoffer och kriminella miljöer.
"""
EARLIER_DISSENT = """Förslaget är ett steg framåt, men fem områden är för många för en stadsdel med en enda samordnare.

Vi föreslog därför att varje stadsdel väljer två. Vi beklagar att majoriteten inte ville pröva det."""
MAYORS_DISSENT = """Det är bra att staden och polisen förnyar sin överenskommelse. Men utan mål som går att mäta vet \
ingen om fem år vad som blev bättre.

Vi vill därför att varje område får en mätbar indikator innan överenskommelsen träder i kraft."""

EARLIER_ANSWERS = {
    "transport": Said(
        "Kontoret tillstyrker förslaget.\n\nKontoret vill vara med redan när lägesbilden skrivs.",
        "Nämnden tillstyrker förslaget och vill vara med när lägesbilden skrivs.",
        POSITIVE,
        70,
        112,
        taken=(
            View(
                "Kontoret vill vara med redan när lägesbilden skrivs.",
                "Grupper",
                WISH,
                Disposition.ADOPTED,
                "Trafikkontoret får en plats i varje lokal styrgrupp.",
            ),
        ),
    ),
    "skarholmen": Said(
        "Förvaltningen är positiv till förslaget men anser att fem områden är många.\n\n"
        "Uppföljningen behöver en tidpunkt, annars blir den inte av.",
        "Nämnden är positiv men anser att områdena är många och att uppföljningen behöver en tidpunkt.",
        WISH,
        75,
        120,
        dissent=(
            Dissent(RESERVATION, (Person("Nils Brunnby", "L"), Person("Hedda Sundö", "M", True)), EARLIER_DISSENT),
        ),
        taken=(
            View(
                "Uppföljningen behöver en tidpunkt, annars blir den inte av.",
                "Uppföljning",
                WISH,
                Disposition.ADOPTED,
                "Uppföljningen ska göras före den 1 mars.",
            ),
        ),
    ),
    "farsta": Said(
        "Förvaltningen tillstyrker förslaget.",
        "Nämnden tillstyrker förslaget.",
        POSITIVE,
        72,
        118,
        type=DecisionType.HAND_OVER,
        dissent=(Dissent(RESERVATION, (Person("Cajsa Lövhed", "M"),), kind=TextKind.REFERENCE, at="skarholmen"),),
    ),
    "sodermalm": Said(
        "Förvaltningen avstyrker inte förslaget, men anser att beredningsgruppen träffas för ofta.",
        "Nämnden anser att beredningsgruppen träffas för ofta.",
        CRITICISM,
        80,
        125,
        type=DecisionType.SUBMIT_AS_RESPONSE,
        immediate="Remisstiden går ut före nästa sammanträde.",
        taken=(
            View(
                "Förvaltningen avstyrker inte förslaget, men anser att beredningsgruppen träffas för ofta.",
                "Grupper",
                CRITICISM,
                Disposition.DECLINED,
                "Sex möten behövs för att bereda styrgruppens fyra.",
            ),
        ),
    ),
}
EARLIER_COMPANY = {
    "holding": "Koncernledningen tillstyrker förslaget.",
    "stockholmshem": "Bolaget tillstyrker förslaget och deltar gärna i de lokala styrgrupperna.",
}
EARLIER_CHANGE = (
    "Uppföljning",
    "Arbetet följs upp varje år.",
    "Arbetet följs upp varje år, före den 1 mars.",
    "En nämnd påpekade att uppföljningen behöver en tidpunkt.",
    "skarholmen",
)
EARLIER_TEXTS = (
    "Staden och polisen förnyar sin överenskommelse om att förebygga brott. Förslaget har fem områden, fasta grupper "
    "och en uppföljning varje år.",
    "Remissvaren är i huvudsak positiva. Två påpekanden har lett till ändringar: trafikkontoret får en plats i de "
    "lokala styrgrupperna, och uppföljningen får en tidpunkt.\n\nÖnskemålet om färre områden är begripligt, men "
    "områdena bygger på en lägesbild för hela staden.",
    "Den tidigare överenskommelsen är fyra år gammal. Sedan dess har kommunerna fått ett lagstadgat ansvar för det "
    "brottsförebyggande arbetet.",
)
"""Summary, views of the vice mayors, the matter."""

SKARHOLMEN = """Förvaltningen är positiv till förslaget. Valet av områden stämmer med den lokala lägesbilden.

Förvaltningen önskar att åtgärder som stadsdelen och bostadsbolagen gör tillsammans får en gemensam uppföljning.

Att uppföljningen rapporteras till kommunfullmäktige är bra, men tidpunkten behöver stämma med nämndens \
verksamhetsberättelse."""
RENEWAL_SUMMARY = """Samverkansöverenskommelsen mellan staden och polisen förnyas. Områdena blir fyra i stället för \
fem, varje åtgärd får en ansvarig hos vardera parten och uppföljningen rapporteras till kommunfullmäktige varje år."""
