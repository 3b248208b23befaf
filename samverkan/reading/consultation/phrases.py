"""The set phrases of council reports, official reports and statements: words, headings, and what they mark.

Patterns are written for folded text (small letters without dots) whose known words have been mended.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from samverkan.reading.amounts import fold
from samverkan.reading.mending import Vocabulary, allowed, distance

_WORDS = """
    reservation reservationen reservationer reservationerna reserverar reserverade reserverat
    särskilt särskilda uttalande uttalandet uttalanden uttalandena ersättaryttrande ersättaryttranden
    ersättaryttrandet ersättarnas ersättare ersättaren yttrande yttrandet yttranden remissvar remissvaret
    anfördes anförd anförda anförs anföres anför gjordes gjorts avgavs avgav avger lämnades lämnade anmäldes anmäler
    anslöt ansluter instämmer instämde hänvisar hänvisas hänvisning likalydande bilaga bilagor enligt följande
    flera samtliga borgarråd borgarrådet borgarråden kommunalråd kommunalrådet kommunalråden
    oppositionsråd oppositionsrådet oppositionsborgarrådet oppositionsborgarråden ordförande ordföranden
    ledamot ledamoten ledamöterna tjänstgörande
    borgarrådsberedningen borgarrådsberedningens kommunalrådsberedningen kommunstyrelsen kommunstyrelsens
    kommunfullmäktige kommunfullmäktiges finansborgarrådet arbetsutskottet arbetsutskott
    tillstyrker avstyrker uppfattning föreslår föreslås föreslagit beslutar beslutade beslutat besluta beslut
    beslutet beslutas sammanträde sammanträdet sammanträden behandlade
    nämnden nämnd nämnder nämndens nämnderna stadsdelsnämnd stadsdelsnämnden stadsdelsnämnds stadsdelsnämndens
    stadsdelsnämnder stadsdelsnämnderna kommundelsnämnd kommundelsnämnden socialnämnden trafiknämnden
    utbildningsnämnden kulturnämnden stadsbyggnadsnämnden byggnadsnämnden fastighetsnämnden
    exploateringsnämnden miljönämnden äldrenämnden arbetsmarknadsnämnden servicenämnden idrottsnämnden
    förskolenämnden grundskolenämnden
    stadsdelsförvaltning stadsdelsförvaltningen stadsdelsförvaltnings stadsdelsförvaltningens
    stadsdelsförvaltningar stadsdelsförvaltningarna förvaltning förvaltningen förvaltningens
    förvaltningar förvaltningarna socialförvaltningen socialförvaltningens utbildningsförvaltningen
    utbildningsförvaltningens trafikkontoret trafikkontorets kontor kontoret kontorets
    stadsledningskontoret stadsledningskontorets kommunledningskontoret kommunledningskontorets
    stadskontoret stadskontorets kommunledningsförvaltningen
    koncernledningen bolaget bolagets dotterbolag dotterbolagen underremiss underremisser
    tjänsteutlåtande tjänsteutlåtandet tjänsteutlåtanden utlåtande utlåtandet utlåtanden daterat daterad dagtecknat
    huvudsak följande lydelse remiss remissen remisser remissvaren remisstid remisstiden remisstidens remitterats
    remitterat remitterades remissammanställning remissinstanser initierats initierat
    innehållsförteckning innehåll sammanfattning sammanfattningen bakgrund ärende ärendet ärendets beredning
    synpunkter synpunkterna förslag förslaget föredragande
    godkänner godkänna godkänns godkänn godkännas överlämnar överlämna överlämnas översänder översända översänds
    åberopar åberopa besvarar besvara besvaras besvarad besvarat lämnar lämna lämnas avge
    omedelbar omedelbart justerar justera justeras justering justerad paragrafen protokollet
    jämställdhetsanalys jämställdhetsperspektiv jämställdhet jämställdhetskonsekvenser barnrättsperspektiv
    barnkonsekvensanalys barnperspektiv barnrättsanalys barnets barns rättigheter konsekvenser tillgänglighet
    tillgänglighetsperspektiv delaktighet funktionsnedsättning funktionsnedsättningar funktionshinder
    ingen inte analys analysen bedömning bedöms anses relevant aktuell välfärd handläggare handläggarens
    förvaltningschef förvaltningschefen
    stadsdelsdirektör avdelningschef enhetschef direktör diarienummer
    januari februari mars april maj juni juli augusti september oktober november december
    senast svar svara gäller gälla
