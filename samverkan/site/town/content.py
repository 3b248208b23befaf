"""What the demo's districts see, think and do: ten invented problems with causes and measures; no place is real."""

from __future__ import annotations

from dataclasses import dataclass

from samverkan.causes.words import Side
from samverkan.measures.words import Benefits, DirectedAt, Kind, Level, MeasureType, TermLength
from samverkan.places.words import BuiltFactor, ProblemType
from samverkan.situation.words import Criterion, TargetKind, VictimCategory

OFFENDER, TARGET, GUARDIAN = Side.OFFENDER, Side.TARGET, Side.GUARDIAN


@dataclass(frozen=True, slots=True)
class CauseText:
    """A hypothesis with its test."""

    text: str
    side: Side
    expectation: str
    shown: str
    weight: int = 3


@dataclass(frozen=True, slots=True)
class HalfText:
    """One party's half: what it does, how much of what."""

    text: str
    dose: int
    unit: str


@dataclass(frozen=True, slots=True)
class MeasureText:
    """A measure with its two halves. `partner` is the key of a specialist unit that owns the municipal half."""

    title: str
    description: str
    mechanism: str
    kind: Kind
    level: Level
    term: TermLength
    directed_at: DirectedAt
    sides: tuple[Side, ...]
    city: HalfText
    police: HalfText | None
    type: MeasureType = MeasureType.OTHER
    partner: str = ""
    benefits: Benefits = Benefits.EQUALLY


@dataclass(frozen=True, slots=True)
class ProblemText:
    """A problem of one of the five areas, with what the two parties saw of it, its causes and measures."""

    area: int
    title: str
    description: str
    consequences: str
    city_sees: str
    police_see: str
    target: TargetKind
    points: tuple[int, int, int, int, int, int]
    """In the order of `Criterion`."""
    causes: tuple[CauseText, ...]
    measures: tuple[MeasureText, ...]
    victims: VictimCategory = VictimCategory.NONE

    def scores(self, shift: int) -> dict[Criterion, int]:
        """Return the points, varied a little from district to district but always 0 to 4."""
        return {
            criterion: max(0, min(4, points + (shift + order) % 3 - 1))
            for order, (criterion, points) in enumerate(zip(Criterion, self.points, strict=True))
        }


PLACES = (
    ("Centrumtorget", "Torget mellan centrumhuset och biblioteket", (ProblemType.DRUG_DEALING, ProblemType.UNSAFETY)),
    ("Bytespunkten", "Perrongerna, gångtunneln och busstorget", (ProblemType.PUBLIC_ORDER, ProblemType.THEFT)),
    ("Skolstråket", "Gångvägen mellan skolan och fritidsgården", (ProblemType.UNSAFETY, ProblemType.VANDALISM)),
)
"""Three places of each district: name, delimitation, problems."""

BUILT = {
    BuiltFactor.LIGHTING: "Två av fem lampor var släckta vid vandringen",
    BuiltFactor.SIGHT: "Buskage skymmer sikten mot gångvägen",
    BuiltFactor.EMPTY: "Lokalerna i bottenvåningen står tomma efter klockan 18",
}

ANALYSIS = "Händelserna samlas kring få platser och tider. Där saknas vuxna som ser, och vägen hem går förbi."

