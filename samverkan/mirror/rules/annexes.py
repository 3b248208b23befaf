"""The annexes: which there shall be, how they are updated and how often they are revised (AGR-04, -12, -15 to -18)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from samverkan.ground.periods import add_months
from samverkan.ground.terms import Term
from samverkan.ground.words import AnnexKind, GroupKind, Party
from samverkan.mirror.rules.facts import AgreementFact, AnnexFact, AnnexVersionFact, Facts
from samverkan.mirror.rules.findings import Finding, Sentence, Subject, Way, finding, say
from samverkan.mirror.words import ORDER, Status

WARNING_DAYS = 60
"""How many days before a revision is due the mirror begins to warn. No agreement says; it breaks no rule."""


def annexes(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Judge one by one the annexes that the agreement lists: is there a version valid on the day (AGR-04)?"""
    agreement = facts.agreement
    found = []
    for number, listed in enumerate(term.parameters.get("annexes", ()), start=1):
        kind = str(listed.get("kind", AnnexKind.OTHER))
        title = str(listed.get("title") or "")
        says = say(
            "Annex %(number)s is in place: %(title)s", number=listed.get("number") or number, title=title or _kind(kind)
        )
        annex = _find(agreement, kind, title, listed.get("number"))
        if kind == AnnexKind.OVERALL_AGREEMENT and agreement.overall_is_in_force is not None:
            found.append(_overall(term, says, agreement, annex))
        elif annex is None:
            found.append(
                finding(
                    term,
                    says,
                    agreement.subject,
                    Status.BREACHED,
                    say("The agreement lists the annex, but there is none."),
                    way_on=agreement.way,
                )
            )
        else:
            found.append(_annex(term, says, annex))
    return tuple(found)


def _find(agreement: AgreementFact, kind: str, title: str, number: object) -> AnnexFact | None:
    same = [annex for annex in agreement.annexes if annex.kind == kind]
    if len(same) > 1 or kind == AnnexKind.OTHER:
        return next((annex for annex in same if annex.title == title or annex.number == number), None)
    return same[0] if same else None


def _overall(term: Term, says: Sentence, agreement: AgreementFact, annex: AnnexFact | None) -> Finding:
    subject = Subject(annex.title, annex.way) if annex else agreement.subject
    way = Way("agreements:agreement", agreement.overall_id) if agreement.overall_id else agreement.way
    if agreement.overall_is_in_force:
        return finding(
            term, says, subject, Status.FULFILLED, say("The overall agreement is in force on the day.", way), way_on=way
        )
    return finding(
        term, says, subject, Status.BREACHED, say("The overall agreement is not in force on the day.", way), way_on=way
    )


def _annex(term: Term, says: Sentence, annex: AnnexFact) -> Finding:
    subject = Subject(annex.title, annex.way)
    if annex.valid is not None:
        evidence = [valid_version(annex.valid)]
        if annex.waiting is not None:
            evidence.append(_waits(annex.waiting))
        return finding(term, says, subject, Status.FULFILLED, *evidence, way_on=annex.way)
    if annex.waiting is not None:
        return finding(term, says, subject, Status.DUE, _waits(annex.waiting), way_on=annex.waiting.way)
    reason = (
        say("Only a draft exists. A draft is never valid.", annex.way)
        if annex.is_being_written
        else say("No version has been attached.", annex.way)
    )
    return finding(term, says, subject, Status.BREACHED, reason, way_on=annex.way)


def valid_version(version: AnnexVersionFact) -> Sentence:
    """Say which version is valid."""
    return say(
        "Version %(number)s is valid, dated %(dated)s.", version.way, number=version.number, dated=version.dated_on
    )


def _waits(version: AnnexVersionFact) -> Sentence:
    if version.state == "signing":
        return say("Version %(number)s is out for signature and is not valid.", version.way, number=version.number)
    return say("Version %(number)s waits for a decision and is not valid.", version.way, number=version.number)