"""
_ENDINGS = (
    *("nämndens", "nämnden", "nämnd", "förvaltningens", "förvaltningen", "förvaltnings", "förvaltning"),
    *("kontorets", "kontoret", "rådet"),
)
_SHORT = {
    **dict.fromkeys(("f6r", "f0r", "fér", "fdr", "fir", "f8r"), "for"),
    **dict.fromkeys(("0ch", "6ch", "oeh", "ocb", "öch"), "och"),
    **dict.fromkeys(("tvd", "tvi", "tv§", "tvé"), "tva"),
    **dict.fromkeys(("p§", "pd", "pé"), "pa"),
    **dict.fromkeys(("g6r", "gér", "g0r"), "gor"),
    **dict.fromkeys(("fr§n", "frén", "frdn", "frin", "frgn"), "fran"),
    **dict.fromkeys(("dr", "§r", "ér"), "ar"),
}
_GENITIVES = tuple(f"{word}s" for word in _WORDS.split() if len(word) > 5 and not word.endswith("s"))
VOCABULARY = Vocabulary((*_WORDS.split(), *_GENITIVES), endings=_ENDINGS, short=_SHORT)
"""Words that the grammar rests on, with their inflections, so that a sound word is never taken for another."""


class Head(StrEnum):
    """Headings of council reports and official reports."""

    DECISION = "decision"
    SUMMARY = "summary"
    BACKGROUND = "background"
    MATTER = "matter"
    PREPARATION = "preparation"
    VIEWS = "views"
    ANNEXES = "annexes"
    COMPILATION = "compilation"
    CONTENTS = "contents"
    SUB_REFERRALS = "sub_referrals"
    STATEMENTS = "statements"
    GENDER = "gender"
    CHILD_RIGHTS = "child_rights"
    ACCESSIBILITY = "accessibility"
    CONSEQUENCES = "consequences"
    REPORT = "report"
    COUNCIL_REPORT = "council_report"


_HEADS: dict[Head, tuple[str, ...]] = {
    Head.DECISION: ("förslag till beslut", "förvaltningens förslag till beslut", "kontorets förslag till beslut"),
    Head.SUMMARY: ("sammanfattning", "sammanfattning av ärendet", "ärendet i korthet"),
    Head.BACKGROUND: ("bakgrund", "bakgrund till ärendet", "inledning", "ärendets bakgrund"),
    Head.MATTER: ("ärendet", "ärendebeskrivning", "beskrivning av ärendet", "remissen"),
    Head.PREPARATION: ("beredning", "ärendets beredning", "beredning av ärendet", "remisser"),
    Head.VIEWS: (
        "förvaltningens synpunkter och förslag",
        "förvaltningens synpunkter",
        "förvaltningens förslag",
        "förvaltningens bedömning",
        "förvaltningens synpunkter och bedömning",
        "förvaltningens förslag och synpunkter",
        "synpunkter och förslag",
        "synpunkter",
        "kontorets synpunkter och förslag",
        "kontorets synpunkter",
        "föredragande borgarrådets synpunkter",
        "föredragande borgarrådens synpunkter",
        "föredragande kommunalrådets synpunkter",
        "föredragande kommunalrådens synpunkter",
        "föredragande borgarråds synpunkter",
        "borgarrådets synpunkter",
        "borgarrådens synpunkter",
        "kommunalrådets synpunkter",
        "mina synpunkter",
        "våra synpunkter",
    ),
    Head.ANNEXES: (
        *("bilaga", "bilagor", "bilageförteckning", "beslutsunderlag", "handlingar i ärendet", "underlag för beslut"),
    ),
    Head.COMPILATION: ("remissammanställning", "sammanställning av remissvar", "remissvar", "remissinstanserna"),
    Head.CONTENTS: ("innehållsförteckning", "innehåll", "innehållsförteckning sid", "innehållsförteckning sida"),
    Head.SUB_REFERRALS: ("underremiss", "underremisser", "underremissvar", "svar på underremiss"),
    Head.STATEMENTS: (
        "reservationer m.m.",
        "reservationer mm",
        "reservationer m m",
        "reservationer med mera",
        "reservationer",
        "reservationer och särskilda uttalanden",
        "reservationer och särskilda uttalanden m.m.",
        "reservationer, särskilda uttalanden och ersättaryttranden",
    ),
    Head.REPORT: ("tjänsteutlåtande", "tjänsteutlåtande till nämnden"),
    Head.COUNCIL_REPORT: ("utlåtande",),
}


def letters(text: str) -> str:
    """Return the folded letters of a text alone, as headings and names are compared.

    >>> letters("Ärendets  beredning:")
    'arendetsberedning'
    """
    return "".join(character for character in fold(text) if character.isalpha())


_HEAD_OF = {letters(name): head for head, names in _HEADS.items() for name in names}
_HEAD_WORDS = [(name.lower().replace(" ", ""), head) for head, names in _HEADS.items() for name in names]
_LONGEST = max(map(len, _HEAD_OF))
_NAMED_VIEWS = re.compile(
    r"^[\w -]{0,50}(?:kontorets|forvaltningens|forvaltnings|namndens|ledningens|bolagets|radets|radens|rads) "
    r"(?:synpunkter|forslag|bedomning|synpunkter och forslag|bedomning och forslag)$"
)
_PERSPECTIVES: tuple[tuple[Head, re.Pattern[str]], ...] = (
    (Head.GENDER, re.compile(r"\bjamstalldhet")),
    (
        Head.CHILD_RIGHTS,
        re.compile(r"\bbarn(?:ratt|konsekvens|perspektiv|s ratt|ets (?:ratt|basta))|konsekvenser for barn"),
    ),
    (Head.ACCESSIBILITY, re.compile(r"\btillganglighet|\bfunktions(?:nedsatt|hind|ratt)")),
)
_NUMBERED_HEAD = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]? +)(?=[^\W\d])")
HEADING_LENGTH = 90
ANNEX_PREFIX = re.compile(r"^bilag(?:a|or) ?\d{0,2}[:.]? +(?=\w)")
"""What stands before the name of an annex that is a heading too: `Bilaga 1 Reservationer m.m.`"""


@lru_cache(maxsize=20_000)
def head_of(key: str) -> Head | None:
    """Return which heading a line is, in folded and mended text, `None` when it is none that is known.

    >>> head_of("arendets beredning")
    <Head.PREPARATION: 'preparation'>
    >>> head_of("arendets beredning ar klar")
    """
    if len(key) > HEADING_LENGTH:
        return None
    key = _NUMBERED_HEAD.sub("", key.strip()).rstrip(" :.")
    seen = "".join(character for character in key if character.isalpha())
    if seen in _HEAD_OF:
        return _HEAD_OF[seen]
    if _NAMED_VIEWS.match(key):
        return Head.VIEWS
    seen = "".join(character for character in key if not character.isspace())
    if not 5 <= len(seen) <= _LONGEST + 3:
        return None
    for name, head in _HEAD_WORDS:
        if len(name) >= 8 and distance(name, seen, allowed(name)) <= allowed(name):
            return head
    return None


def perspectives_of(key: str) -> tuple[Head, ...]:
    """Return the perspectives that a heading names.

    >>> perspectives_of("konsekvenser for barns rattigheter samt jamstalldhetsanalys")
    (<Head.GENDER: 'gender'>, <Head.CHILD_RIGHTS: 'child_rights'>)
    """
    return tuple(head for head, pattern in _PERSPECTIVES if pattern.search(key))


# Sentences that mark the parts of a body's answer.

DECISION = re.compile(
    r"^(?P<body>[^.:;]{3,90}?) (?:har )?(?:vid (?:sitt )?sammantrade[t]? .{0,40}?)?"
    r"(?:beslutade|beslutar|beslutat|beslot|behandlade)\b(?=.{0,60}\b(?:\w*sammantrade|den \w{1,2} |\d{4}-))"
)
REPORT = re.compile(
    r"^(?P<by>[^.;:]{2,90}?(?::s|s|z)?) "
    r"(?P<type>tjansteutlatande|yttrande|remissvar|utlatande|svar|skrivelse|remissyttrande)"
    r" ?(?P<dated>,? ?(?:ar )?(?:daterat|daterad|dagtecknat|av|fran)? ?(?:den )?)"
    r"(?=(?:[\dlio|]{1,2} ?[:.]?e? ?\w{3,10} [\dlio|]{4}|\d{4}-\d{2}-\d{2}|har\b|lyder\b|enligt\b|i huvudsak|daterat))"
)
IN_SUBSTANCE = re.compile(r"\bi huvudsak\b|\bfoljande lydelse\b|\blyder\b|\benligt foljande\b|\bhar foljande\b")
ABSTAINED = re.compile(
    r"\b(?:har )?(?:avstatt fran att (?:svara|yttra)|avstar fran att|avstatt fran (?:yttrande|svar)|"
    r"inte (?:inkommit|svarat|yttrat)|ej (?:inkommit|svarat|yttrat))"
)
IMMEDIATE = re.compile(r"\bomedelbar\w*\b.{0,60}\bjuster|\bjuster\w*\b.{0,60}\bomedelbar")
REASON = re.compile(r"\b(?:med hansyn till|pa grund av|med anledning av|eftersom|da)\b")
NO_ANALYSIS = re.compile(
    r"\b(?:gor|gjort|gors|gjorts|genomfor|genomfort|genomforts|har) \w*(?: \w+){0,3}? ?(?:ingen|inte|ej)\b"
    r"(?: \w+){0,3} \w*(?:analys|bedomning|provning)|"
    r"\b(?:ingen|inte nagon|ej nagon) (?:\w+ ){0,2}\w*(?:analys|bedomning|provning)\b|"
    r"\b\w*analys\w* (?:har|bedoms|ar) (?:inte|ej)\b|"
    r"\b(?:bedoms|anses) (?:inte|ej) (?:vara )?(?:relevant|aktuell|tillamplig|nodvandig)"
)
LEVEL = re.compile(
    r"^(?P<level>kommunstyrelsen|[a-z]*beredningen|(?:kommunstyrelsens )?[a-z]*utskott(?:et)?)"
    r" (?:tillstyrker|avstyrker|delar|bifaller|foreslar|instammer|beslutar|beslutade|bitrader|tillstyrkte)\b"
)
LEVEL_ALONE = re.compile(r"^(?P<level>kommunstyrelsen|[a-z]*beredningen|(?:kommunstyrelsens )?[a-z]*utskott(?:et)?)$")
"""The name of a level as a heading over what it decided, as in reports with a heading for each level."""
BESLUT = re.compile(r"^(?:[\w -]{0,60}s )?beslut(?:,? (?:den )?(?P<day>\S.{5,30}))?:?$")
"""A heading over the points of a decision, such as `Nämndens beslut den 12 maj 2022`."""
PROPOSES = re.compile(
    r"^kommunstyrelsen foreslar(?: att)? kommunfullmaktige (?:att )?(?:besluta|beslutar)(?: foljande)?\W*$"
)
RESPONSIBLE = re.compile(
    r"^(?:anmalan av )?foredragande (?:borgarrad|kommunalrad|oppositionsborgarrad"
    r"|radsmedlem|kommunstyrelserad|radet|raden|ledamot)\w*(?=:? )"
)
OTHERS = r"(?:(?:m|rn)\.? ?f[l1i|]\b\.?|(?:m|rn)ed f[l1i|][eco]r[aäå])"
KIND = (
    r"(?P<kind>reservation(?:er)?(?:na|en)?|sarskil(?:t|da) uttalande[nt]?(?:a)?|ersattaryttrande[nt]?(?:a)?|"
    r"ersattar(?:e|ens|nas) yttrande[nt]?)"
)
NUMBER = r"(?:(?P<count>tv\S|tre|fyra|fem|[2-5]) )?"
ANNOUNCED = re.compile(
    rf"^{NUMBER}(?:gemensam(?:t|ma)? )?{KIND}"
    r"(?: (?:mot (?:beslutet|forslaget)|i (?:arendet|namnden)))?"
    r"(?: (?:har )?(?:anford(?:es|a|e)?|anfors|anfores|anforts|gjordes|gors|gjorts"
    r"|avgavs|avges|avgivits|avgiven|lamnades|lamnas|lamnats|anmaldes|anmals|anmalts|inlamnades))?"
    r"(?: (?:av|fran)\b|:(?= \S))"
)
KIND_ALONE = re.compile(rf"^{NUMBER}{KIND}(?: (?:nr )?\d)? ?[:.]?$")
ANNOUNCED_BY = re.compile(
    r"(?:anmaler|anmalde|lamnar|lamnade|avger|avgav|anfor|anforde|gor|gjorde)(?: (?:ett|en|foljande|harmed))* "
    rf"{KIND}|(?P<reserved>reservera(?:r|de) sig)"
)
RESERVED = re.compile(
    r"^(?:mot (?:beslutet|namndens beslut) )?reservera(?:r|de) sig (?:mot (?:beslutet|namndens beslut) )?"
)
POINTER = re.compile(
    r"\bse reservationer\b|\bse bilaga|\bbilaga \w{1,3}\b|\benligt foljande|\benligt bilaga"
    r"|\bavg(?:av|er|ett)\b|\bsamt \w+ ett\b|\bse nedan|\bse sid"
)
OWN_STAND = re.compile(r"till forman for (?:sitt |sina )?eget|till forman for \w+ (?:eget|egna|eget forslag)")
IDENTICAL = re.compile(r"\blikalydande\b|\bar identisk|\bsamma lydelse\b")
REFERS = re.compile(
    r"\b(?:se|hanvisar till|med hanvisning till|hanvisas till|hanvisning till|instammer i|instammer med|"
    r"likalydande (?:med|som)|enligt) (?:\S+ ){0,6}?(?:reservation|uttalande|ersattaryttrande|yttrande)\w*"
)
JOINS = re.compile(
    r"\b(?:anslot|ansluter|instammer|instamde|anslutit) (?:sig )?(?:till|i) "
    r"(?P<to>(?:\S+ )?(?:reservation|uttalande|yttrande)\S*)"
)
INITIATED = re.compile(
    r"\b(?:har )?initiera(?:ts|des) av (?P<by>.+?)(?= och (?:har |darefter )?remitter|[,.;]| samt |$)"
)
REFERRED = re.compile(r"\bremittera(?:ts|des|t) (?:for (?:yttrande|synpunkter|svar) )?till (?P<to>.+)")
PASSED_ON = re.compile(r",? (?:vilka|som) i sin tur (?:har )?remittera\w* (?:\w+ )?(?:vidare )?till (?P<to>.+)")
DEADLINE = re.compile(
    r"\bremisstid|\bsvarsdag|\bsvarstid|\b(?:svar|svaret|svaren|svara|besvara\w*|yttra\w*|yttrande\w*|remissvar\w*|synpunkter|inkomm?\w*)\b.{0,80}\bsenast\b"
    r"|\bsenast\b.{0,60}\b(?:svar|remissvar|yttrande|inkomm?)"
)
NOT_ATTACHED = re.compile(
    r"\b(?:inte|ej|saknas) (?:\w+ ){0,2}?(?:bifogad|bifogat|bifogade|bifogats|bilagd|bilagt|bilagts"
    r"|medskickad|bilagor)\b"
)
SENT = re.compile(
    r"^(?P<by>[\w -]{3,60}?) har "
    r"(?:remitterat\b|(?:skickat|sant|oversant|overlamnat)\b.{0,40}?\b(?:remiss|for yttrande)\b)"
)
REFERRAL_FROM = re.compile(r"\bremiss(?:en)? (?:\S+ ){0,2}?fran (?P<by>[\w-]+)")
EARLIER = re.compile(r"\b(?:tidigare|nu gallande|upphor|undertecknad\w*|foregaende|ersatter)\b")