PROBLEMS = (
    ProblemText(
        2,
        "Öppen narkotikahandel på torget",
        "Handel pågår dagtid kring entrén till centrum, flera dagar i veckan.",
        "Boende och butikspersonal undviker torget. Yngre elever blir tillfrågade.",
        "Butiker och bibliotek beskriver öppen försäljning mellan klockan 14 och 20.",
        "Ingripanden visar handel främst torsdag till lördag, i anslutning till gångtunneln.",
        TargetKind.PLACE,
        (4, 3, 4, 2, 3, 3),
        (
            CauseText(
                "Ingen vuxen har uppsikt över torget efter klockan 17",
                GUARDIAN,
                "Färre vuxna på plats kvällstid än dagtid",
                "Två räkningar visar en tredjedel så många vuxna efter klockan 17.",
                5,
            ),
            CauseText(
                "Platsens gömslen gör det lätt att sälja",
                TARGET,
                "Handeln sker där sikten är skymd",
                "Vandringen visar att fyra av fem ställen för handel är skymda.",
            ),
            CauseText(
                "Säljare rekryteras bland unga som hänger på platsen",
                OFFENDER,
                "Nya ansikten varje termin",
                "Fältassistenter och områdespoliser ger olika bilder.",
            ),
        ),
        (
            MeasureText(
                "Vuxna på torget varje kväll",
                "Fältassistenter och områdespoliser är synliga på fasta tider.",
                "Synliga vuxna höjer risken att bli sedd och gör torget till en plats för fler.",
                Kind.SITUATIONAL,
                Level.UNIVERSAL,
                TermLength.SHORT,
                DirectedAt.RESIDENTS,
                (GUARDIAN,),
                HalfText("Fältassistenter på plats fyra kvällar i veckan", 160, "kvällar"),
                HalfText("Fotpatrull på torget", 120, "pass"),
                MeasureType.OUTREACH,
            ),
            MeasureText(
                "Siktröjning och ny belysning",
                "Buskage tas ned och tio lampor byts.",
                "Gömslen försvinner och de som går förbi ser och syns.",
                Kind.SITUATIONAL,
                Level.UNIVERSAL,
                TermLength.LONG,
                DirectedAt.ENVIRONMENT,
                (TARGET, GUARDIAN),
                HalfText("Byte av lampor och röjning", 10, "lampor"),
                HalfText("Platsbesök före och efter", 2, "besök"),
                MeasureType.JOINT_PLACE,
                "transport",
            ),
        ),
    ),
    ProblemText(
        2,
        "Otrygghet vid bytespunkten kvällstid",
        "Kvinnor och äldre väljer andra vägar hem efter klockan 19.",
        "Färre reser kollektivt på kvällen och platsen blir ännu tommare.",
        "Trygghetsvandringar och medborgarförslag pekar ut gångtunneln.",
        "Få anmälda brott på platsen; oron syns inte i polisens statistik.",
        TargetKind.PLACE,
        (2, 2, 4, 3, 4, 3),
        (
            CauseText(
                "Gångtunneln saknar naturlig uppsikt",
                GUARDIAN,
                "Oron gäller tunneln och inte busstorget",
                "Enkäten visar tre gånger så stor oro i tunneln.",
                4,
            ),
            CauseText(
                "Belysningen längs gångvägen är svag",
                TARGET,
                "Oron minskar där belysningen är bättre",
                "Jämförelsen mellan två sträckor går åt det hållet men är liten.",
            ),
        ),
        (
            MeasureText(
                "Aktivering av busstorget",
                "Odling, kiosk och öppna kvällar flyttas till torget.",
                "Fler människor gör platsen sedd.",
                Kind.SITUATIONAL,
                Level.UNIVERSAL,
                TermLength.LONG,
                DirectedAt.ENVIRONMENT,
                (GUARDIAN,),
                HalfText("Öppna kvällar på busstorget", 24, "kvällar"),
                HalfText("Medborgardialog på platsen", 4, "tillfällen"),
                MeasureType.ACTIVATION,
                benefits=Benefits.WOMEN,
            ),
        ),
    ),
    ProblemText(
        1,
        "Unga dras in i försäljning för äldre",
        "Elever i årskurs 7 till 9 får erbjudanden om snabba pengar.",
        "Skolfrånvaron ökar och hot förekommer mellan elever.",
        "Skolan ser fler sena ankomster, nya kläder och ny umgängeskrets hos enstaka grupper.",
        "Polisen möter yngre personer i samband med ingripanden än tidigare år.",
        TargetKind.GROUP,
        (3, 4, 2, 4, 3, 4),
        (
            CauseText(
                "Vuxna runt den unge vet var för sig för lite",
                GUARDIAN,
                "Skola, fritid och socialtjänst har skilda bilder",
                "Genomgången visar att tre av fyra ärenden var kända på bara ett ställe.",
                5,
            ),
            CauseText(
                "Skolmisslyckande gör erbjudandet lockande",
                OFFENDER,
                "De som dras in har hög frånvaro innan",
                "Frånvaron var hög i de flesta fall, på gruppnivå.",
                4,
            ),
            CauseText(
                "Rekrytering sker öppet på fritidsgårdens gård",
                TARGET,
                "Kontakterna tas på samma plats",
                "Inga belägg vid tre besök.",
            ),
        ),
        (
            MeasureText(
                "Gemensam kontaktväg när frånvaron stiger",
                "Skola, socialtjänst och polis möts inom en vecka.",
                "Tidig samlad kontakt gör att stöd kommer före rekrytering.",
                Kind.SOCIAL,
                Level.SELECTIVE,
                TermLength.LONG,
                DirectedAt.RESIDENTS,
                (OFFENDER, GUARDIAN),
                HalfText("Möten inom en vecka", 30, "möten"),
                HalfText("Deltar i möten", 30, "möten"),
                MeasureType.AT_RISK,
                "education",
            ),
            MeasureText(
                "Sommarjobb och fritid för årskurs 8 och 9",
                "Platser hålls för unga som skolan föreslår.",
                "Egen inkomst och vuxna förebilder gör erbjudandet mindre lockande.",
                Kind.SOCIAL,
                Level.SELECTIVE,
                TermLength.SHORT,
                DirectedAt.RESIDENTS,
                (OFFENDER,),
                HalfText("Platser för unga", 40, "platser"),
                None,
                benefits=Benefits.MEN,
            ),
        ),
    ),
    ProblemText(
        1,
        "Bråk och hot kring skolan",
        "Konflikter mellan grupper fortsätter på skolvägen.",
        "Elever stannar hemma och föräldrar skjutsar.",
        "Skolans tillbudsrapporter har ökat två terminer i rad.",
        "Få anmälningar; händelserna når sällan polisen.",
        TargetKind.PLACE,
        (3, 3, 3, 3, 3, 3),
        (
            CauseText(
                "Rasternas ytor saknar vuxna",
                GUARDIAN,
                "Händelserna sker på två av fem ytor",
                "Fyra av fem tillbud hände på de två ytor som saknar rastvärd.",
                4,
            ),
            CauseText(
                "Konflikter från nätet tas med till skolan",
                OFFENDER,
                "Tillbuden följer på bråk i flöden",
                "Elevhälsan bekräftar i ungefär hälften av fallen.",
            ),
        ),
        (
            MeasureText(
                "Rastvärdar på alla ytor",
                "Schema läggs om så att varje yta har en vuxen.",
                "Vuxna bryter konflikter innan de växer.",
                Kind.SOCIAL,
                Level.UNIVERSAL,
                TermLength.SHORT,
                DirectedAt.OWN_OPERATION,
                (GUARDIAN,),
                HalfText("Rastpass med vuxen", 800, "pass"),
                HalfText("Samtal i klasserna", 12, "besök"),
                partner="education",
            ),
        ),
    ),
    ProblemText(
        3,
        "Oseriösa verksamheter i bottenvåningar",
        "Lokaler hyrs ut till verksamheter som inte tål kontroll.",
        "Ärliga företag konkurreras ut och bidrag betalas ut på felaktiga grunder.",
        "Tillsynen ser samma företrädare bakom flera verksamheter.",
        "Polisen ser kopplingar till penningtvätt i tre kvarter.",
        TargetKind.PHENOMENON,
        (2, 4, 2, 3, 3, 2),
        (
            CauseText(
                "Hyresvärdar prövar inte hyresgästen",
                GUARDIAN,
                "Samma lokaler återkommer",
                "Sex av tio lokaler hade haft anmärkning tidigare.",
                4,
            ),
            CauseText(
                "Kontroller görs var för sig och sällan",
                GUARDIAN,
                "Brister hittas först vid samordnad kontroll",
                "Samordnade kontroller hittade brister i åtta av tio fall.",
                5,
            ),
        ),
        (
            MeasureText(
                "Samordnad tillsyn en dag i månaden",
                "Kommunens tillsyn och polisen besöker samma kvarter.",
                "Samtidig kontroll höjer risken och delar kunskap.",
                Kind.SITUATIONAL,
                Level.SELECTIVE,
                TermLength.SHORT,
                DirectedAt.OWN_OPERATION,
                (OFFENDER, GUARDIAN),
                HalfText("Tillsynsbesök", 60, "besök"),
                HalfText("Deltagande i tillsyn", 11, "dagar"),
                MeasureType.OWN_OPERATION,
            ),
        ),
    ),
    ProblemText(
        3,
        "Otillåten påverkan mot handläggare",
        "Medarbetare möter hot och påtryckningar i sina ärenden.",
        "Beslut försenas och personal slutar.",
        "Rapporterna om hot ökade efter att rutinen förenklades.",
        "Få anmälningar når polisen.",
        TargetKind.GROUP,
        (2, 3, 3, 3, 4, 4),
        (
            CauseText(
                "Ensamarbete gör det lätt att utöva tryck",
                TARGET,
                "Händelser sker när en person möter ensam",
                "Tre av fyra händelser skedde vid ensamarbete.",
                4,
            ),
            CauseText(
                "Händelser anmäls inte",
                GUARDIAN,
                "Skillnad mellan enkät och anmälda händelser",
                "Enkäten visar tio gånger fler händelser än anmälningarna.",
                4,
            ),
        ),
        (
            MeasureText(
                "Två vid svåra möten och anmälan samma dag",
                "Ny rutin, utbildning och en väg in hos polisen.",
                "Den utsatte är inte ensam och det får följder att hota.",
                Kind.SITUATIONAL,
                Level.SELECTIVE,
                TermLength.SHORT,
                DirectedAt.OWN_OPERATION,
                (TARGET, GUARDIAN),
                HalfText("Utbildade medarbetare", 90, "personer"),
                HalfText("Återkoppling inom en vecka", 52, "veckor"),
                MeasureType.OWN_OPERATION,
                "social",
            ),
        ),
    ),
    ProblemText(
        4,
        "Våld i nära relation kommer sällan fram",
        "Anmälningarna är färre än vad sjukvård och skola möter.",
        "Barn lever kvar i våld och utsatta får stöd sent.",
        "Socialtjänsten får få självanmälningar och många orosanmälningar från skolan.",
        "Anmälda brott är oförändrade; mörkertalet bedöms stort.",
        TargetKind.GROUP,
        (3, 4, 2, 2, 3, 3),
        (
            CauseText(
                "De utsatta vet inte vart de kan vända sig",
                TARGET,
                "Få känner till stödet i enkäten",
                "En av fem kände till stödet.",
                4,
            ),
            CauseText(
                "Personal frågar inte om våld",
                GUARDIAN,
                "Frågor ställs sällan i journaler",
                "Granskningen visade att frågan ställdes i var tredje kontakt.",
                4,
            ),
        ),
        (
            MeasureText(
                "Fråga om våld i varje kontakt",
                "Öppenvård, förskola och polis använder samma frågor.",
                "När alla frågar kommer mer fram och stöd ges tidigare.",
                Kind.SOCIAL,
                Level.SELECTIVE,
                TermLength.LONG,
                DirectedAt.RESIDENTS,
                (TARGET, GUARDIAN),
                HalfText("Utbildade i frågorna", 120, "personer"),
                HalfText("Hembesök följs upp inom tre dagar", 60, "besök"),
                partner="social",
                benefits=Benefits.WOMEN,
            ),
        ),
        VictimCategory.CLOSE_RELATIONSHIP,
    ),
    ProblemText(
        4,
        "Äldre luras på telefon och vid dörren",
        "Bedrägerier riktas mot ensamboende äldre.",
        "Förlorade besparingar och rädsla att öppna dörren.",
        "Hemtjänsten hör om försök varje vecka.",
        "Anmälda fall ökade under våren och samlas till vissa adresser.",
        TargetKind.GROUP,
        (3, 3, 3, 4, 3, 3),
        (
            CauseText(
                "Äldre får varningar först efteråt",
                TARGET,
                "De lurade hade inte nåtts av information",
                "Ingen av de tillfrågade hade fått informationen före händelsen.",
                4,
            ),
        ),
        (
            MeasureText(
                "Hemtjänsten varnar samma vecka",
                "Polisen ger läget på måndag och hemtjänsten för det vidare.",
                "Den som är förvarnad lägger på.",
                Kind.SITUATIONAL,
                Level.SELECTIVE,
                TermLength.SHORT,
                DirectedAt.RESIDENTS,
                (TARGET,),
                HalfText("Hushåll som fått varning", 600, "hushåll"),
                HalfText("Veckoläge till hemtjänsten", 40, "veckor"),
                benefits=Benefits.WOMEN,
            ),
        ),
        VictimCategory.ELDERLY,
    ),
    ProblemText(
        5,
        "Kriminella nätverk har fäste i två kvarter",
        "Grupper styr vilka som vistas på gården.",
        "Hyresgäster flyttar och unga ser ett sätt att leva.",
        "Bostadsbolaget tar emot fler störningsanmälningar.",
        "Beslag och vapenfynd samlas till två kvarter.",
        TargetKind.PLACE,
        (2, 4, 4, 3, 2, 3),
        (
            CauseText(
                "Det är svårt att lämna när man väl är inne",
                OFFENDER,
                "Få söker stöd trots vilja",
                "Intervjuer visar vilja men oro för följderna.",
                4,
            ),
            CauseText(
                "Källare och garage används ostört",
                GUARDIAN,
                "Fynd görs i obevakade utrymmen",
                "Sju av tio fynd gjordes i utrymmen utan lås.",
                3,
            ),
        ),
        (
            MeasureText(
                "Stöd att lämna, från första samtalet",
                "Avhopparstöd erbjuds vid varje frihetsberövande.",
                "Erbjudandet kommer när viljan är som störst.",
                Kind.SOCIAL,
                Level.INDICATED,
                TermLength.LONG,
                DirectedAt.RESIDENTS,
                (OFFENDER,),
                HalfText("Påbörjade stödinsatser", 12, "insatser"),
                HalfText("Erbjudanden vid frihetsberövande", 40, "samtal"),
                partner="social",
                benefits=Benefits.MEN,
            ),
        ),
    ),
    ProblemText(
        5,
        "Bil- och mopedkörning som skrämmer",
        "Snabba fordon på gångvägar och skolgårdar kvällstid.",
        "Barn släpps inte ut och fordon döljer flykt.",
        "Boende larmar flera gånger i veckan under sommarhalvåret.",
        "Patruller hinner sällan fram.",
        TargetKind.PHENOMENON,
        (3, 2, 4, 2, 4, 3),
        (
            CauseText(
                "Gångvägarna går att köra på",
                TARGET,
                "Körning sker där hinder saknas",
                "Alla larm gäller vägar utan hinder.",
                5,
            ),
        ),
        (
            MeasureText(
                "Hinder på fem gångvägar",
                "Grindar och stenar sätts upp där larmen är flest.",
                "Det går inte att köra där.",
                Kind.SITUATIONAL,
                Level.UNIVERSAL,
                TermLength.SHORT,
                DirectedAt.ENVIRONMENT,
                (TARGET,),
                HalfText("Hinder på plats", 5, "hinder"),
                HalfText("Riktade trafikkontroller", 12, "kontroller"),
                MeasureType.JOINT_PLACE,
                "transport",
            ),
        ),
    ),
)