def annex_update(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Judge each update: decided by the right group in writing, dated, attached and notified (AGR-15 to -18)."""
    return tuple(_update(term, facts, str(kind)) for kind in term.parameters.get("annexes", ()))


def _update(term: Term, facts: Facts, kind: str) -> Finding:
    agreement, demands = facts.agreement, term.parameters
    says = say("%(annex)s: each update is decided in writing, dated, attached and made known", annex=_kind(kind))
    annex = agreement.annex(kind)
    if annex is None:
        return finding(
            term,
            says,
            agreement.subject,
            Status.CANNOT_BE_JUDGED,
            say("The agreement has no such annex, so no update can be judged."),
            way_on=agreement.way,
        )
    subject, version = Subject(annex.title, annex.way), annex.valid
    said: list[tuple[Status, Sentence]] = []
    if annex.waiting is not None:
        said.append((Status.DUE, _waits(annex.waiting)))
    if version is not None:
        said += _steps(version, demands.get("decided_by", ""), demands)
    elif not said:
        nothing = say("There is no valid version yet, so no update can be judged.", annex.way)
        said.append((Status.CANNOT_BE_JUDGED, nothing))
    if kind == AnnexKind.MEASURES_PLAN and demands.get("measures_plan_when") == "priority_areas_change":
        said += _areas_changed(facts, version)
    said.sort(key=lambda pair: ORDER[pair[0]])
    status, evidence = said[0][0], [sentence for _, sentence in said]
    way = annex.waiting.way if annex.waiting is not None else version.way if version is not None else annex.way
    return finding(term, says, subject, status, *evidence, way_on=way)


def _steps(version: AnnexVersionFact, decided_by: str, asked: Mapping[str, Any]) -> Iterable[tuple[Status, Sentence]]:
    if version.decision_id is None:
        if version.needs_decision:
            yield Status.BREACHED, say("The valid version has no decision.", version.way)
        else:
            yield (
                Status.FULFILLED,
                say("The valid version came with the agreement or was signed by the parties.", version.way),
            )
            return
    else:
        way = Way("decisions:decision", version.decision_id)
        if not decided_by or version.decided_by == decided_by:
            yield Status.FULFILLED, say("Decided: %(reference)s.", way, reference=version.decision_reference)
        else:
            yield (
                Status.BREACHED,
                say(
                    "Decision %(reference)s was made by the wrong group: %(group)s.",
                    way,
                    reference=version.decision_reference,
                    group=GroupKind(version.decided_by)
                    if version.decided_by in list(GroupKind)
                    else version.decided_by,
                ),
            )
        if asked.get("written") and not version.is_documented:
            yield Status.BREACHED, say("The decision is not documented in writing.", way)
    if asked.get("dated") and version.dated_on is None:
        yield Status.BREACHED, say("The version is not dated.", version.way)
    elif version.dated_on is not None:
        yield Status.FULFILLED, say("Dated %(dated)s.", dated=version.dated_on)
    if asked.get("attached"):
        if version.is_attached:
            yield Status.FULFILLED, say("Attached to the agreement.")
        else:
            yield Status.BREACHED, say("The version is not attached to the agreement.", version.way)
    if asked.get("notify"):
        yield _notified(version)


def _notified(version: AnnexVersionFact) -> tuple[Status, Sentence]:
    if not version.told:
        return Status.BREACHED, say("The central preparation group has not been told.", version.way)
    if version.received < version.told:
        return (
            Status.DUE,
            say(
                "The central preparation group has been told; receipts: %(received)s of %(told)s.",
                version.way,
                received=version.received,
                told=version.told,
            ),
        )
    return (
        Status.FULFILLED,
        say("The central preparation group has been told, and all have given a receipt.", version.way),
    )


def _areas_changed(facts: Facts, version: AnnexVersionFact | None) -> Iterable[tuple[Status, Sentence]]:
    since = facts.areas.valid_from
    if since is None or version is None or version.dated_on is None or version.dated_on >= since:
        return
    yield (
        Status.DUE,
        say(
            "The priority areas changed on %(since)s, after the measures plan was dated; the plan shall follow.",
            Way("priorities:areas"),
            since=since,
        ),
    )


def revision(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Judge whether the agreement, an annex or the areas have been revised in time (AGR-11, -12, SIT-02, PRI-13).

    The last day is the same day of the month so many months after the last version; that day itself is in time.
    """
    subject, months = str(term.parameters.get("subject", "agreement")), int(term.parameters["months"])
    agreement = facts.agreement
    if subject == "agreement":
        says = say("The agreement is revised within %(months)s months", months=months)
        start = agreement.version_from or agreement.valid_from
        since = say("The wording in force is from %(start)s.", agreement.way, start=start)
        return (_revised(term, says, agreement.subject, start, months, on, agreement.way, since),)
    if subject == "priority_areas":
        says = say("The priority areas are revised within %(months)s months", months=months)
        areas = facts.areas
        way = Way("priorities:areas")
        if areas.valid_from is None:
            reason = say("No list of priority areas is in force on the day.", way)
            return (finding(term, says, agreement.subject, Status.BREACHED, reason, way_on=way),)
        since = say("The list in force, %(name)s, is from %(start)s.", way, name=areas.name, start=areas.valid_from)
        return (_revised(term, says, Subject(areas.name, way), areas.valid_from, months, on, way, since),)
    says = say("%(annex)s: revised within %(months)s months", annex=_kind(subject), months=months)
    annex = agreement.annex(subject)
    if annex is None:
        reason = say("The agreement has no such annex.")
        return (finding(term, says, agreement.subject, Status.BREACHED, reason, way_on=agreement.way),)
    thing, version = Subject(annex.title, annex.way), annex.valid
    if version is None or version.dated_on is None:
        return (_first_version(term, says, thing, annex, agreement, months, on),)
    evidence = [valid_version(version)]
    if annex.waiting is not None:
        evidence.append(_waits(annex.waiting))
    return (_revised(term, says, thing, version.dated_on, months, on, annex.way, *evidence),)


def _first_version(
    term: Term, says: Sentence, thing: Subject, annex: AnnexFact, agreement: AgreementFact, months: int, on: date
) -> Finding:
    last = add_months(agreement.valid_from, months)
    evidence = [
        say(
            "There is no valid version yet. Counted from the start of the agreement, the first is to be decided "
            "by %(last)s.",
            annex.way,
            last=last,
        )
    ]
    if annex.waiting is not None:
        evidence.append(_waits(annex.waiting))
    status = Status.DUE if on <= last else Status.BREACHED
    return finding(term, says, thing, status, *evidence, due_date=last, way_on=(annex.waiting or annex).way)


def _revised(
    term: Term, says: Sentence, thing: Subject, start: date, months: int, on: date, way: Way, *evidence: Sentence
) -> Finding:
    last = add_months(start, months)
    if on > last:
        passed = say("The time for revision went out on %(last)s.", last=last)
        return finding(term, says, thing, Status.BREACHED, passed, *evidence, due_date=last, way_on=way)
    if on >= last - timedelta(days=WARNING_DAYS):
        near = say("The revision is to be done by %(last)s.", last=last)
        return finding(term, says, thing, Status.DUE, near, *evidence, due_date=last, way_on=way)
    following = say("Next revision by %(last)s.", last=last)
    return finding(term, says, thing, Status.FULFILLED, *evidence, following, due_date=last, way_on=way)


def joint_picture(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Judge whether both parties drew up the valid situation picture (SIT-01)."""
    kind = str(term.parameters.get("annex", AnnexKind.SITUATION_PICTURE))
    wanted: Sequence[str] = term.parameters.get("parties") or (Party.MUNICIPALITY.value, Party.POLICE.value)
    says = say("%(annex)s: drawn up by both parties together", annex=_kind(kind))
    agreement = facts.agreement
    annex = agreement.annex(kind)
    version = annex.valid if annex else None
    if annex is None or version is None:
        reason = say("There is no valid version yet, so its authors cannot be judged.")
        thing, way = (Subject(annex.title, annex.way), annex.way) if annex else (agreement.subject, agreement.way)
        return (finding(term, says, thing, Status.CANNOT_BE_JUDGED, reason, way_on=way),)
    missing = [Party(party) for party in wanted if party not in version.authors]
    evidence = [say("Has not drawn it up: %(party)s.", version.way, party=party) for party in missing]
    evidence.append(valid_version(version))
    status = Status.BREACHED if missing else Status.FULFILLED
    return (finding(term, says, Subject(annex.title, annex.way), status, *evidence, way_on=version.way),)


def areas(term: Term, facts: Facts, on: date) -> tuple[Finding, ...]:
    """Judge whether picture and plan touch every priority area in force, or say why not (SIT-05, PRI-14).

    For an overall agreement every local agreement under it that the asker may see is judged.
    """
    kinds = term.parameters.get("annexes") or (AnnexKind.SITUATION_PICTURE.value, AnnexKind.MEASURES_PLAN.value)
    agreement = facts.agreement
    if not facts.areas.areas:
        says = say("The priority areas are touched upon")
        reason = say("No list of priority areas is in force on the day.", Way("priorities:areas"))
        way = Way("priorities:areas")
        return (finding(term, says, agreement.subject, Status.CANNOT_BE_JUDGED, reason, way_on=way),)
    if agreement.tier == "local":
        return tuple(_areas(term, facts, agreement, str(kind)) for kind in kinds)
    if not facts.local_agreements:
        says = say("The priority areas are touched upon")
        reason = say("No local agreement under it is in force on the day, or none that you may see.")
        return (finding(term, says, agreement.subject, Status.CANNOT_BE_JUDGED, reason, way_on=agreement.way),)
    return tuple(_areas(term, facts, local, str(kind)) for local in facts.local_agreements for kind in kinds)


def _areas(term: Term, facts: Facts, agreement: AgreementFact, kind: str) -> Finding:
    wanted = facts.areas.areas
    says = say("%(annex)s: touches all %(count)s priority areas", annex=_kind(kind), count=len(wanted))
    subject = Subject(agreement.unit_name, agreement.way)
    annex = agreement.annex(kind)
    version = annex.valid if annex else None
    if annex is None or version is None:
        reason = say("There is no valid version yet, so what it touches cannot be judged.")
        way = annex.way if annex else agreement.way
        return finding(term, says, subject, Status.CANNOT_BE_JUDGED, reason, way_on=way)
    if not version.areas_touched:
        reason = say(
            "Nothing is recorded of which areas version %(number)s touches.", version.way, number=version.number
        )
        return finding(term, says, subject, Status.CANNOT_BE_JUDGED, reason, way_on=version.way)
    missing = [name for identity, name in wanted if identity not in version.areas_touched]
    evidence = [say("Neither touched nor explained: %(area)s.", version.way, area=name) for name in missing]
    evidence.append(valid_version(version))
    status = Status.BREACHED if missing else Status.FULFILLED
    return finding(term, says, subject, status, *evidence, way_on=version.way)


def _kind(kind: str) -> AnnexKind | str:
    return AnnexKind(kind) if kind in list(AnnexKind) else kind
