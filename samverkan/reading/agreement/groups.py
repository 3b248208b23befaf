"""Reading the groups: their tasks, functions, meetings, prioritised organisations and co-opting.

A sentence belongs to the group it begins with ("Styrgruppen …", "I beredningsgruppen …"), else to the group
whose heading it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samverkan.ground.words import FunctionKind, GroupKind, OrganisationKey
from samverkan.reading.agreement.headings import Heading
from samverkan.reading.agreement.notebook import Notebook, Source
from samverkan.reading.amounts import NUMBER, amount_of
from samverkan.reading.outline import Block, BlockKind, Sentence

_GROUP_OF_HEADING = {
    Heading.STEERING.value: GroupKind.LOCAL_STEERING,
    Heading.PREPARATION.value: GroupKind.LOCAL_PREPARATION,
    Heading.WORKING.value: GroupKind.WORKING,
}
_SUBJECT = re.compile(
    r"^(?:(?:i|inom) )?(?:(?:den|de|en|varje|respektive) )?(?:lokala? )?"
    r"(?:(?P<local_steering>styrgrupp)|(?P<local_preparation>beredningsgrupp)|(?P<working>arbetsgrupp))"
)
_CENTRAL = re.compile(r"\bpa central niva|\bcentrala? (?:styr|berednings)grupp|\bovergripande (?:styr|berednings)grupp")

_FUNCTIONS: tuple[tuple[FunctionKind, re.Pattern[str]], ...] = (
    (FunctionKind.DEPUTY_CITY_DIRECTOR, re.compile(r"\b(?:bitradande|vice) stadsdirektor")),
    (FunctionKind.DISTRICT_DIRECTOR, re.compile(r"\bstadsdelsdirektor")),
    (
        FunctionKind.LOCAL_POLICE_HEAD,
        re.compile(
            r"\blokalpolisomrade(?:schef|ts chef|t chef|nas chefer)|\blpo-chef"
            r"|\bchef(?:en|er)? for lokalpolisomrade"
        ),
    ),
    (
        FunctionKind.POLICE_AREA_HEAD,
        re.compile(r"\bpolisomrade(?:schef|ts chef)|\bchef(?:en|er)? for polisomrade"),
    ),
    (FunctionKind.MUNICIPAL_POLICE, re.compile(r"\bkommunpolis")),
    (FunctionKind.SAFETY_COORDINATOR, re.compile(r"\btrygghetssamordnare")),
    (FunctionKind.SECURITY_DIRECTOR, re.compile(r"\bsakerhetsdirektor")),
    (
        FunctionKind.MANDATED_MANAGER,
        re.compile(r"\bchef(?:er)?,? eller annan befattning|\bchef(?:er)? (?:med mandat )?(?:fran|for) relevanta"),
    ),
    (
        FunctionKind.DISTRICT_REPRESENTATIVE,
        re.compile(r"\b(?:representant|foretradare)[^.;:]{0,60}?\bstadsdels?forvaltning"),
    ),
    (
        FunctionKind.POLICE_REPRESENTATIVE,
        re.compile(r"\b(?:representant|foretradare)[^.;:]{0,80}?\b(?:lokalpolisomrade|polisen\b)"),
    ),
    (
        FunctionKind.PARTNER_REPRESENTATIVE,
        re.compile(r"\b(?:representant|foretradare)[^.;:]{0,60}?\b(?:forvaltningar|fackforvaltning|bolag)"),
    ),
)
_ORGANISATIONS: tuple[tuple[OrganisationKey, re.Pattern[str]], ...] = (
    (OrganisationKey.TRANSPORT, re.compile(r"\btrafik(?:kontor|forvaltning)")),
    (OrganisationKey.EDUCATION, re.compile(r"\butbildningsforvaltning")),
    (OrganisationKey.SOCIAL_SERVICES, re.compile(r"\bsocialforvaltning")),
    (OrganisationKey.HOUSING, re.compile(r"bostads(?:bolag|foretag)")),
    (OrganisationKey.SCHOOL_PROPERTY, re.compile(r"\bsisab\b|\bskolfastigheter")),
)
_LEAD = re.compile(
    r"\b(?:ska|skall|bor)\b[^.;]{0,80}\b(?:inga|besta av|utgoras av)\b"
    r"|\bbestar (?:minst )?av\b|\bingar (?:minst )?foljande\b"
)
_CO_OPTION = re.compile(r"\b(ska|skall|kan|far|ma)\b(?=[^.;]{0,100}\badjunger)")
_PRIORITISED = re.compile(r"\bsarskilt prioritera")
_ARE = re.compile(r"\bar(?: framst| bland andra)?:? ")
_SPLIT = re.compile(r", | och | samt |, samt ")
_TASK = re.compile(
    r"\b(?:ska|skall|ansvarar|foljs|bereds|bereder|utgar|verkar|svarar|har (?:till|i) (?:uppgift|uppdrag))\b"
)
_MEETING = re.compile(r"\b(?:mote|moten|motena|sammantrad\w+|sammankallas|traffas|motas|mots)\b")
_RECURRING = re.compile(r"\baterkommande moten|\bmoten (?:halls |sker )?(?:efter|vid) behov|\bregelbundna moten")
_COUNT = re.compile(
    rf"(?P<number>{NUMBER}) ?(?:(?:ordinarie |protokollforda )?"
    r"(?:tillfallen|tillfalle|ganger|gang|ggr|moten|mote|sammantraden|sammantrade) )?"
    r"(?:(?P<year>(?:per|om|varje|under) (?:ar|aret|kalenderar)\b|arligen\b|/ar\b|i aret\b)"
    r"|(?P<other>(?:per|i|varje|om) (?:kvartal|manad|termin|halvar|vecka)))"
)
_BEFORE_RANGE = re.compile(r"(?:\b(?:till|eller|hogst|max|maximalt|cirka|ca|ungefar|omkring|mellan)|[-/,])\.? ?$")
_RATE = re.compile(
    r"\b(?:per|varje|om|i) (?:ar|aret|kvartal|manad\w*|termin|halvar|vecka)\b"
    r"|\barligen\b|\bkvartalsvis\b|\bmanadsvis\b"
)
_START_NUMBER = re.compile(rf"^(?:minst )?(?P<number>{NUMBER}) (?=[a-z])")
_TIME_LIMITED = re.compile(r"\btidsbegransa")
_PERMANENT = re.compile(r"\b(?:fasta|permanenta?|staende)\b")
_NOT = re.compile(r"\b(?:inte|ej|aldrig)\b")


@dataclass(frozen=True, slots=True)
class GroupSentence:
    """A sentence about a group. `is_item` tells that it begins an item, `listed` that a list it may be in."""

    group: GroupKind
    sentence: Sentence
    block: Block
    is_item: bool

    @property
    def source(self) -> Source:
        return Source(self.sentence.start, self.sentence.end, self.block.clause)


def read_groups(blocks: Sequence[Block], notebook: Notebook) -> None:
    """Note everything about the three kinds of local group."""
    listing: GroupKind | None = None
    counts: dict[str, int] = {}
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            listing = None
            _read_heading(block, notebook)
            continue
        if block.kind is BlockKind.PARAGRAPH and listing is not None and not _is_bare_list(block):
            listing = None
        for index, found in enumerate(_sentences(block, listing)):
            # Only the first sentence of an item names functions.
            starts = index == 0
            if _read_rules(found, notebook, counts):
                continue
            if listing is found.group and block.kind is BlockKind.ITEM:
                if starts:
                    _read_function(found, notebook, counts)
                continue
            if listing is found.group:
                _read_functions_in(found, notebook, counts)
                continue
            if _LEAD.search(found.sentence.folded):
                listing = found.group if found.sentence.text.endswith(":") else None
                if listing is None:
                    _read_functions_in(found, notebook, counts)
                continue
            if block.section in _GROUP_OF_HEADING and _TASK.search(found.sentence.folded):
                _read_task(found, notebook, counts)


def _read_heading(block: Block, notebook: Notebook) -> None:
    group = _GROUP_OF_HEADING.get(block.section)
    if group is not None:
        notebook.note(f"groups.{group.value}.name", block.text, Source(block.start, block.end, block.clause))


def _sentences(block: Block, listing: GroupKind | None) -> Iterator[GroupSentence]:
    under = listing or _GROUP_OF_HEADING.get(block.section)
    for index, sentence in enumerate(block.sentences):
        if _CENTRAL.search(sentence.folded):
            continue
        subject = _SUBJECT.match(sentence.folded)
        group = GroupKind(subject.lastgroup) if subject and subject.lastgroup else under
        if group is not None:
            yield GroupSentence(group, sentence, block, block.kind is BlockKind.ITEM and index == 0)


def _is_bare_list(block: Block) -> bool:
    """A list whose bullets are lost: functions in a row, without a verb."""
    if not block.sentences:
        return False
    first = block.sentences[0].folded
    return not _SUBJECT.match(first) and not _MEETING.search(first) and any(p.search(first) for _, p in _FUNCTIONS)


def _read_rules(found: GroupSentence, notebook: Notebook, counts: dict[str, int]) -> bool:
    """Read what stands in one sentence by itself; tell whether it did."""
    folded, prefix = found.sentence.folded, f"groups.{found.group.value}."
    done = False
    if _read_meetings(found, notebook):
        done = True
    verbs = [match[1] for match in _CO_OPTION.finditer(folded)]
    if verbs:
        # The verb nearest before the word is the one that counts.
        may = verbs[-1] in ("kan", "far", "ma")
        notebook.note(f"{prefix}co_option", "may" if may else "shall", found.source)
        if re.search(r"\bvid behov\b", folded):
            notebook.note(f"{prefix}co_option_when_needed", True, found.source)
        done = True
    if _PRIORITISED.search(folded):
        _read_prioritised(found, notebook, counts)
        done = True
    if re.search(r"\btillsatt", folded) and "arbetsgrupp" in folded and found.group is not GroupKind.WORKING:
        notebook.note("working_groups.appointed_by", found.group.value, found.source)
        if "fokusomrade" in folded:
            notebook.note("working_groups.tied_to", "focus_area", found.source)
        elif re.search(r"\bprioriterade (?:samverkans)?omrade", folded):
            notebook.note("working_groups.tied_to", "priority_area", found.source)
    if found.group is GroupKind.WORKING:
        for key, pattern in (("time_limited", _TIME_LIMITED), ("permanent", _PERMANENT)):
            stated = pattern.search(folded)
            if stated and _NOT.search(folded[: stated.start()]):
                notebook.note_unclear(f"working_groups.{key}", found.source)
            elif stated:
                notebook.note(f"working_groups.{key}", True, found.source)
    return done


def _read_meetings(found: GroupSentence, notebook: Notebook) -> bool:
    folded = found.sentence.folded
    if not _MEETING.search(folded):
        return False
    key = f"groups.{found.group.value}.meetings_minimum"
    counted = list(_COUNT.finditer(folded))
    if len(counted) == 1 and counted[0]["year"]:
        amount = amount_of(counted[0]["number"])
        if amount is None or _BEFORE_RANGE.search(folded[: counted[0].start()]):
            notebook.note_unclear(key, found.source)
        else:
            notebook.note(key, amount.value, found.source)
            if amount.other is not None:
                notebook.note(key, amount.other, found.source)
    elif counted or _RATE.search(folded):
        notebook.note_unclear(key, found.source)
    elif _RECURRING.search(folded):
        notebook.note(key, None, found.source)
    else:
        return False
    if re.search(r"\bytterligare (?:moten )?vid behov|\boch vid behov|\bsamt vid behov|\bdarutover vid behov", folded):
        notebook.note(f"groups.{found.group.value}.meetings_when_needed", True, found.source)
    return True


def _read_prioritised(found: GroupSentence, notebook: Notebook, counts: dict[str, int]) -> None:
    prefix = f"groups.{found.group.value}.prioritised"
    marked = _PRIORITISED.search(found.sentence.folded)
    rest = found.sentence.folded[marked.end() if marked else 0 :]
    verb = _ARE.search(rest)
    if verb is None:
        notebook.note_unclear(f"{prefix}.{_next(counts, prefix)}", found.source)
        return
    for part in _SPLIT.split(rest[verb.end() :].rstrip(" .")):
        kinds = [key for key, pattern in _ORGANISATIONS if pattern.search(part)]
        name = f"{prefix}.{_next(counts, prefix)}"
        if len(kinds) == 1:
            notebook.note(name, kinds[0].value, found.source)
        else:
            notebook.note_unclear(name, found.source)


def _read_function(found: GroupSentence, notebook: Notebook, counts: dict[str, int]) -> None:
    """Read an item of a list of functions; what is not recognised is kept in its own words."""
    kinds = _functions_of(found.sentence.folded)
    if not kinds and (_SUBJECT.match(found.sentence.folded) or _TASK.search(found.sentence.folded)):
        # A sentence of the running text, behind a list that lost its bullets.
        if found.block.section in _GROUP_OF_HEADING:
            _read_task(found, notebook, counts)
        return
    for kind in kinds or [FunctionKind.OTHER]:
        _note_function(kind, found, notebook, counts, alone=len(kinds) < 2)


def _read_functions_in(found: GroupSentence, notebook: Notebook, counts: dict[str, int]) -> None:
    """Read the functions of a sentence, in order; one without any is listed as not read."""
    placed = sorted(
        (match.start(), kind) for kind, pattern in _FUNCTIONS if (match := pattern.search(found.sentence.folded))
    )
    for _, kind in placed:
        _note_function(kind, found, notebook, counts, alone=False)
    if not placed:
        notebook.note_unclear(f"groups.{found.group.value}.functions.1.kind", found.source)


def _functions_of(folded: str) -> list[FunctionKind]:
    """Return the functions of one item: one, or both sides where it says that both are to be there."""
    found = [kind for kind, pattern in _FUNCTIONS if pattern.search(folded)]
    both = [FunctionKind.DISTRICT_REPRESENTATIVE, FunctionKind.POLICE_REPRESENTATIVE]
    if set(both) <= set(found) and re.search(r"\b(?:bade|och|samt)\b", folded):
        return both
    return found[:1]


def _note_function(
    kind: FunctionKind, found: GroupSentence, notebook: Notebook, counts: dict[str, int], *, alone: bool
) -> None:
    prefix = f"groups.{found.group.value}.functions"
    key = f"{prefix}.{_next(counts, prefix)}"
    folded = found.sentence.folded
    notebook.note(f"{key}.kind", kind.value, found.source)
    if found.block.kind is BlockKind.ITEM:
        notebook.note(f"{key}.text", found.sentence.text.rstrip(" ,;."), found.source)
        if re.search(r"\bmandat\b", folded):
            notebook.note(f"{key}.with_mandate", True, found.source)
        if re.search(r"\bansvarsomrade\w* (?:som ar )?(?:kopplat|kopplade)", folded):
            notebook.note(f"{key}.tied_to_task", True, found.source)
        number = _START_NUMBER.match(folded)
        amount = amount_of(number["number"]) if number and alone else None
        if amount is not None:
            notebook.note(f"{key}.minimum", amount.value, found.source)
            if amount.other is not None:
                notebook.note(f"{key}.minimum", amount.other, found.source)


def _read_task(found: GroupSentence, notebook: Notebook, counts: dict[str, int]) -> None:
    prefix = f"groups.{found.group.value}.tasks"
    notebook.note(f"{prefix}.{_next(counts, prefix)}", found.sentence.text, found.source)


def _next(counts: dict[str, int], prefix: str) -> int:
    counts[prefix] = counts.get(prefix, 0) + 1
    return counts[prefix]
