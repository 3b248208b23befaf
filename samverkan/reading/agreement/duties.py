"""Reading how long the agreement runs, how it and its annexes change, and what the parties owe each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samverkan.ground.words import AnnexKind, GroupKind
from samverkan.reading.agreement.annexes import annex_kinds_in
from samverkan.reading.agreement.headings import Heading
from samverkan.reading.agreement.notebook import Notebook, Source
from samverkan.reading.amounts import NUMBER, amount_of, dates_in
from samverkan.reading.outline import Block, BlockKind, Sentence

_RUNS = re.compile(r"\b(?:loper|galler|trader i kraft|borjar galla|giltig)\b")
_FROM = re.compile(r"\b(?:fran och med|fr\.? ?o\.? ?m\.?|from|fran|trader i kraft)(?: den)? $")
_UNTIL = re.compile(r"\b(?:till och med|t\.? ?o\.? ?m\.?|tom)(?: den)? $")
_FURTHER = re.compile(r"\btills ?vidare\b|\btillsvidare\b")
_SUBJECT = re.compile(r"\b(?:samverkans)?overenskommelsen\b|\bavtalet\b")
_OTHER_SUBJECT = re.compile(r"^den overgripande ")
_EARLIER = re.compile(r"\b(?:tidigare|foregaende|upphor|forra|ersatter)\b")
_NOT = re.compile(r"\b(?:inte|ej|utan att|aldrig)\b")
_REVISED = re.compile(r"\b(?:revideras|uppdateras|ses over|aktualiseras)\b")
_EVERY: tuple[tuple[int, re.Pattern[str]], ...] = (
    (6, re.compile(r"\bvarje halvar\b|\bhalvarsvis\b")),
    (
        12,
        re.compile(r"\b(?:minst )?(?:varje ar|arligen|(?:en|1)(?: ?\((?:en|1)\))? gang (?:per|om) ar(?:et)?)\b"),
    ),
    (24, re.compile(r"\bvartannat ar\b")),
    (36, re.compile(r"\bvart tredje ar\b")),
    (48, re.compile(r"\bvart fjarde ar\b")),
)
_OFTEN = re.compile(r"\b(?:per|varje|vart|om|inom) \w{0,12} ?(?:ar|aret|kvartal|manad\w*|termin)\b|\bkvartalsvis\b")
_NEEDED = re.compile(r"\bvid behov\b|\bnar behov\b")
_BOTH = re.compile(
    r"\bstadsdels?forvaltning\w*\b.{0,40}\blokalpolisomrade|\blokalpolisomrade\w*\b.{0,40}\bstadsdels?forvaltning"
    r"|\bparterna\b|\bkommunen och polisen\b|\bpolisen och kommunen\b"
)
_MAPPED = re.compile(r"\bgemensamt\b.{0,40}\b(?:kartlagt|tagit fram|utarbetat|upprattat|arbetat fram)\b")
_PUT_BEFORE = re.compile(r"\b(?:understall\w*|beslut(?:as)? av|faststall(?:s|as|des) av|godkann(?:s|as) av)\b")
_NUMBERED_PARAGRAPHS = re.compile(r"\bforsta och andra stycket\b")
_WRITTEN = re.compile(r"\bskriftlig")
_DATED = re.compile(r"\bdateras\b")
_ATTACHED = re.compile(r"\b(?:tillfogas|bilagg(?:as|s)|bifogas|fogas till)\b")
_NOTIFIED = re.compile(
    r"\b(?:meddelas|delges|anmals till|skickas till|underrattas)\b.{0,60}"
    r"\b(?:beredningsgruppen pa central niva|centrala beredningsgruppen|overgripande beredningsgruppen)"
)
_AMENDMENT = re.compile(r"\bandring\w*\b.{0,40}\btillagg\b")
_SIGNED = re.compile(r"\bundertecknas?\b|\bunderskriven\b|\bskrivas under\b")
_INFORM = re.compile(r"\b(?:lamna information|informera\w*|underratta\w*)\b")
_OTHER_PARTY = re.compile(r"\b(?:den )?andra part(?:en|ens)\b|\bvarandra\b")
_MATERIAL = re.compile(r"\bvasentlig betydelse\b")
_DECISION_MAKERS = re.compile(r"\bbeslut(?:s)?fattare\b")
_SOON = re.compile(r"\bsa snart(?: som)?(?: det ar)? mojligt\b")
_AT_ONCE = re.compile(r"\butan drojsmal\b|\bskyndsamt\b|\bomgaende\b|\bomedelbart\b")
_COPIES = re.compile(rf"(?P<number>{NUMBER}) (?:st\.? )?(?:likalydande )?(?:original)?(?:exemplar|original)\b")
_EACH = re.compile(r"\bvar ?sitt\b|\bett exemplar var\b|\bvarsitt\b")
_GOVERNS = re.compile(
    r"^(?:den(?:na)? )?(?:lokala )?(?:samverkans)?overenskommelsen? (?:reglerar|syftar till|har till syfte)\b"
    r"|^syftet med (?:den |denna )?(?:lokala )?(?:samverkans)?overenskommelse"
)
_APPROVED = re.compile(
    r"\b(?:godkand|godkants|godkanns|antagen|antagits|faststalld) av "
    r"((?:[a-z-]+ ){0,4}[a-z-]*(?:namnd\w*|styrelse\w*|direktor\w*|chef\w*|fullmaktige))"
)
_SIGNATURE_LINE = re.compile(r"_{4,}|\.{12,}|\bnamnfortydligande\b|\bort och datum\b")


def read_duties(blocks: Sequence[Block], notebook: Notebook) -> None:
    """Note the term, the revision, the updates, the amendments, the information duty and the copies."""
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            if block.section == Heading.SIGNATURES:
                notebook.note("agreement.signature_block", True, _block_source(block))
            continue
        if block.section == Heading.ANNEXES and block.kind is BlockKind.ITEM:
            continue
        for sentence in block.sentences:
            source = Source(sentence.start, sentence.end, block.clause)
            _read_purpose(sentence, block, source, notebook)
            _read_term(sentence, block, source, notebook)
            _read_revision(sentence, block, source, notebook)
            _read_picture(sentence, source, notebook)
            _read_amendment(sentence, source, notebook)
            _read_information(sentence, source, notebook)
            _read_copies(sentence, source, notebook)
            _read_signing(sentence, block, source, notebook)
    _read_updates(blocks, notebook)
    _read_areas(blocks, notebook)
    _compare_ends(notebook)


def _compare_ends(notebook: Notebook) -> None:
    """An agreement with a last day does not run until further notice: saying both is a contradiction."""
    for reading in notebook.readings.get("agreement.last_day", []):
        if notebook.has("agreement.until_further_notice"):
            notebook.note(
                "agreement.until_further_notice",
                False,
                Source(reading.place.start, reading.place.end, reading.clause),
            )


def _block_source(block: Block) -> Source:
    return Source(block.start, block.end, block.clause)


def _note_rule(key: str, folded: str, source: Source, notebook: Notebook) -> None:
    """Note that a rule is stated, unless the sentence denies something: then a person is to read it."""
    if _NOT.search(folded):
        notebook.note_unclear(key, source)
    else:
        notebook.note(key, True, source)


def _read_purpose(sentence: Sentence, block: Block, source: Source, notebook: Notebook) -> None:
    if notebook.has("agreement.purpose"):
        return
    if _GOVERNS.search(sentence.folded) or block.section == Heading.PURPOSE:
        notebook.note("agreement.purpose", sentence.text, source)


def _read_term(sentence: Sentence, block: Block, source: Source, notebook: Notebook) -> None:
    folded = sentence.folded
    about = _SUBJECT.search(folded) and not _OTHER_SUBJECT.search(folded)
    if not _RUNS.search(folded) or not (about or block.section == Heading.TIME) or _EARLIER.search(folded):
        return
    if re.search(r"\b(?:i|under) (?:\w+ (?:\(\d+\) )?)(?:ar|manader)\b", folded):
        notebook.note_unclear("agreement.last_day", source)
    before = 0
    for found in dates_in(folded):
        words = folded[before : found.start]
        before = found.end
        if _UNTIL.search(words):
            key = "agreement.last_day"
        elif _FROM.search(words):
            key = "agreement.valid_from"
        else:
            notebook.note_unclear("agreement.valid_from", source)
            continue
        if found.day is None:
            notebook.note_unclear(key, source)
        else:
            notebook.note(key, found.day.isoformat(), source)
    if _FURTHER.search(folded):
        notebook.note("agreement.until_further_notice", True, source)
    elif not notebook.has("agreement.valid_from") and re.search(r"\d{4}|\bfran och med\b", folded):
        notebook.note_unclear("agreement.valid_from", source)


def _read_revision(sentence: Sentence, block: Block, source: Source, notebook: Notebook) -> None:
    folded = sentence.folded
    if not _REVISED.search(folded) or _OTHER_SUBJECT.search(folded) or "lagesbild" in folded:
        return
    if not (_SUBJECT.search(folded.split("revideras")[0]) or block.section == Heading.TIME):
        return
    if "atgardsplan" in folded:
        return
    if _NEEDED.search(folded):
        _note_rule("revision.when_needed", folded, source, notebook)
    if re.search(r"\bsamrad\w*\b.{0,40}\bpart", folded):
        _note_rule("revision.party_consultation", folded, source, notebook)
    if re.search(r"\bovergripande\b.{0,60}\b(?:giltig|galler|i kraft)\b", folded):
        _note_rule("revision.overall_in_force", folded, source, notebook)
    _read_interval("revision.months", folded, source, notebook)


def _read_interval(key: str, folded: str, source: Source, notebook: Notebook) -> None:
    months = [months for months, pattern in _EVERY if pattern.search(folded)]
    if len(months) == 1:
        notebook.note(key, months[0], source)
    elif months or _OFTEN.search(folded):
        notebook.note_unclear(key, source)


def _read_picture(sentence: Sentence, source: Source, notebook: Notebook) -> None:
    folded = sentence.folded
    if "lagesbild" in folded and _MAPPED.search(folded) and _BOTH.search(folded):
        _note_rule("situation_picture.joint", folded, source, notebook)
    if "lagesbild" in folded and _REVISED.search(folded) and re.search(r"\bska(?:ll)?\b", folded):
        _read_interval("situation_picture.months", folded, source, notebook)
        if _NEEDED.search(folded):
            _note_rule("situation_picture.when_needed", folded, source, notebook)
        if _ATTACHED.search(folded):
            _note_rule("situation_picture.attached", folded, source, notebook)
    if (
        "atgardsplan" in folded
        and re.search(r"\b(?:uppdateras|revideras)\b", folded)
        and re.search(r"\bandr\w+\b.{0,60}\bprioriterade samverkansomraden", folded)
    ):
        notebook.note("measures_plan.updated_when", "priority_areas_change", source)


def _read_updates(blocks: Sequence[Block], notebook: Notebook) -> None:
    """Read how annexes are updated, clause by clause: what is put before the group, and what follows."""
    clause, decided = "", False
    before: list[AnnexKind] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            clause, before, decided = block.clause, [], False
            continue
        for sentence in block.sentences:
            folded, source = sentence.folded, Source(sentence.start, sentence.end, clause)
            update = re.search(r"\buppdatering|\buppdatera", folded)
            if update and _PUT_BEFORE.search(folded) and "styrgrupp" in folded:
                decided = True
                _read_decider(sentence, before, source, notebook)
            elif decided and _AMENDMENT.search(folded):
                decided = False
            if decided:
                if re.search(r"\bbeslut", folded) and _WRITTEN.search(folded):
                    _note_rule("annex_update.written", folded, source, notebook)
                if _DATED.search(folded):
                    _note_rule("annex_update.dated", folded, source, notebook)
                    if _ATTACHED.search(folded):
                        _note_rule("annex_update.attached", folded, source, notebook)
                elif _ATTACHED.search(folded) and "uppdaterade" in folded:
                    _note_rule("annex_update.attached", folded, source, notebook)
                if _NOTIFIED.search(folded):
                    notebook.note("annex_update.notify", GroupKind.OVERALL_PREPARATION.value, source)
            elif _REVISED.search(folded):
                before.extend(kind for kind in annex_kinds_in(folded) if kind in _UPDATED)


_UPDATED = (AnnexKind.SITUATION_PICTURE, AnnexKind.MEASURES_PLAN)


def _read_decider(sentence: Sentence, before: Sequence[AnnexKind], source: Source, notebook: Notebook) -> None:
    folded = sentence.folded
    central = re.search(r"\b(?:centrala|overgripande) styrgrupp|\bstyrgruppen pa central niva", folded)
    group = GroupKind.OVERALL_STEERING if central else GroupKind.LOCAL_STEERING
    notebook.note("annex_update.decided_by", group.value, source)
    annexes = [kind for kind in annex_kinds_in(folded) if kind in _UPDATED]
    if not annexes and _NUMBERED_PARAGRAPHS.search(folded) and len(before) == 2:
        annexes = list(before)
    if not annexes:
        notebook.note_unclear("annex_update.annexes.1", source)
    for position, annex in enumerate(annexes, start=1):
        notebook.note(f"annex_update.annexes.{position}", annex.value, source)


def _read_amendment(sentence: Sentence, source: Source, notebook: Notebook) -> None:
    folded = sentence.folded
    if not _AMENDMENT.search(folded):
        return
    if _WRITTEN.search(folded):
        _note_rule("amendment.written", folded, source, notebook)
    if _SIGNED.search(folded) and re.search(r"\bpart", folded):
        _note_rule("amendment.signed", folded, source, notebook)


def _read_information(sentence: Sentence, source: Source, notebook: Notebook) -> None:
    folded = sentence.folded
    if _INFORM.search(folded) and _OTHER_PARTY.search(folded) and _MATERIAL.search(folded):
        notebook.note("information.condition", "material_significance", source)
    if not (re.search(r"\binformation|\binformera", folded) and _DECISION_MAKERS.search(folded)):
        return
    if not _OTHER_PARTY.search(folded):
        return
    notebook.note("information.to", "decision_makers", source)
    if "styrgrupp" in folded:
        notebook.note("information.of", GroupKind.LOCAL_STEERING.value, source)
    if _SOON.search(folded):
        notebook.note("information.when", "as_soon_as_possible", source)
    elif _AT_ONCE.search(folded):
        notebook.note("information.when", "without_delay", source)


def _read_copies(sentence: Sentence, source: Source, notebook: Notebook) -> None:
    if not _SUBJECT.search(sentence.folded) and "likalydande" not in sentence.folded:
        return
    found = _COPIES.search(sentence.folded)
    if found is None:
        if re.search(r"\blikalydande (?:exemplar|original)", sentence.folded):
            notebook.note_unclear("agreement.copies", source)
        return
    amount = amount_of(found["number"])
    if amount is not None:
        notebook.note("agreement.copies", amount.value, source)
        if amount.other is not None:
            notebook.note("agreement.copies", amount.other, source)
    if _EACH.search(sentence.folded):
        _note_rule("agreement.one_copy_each", sentence.folded, source, notebook)


def _read_signing(sentence: Sentence, block: Block, source: Source, notebook: Notebook) -> None:
    folded = sentence.folded
    if _SIGNATURE_LINE.search(folded):
        notebook.note("agreement.signature_block", True, source)
    if block.section == Heading.SIGNATURES or re.search(r"\bundertecknad(?:es)?\b", folded):
        for found in dates_in(folded):
            if found.day is not None:
                notebook.note("agreement.signing_date", found.day.isoformat(), source)
    approved = _APPROVED.search(folded)
    if approved:
        notebook.note("agreement.approver", sentence.text[approved.start(1) : approved.end(1)], source)


def _read_areas(blocks: Sequence[Block], notebook: Notebook) -> None:
    """Note the items of a list of priority areas, where one stands under the heading of that name."""
    listing, position = False, 0
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            listing = False
        elif block.kind is BlockKind.PARAGRAPH and block.sentences:
            last = block.sentences[-1]
            listing = (
                block.section == Heading.PICTURE
                and last.text.endswith(":")
                and bool(re.search(r"\b(?:prioriterade )?(?:samverkansomraden|omraden|fokusomraden)\b", last.folded))
            )
        elif listing:
            position += 1
            notebook.note(f"priority_areas.{position}", block.text.rstrip(" ,;."), _block_source(block))
