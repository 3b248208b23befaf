"""Deeds with annexes: draw up, submit, decide or sign, date, attach and notify (AGR-15 to -19).

What makes a version valid is read from the agreement's terms. A version that is not valid is never the annex in
force, whatever its text says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_prepare, may_run_group
from samverkan.agreements.models import Annex, AnnexNotice, AnnexVersion, PartyUnit
from samverkan.agreements.queries.annexes import annex_rule, group_of, members_of, preparing_group
from samverkan.agreements.rules.amendments import lacking_sides
from samverkan.agreements.rules.annexes import OPEN, AnnexRule, missing_authors, next_number
from samverkan.agreements.services.files import Upload, keep_upload
from samverkan.agreements.words import AgreementState, AnnexRoute, AnnexState
from samverkan.audit.queries import entries_about
from samverkan.audit.services import record
from samverkan.decisions.models import Decision
from samverkan.decisions.services import raise_matter, withdraw_matter
from samverkan.decisions.words import DecisionCategory, MatterState
from samverkan.documents.models import Document
from samverkan.ground.editions import demand_edition
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.ground.words import AnnexKind, Party
from samverkan.groups.models import Group
from samverkan.guard.rules import refuse_person_data
from samverkan.notices.services import tell

KIND = "agreements.annex_version"
"""The pointer kind of a version of an annex: what a matter concerns and what the bell listens for."""


def annex_version_pointer(version: AnnexVersion) -> Pointer:
    """Return where the version can be opened. The title is in the language of the records."""
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Annex %(annex)s: %(title)s, version %(number)s") % {
            "annex": version.annex.number,
            "title": version.annex.title,
            "number": version.number,
        }
    return Pointer(KIND, str(version.pk), title, reverse("agreements:annex_version", args=[version.pk]))


def locked_version(version: AnnexVersion) -> AnnexVersion:
    return (
        AnnexVersion.objects.select_for_update(of=("self",))
        .select_related("annex__agreement__unit", "annex__agreement__overall")
        .get(pk=version.pk)
    )


def demand_preparing(by: Actor, annex: Annex) -> None:
    unit_id = annex.agreement.unit_id
    demand(unit_id is not None and may_prepare(by, unit_id), "You may not prepare the annexes of this agreement.")


def _checked_content(
    by: Actor,
    annex: Annex,
    text: str,
    upload: Upload | None,
    document: Document | None,
    summary: str,
    areas_touched: Mapping[str, str] | None = None,
) -> tuple[str, Document | None]:
    """Return the text and the document to keep, after the guard; the text of a file counts as the annex's text."""
    contact = annex.kind == AnnexKind.CONTACT_DETAILS
    refuse_person_data(contact_details=contact, text=text, what_is_new=summary)
    for reason in (areas_touched or {}).values():
        refuse_person_data(not_relevant=reason)
    if upload is not None:
        document = keep_upload(by=by, upload=upload, field="file", contact_details=contact)
    if document is not None and not text.strip():
        text = document.text
    if not text.strip() and document is None:
        raise Refused("Write the annex or add it as a file.", field="text")
    return text.strip(), document


def _checked_authors(authors: Iterable[str]) -> list[str]:
    known = {party.value for party in Party}
    chosen = set(authors)
    if chosen - known:
        raise Refused("Choose authors among the parties.", field="authors")
    return [party.value for party in Party if party.value in chosen]


@transaction.atomic
def draft_annex_version(
    *,
    by: Actor,
    annex: Annex,
    text: str = "",
    upload: Upload | None = None,
    document: Document | None = None,
    summary: str = "",
    authors: Iterable[str] = (),
    areas_touched: Mapping[str, str] | None = None,
) -> AnnexVersion:
    """Begin a new version of an annex, which can be edited until it is submitted (AGR-05).

    `authors` are the parties that draw it up (SIT-01); `areas_touched` maps an area's id to "touched" or the reason
    why it is not relevant (SIT-05). Refused while another version of the annex is being worked on.
    """
    annex = Annex.objects.select_for_update(of=("self",)).select_related("agreement__unit").get(pk=annex.pk)
    demand_preparing(by, annex)
    _demand_adopted(annex)
    if annex.kind == AnnexKind.OVERALL_AGREEMENT:
        raise Refused(
            "This annex is the overall agreement itself.",
            way_on="It changes when the overall agreement does.",
        )
    if annex.versions.filter(state__in=OPEN).exists():
        raise Refused(
            "A version of the annex is already being worked on.",
            way_on="Open that version and write there, or send it back first.",
        )
    text, document = _checked_content(by, annex, text, upload, document, summary, areas_touched)
    version = AnnexVersion.objects.create(
        annex=annex,
        number=next_number(annex.versions.values_list("number", flat=True)),
        text=text,
        document=document,
        summary=summary.strip(),
        authors=_checked_authors(authors),
        areas_touched=dict(areas_touched or {}),
        created_at=timezone.now(),
    )
    record(by=by, event="agreements.annex_drafted", on=annex_version_pointer(version))
    return version


def _demand_adopted(annex: Annex) -> None:
    if annex.agreement.state != AgreementState.ADOPTED:
        raise Refused(
            "The agreement is not in force yet.", way_on="Put the agreement in force first; then write its annexes."
        )


@transaction.atomic
def revise_annex_draft(
    *,
    by: Actor,
    version: AnnexVersion,
    edition: int,
    text: str = "",
    upload: Upload | None = None,
    summary: str = "",
    authors: Iterable[str] = (),
    areas_touched: Mapping[str, str] | None = None,
) -> AnnexVersion:
    """Save a new wording of a draft. `edition` is the one the writer opened.

    Raises `SavedMeanwhile` when somebody else has saved since; nothing is overwritten.
    """
    version = locked_version(version)
    demand_preparing(by, version.annex)
    if version.state != AnnexState.DRAFT:
        raise Refused(
            "The version is no longer a draft and cannot be edited.",
            way_on="Send it back first, or begin a new version.",
        )
    last = entries_about(KIND, str(version.pk)).first()
    demand_edition(edition, version.edition, saved_by=last.actor_name if last else "")
    document = version.document if upload is None else None
    if document is not None and text.strip() != document.text.strip() and text.strip():
        document = None  # the words were rewritten by hand, so the file no longer says the same
    version.text, version.document = _checked_content(by, version.annex, text, upload, document, summary, areas_touched)
    version.summary, version.authors = summary.strip(), _checked_authors(authors)
    if areas_touched is not None:
        version.areas_touched = dict(areas_touched)
    version.edition += 1
    version.save(update_fields=["text", "document", "summary", "authors", "areas_touched", "edition"])
    record(
        by=by,
        event="agreements.annex_draft_saved",
        on=annex_version_pointer(version),
        details={"edition": version.edition},
    )
    return version


@transaction.atomic
def submit_annex_version(*, by: Actor, version: AnnexVersion, today: date) -> AnnexVersion:
    """Submit a draft by the way that the agreement prescribes (AGR-15, AGR-19).

    Where the update rule names the annex, a matter is raised in the group that prepares for the deciding one.
    Otherwise the version goes out to the parties for signature. It is not valid by this.
    """
    version = locked_version(version)
    demand_preparing(by, version.annex)
    _demand_adopted(version.annex)
    if version.state != AnnexState.DRAFT:
        raise Refused("The version has already been submitted.")
    rule = annex_rule(version.annex, today)
    lacking = missing_authors(rule, version.authors)
    if lacking:
        raise Refused(
            "The agreement wants the annex drawn up jointly; %(party)s is not named as author.",
            field="authors",
            way_on="Draw it up together and name both parties as authors.",
            party=lacking[0].label,
        )
    if rule.route == AnnexRoute.DECISION:
        _raise_matter(by, version, rule, today)
        version.state, version.needs_decision = AnnexState.SUBMITTED, True
    else:
        _demand_two_sides(version.annex)
        version.state, version.needs_decision = AnnexState.SIGNING, False
    version.save(update_fields=["state", "needs_decision", "matter"])
    record(by=by, event="agreements.annex_submitted", on=annex_version_pointer(version))
    return version


def _raise_matter(by: Actor, version: AnnexVersion, rule: AnnexRule, today: date) -> None:
    agreement = version.annex.agreement
    assert rule.decided_by is not None
    deciding = group_of(agreement, rule.decided_by, on=today)
    if deciding is None:
        raise Refused(
            "The agreement lets the group %(group)s decide, and there is no such group today.",
            way_on="Found the group first.",
            group=rule.decided_by.label,
        )
    preparing = preparing_group(deciding, on=today) or deciding
    pointer = annex_version_pointer(version)
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Update of annex %(number)s, %(title)s") % {
            "number": version.annex.number,
            "title": version.annex.title,
        }
        proposal = gettext(
            "The group decides that version %(number)s of annex %(annex)s, %(title)s, applies from the day of the "
            "decision and is attached to the agreement."
        ) % {"number": version.number, "annex": version.annex.number, "title": version.annex.title}
    version.matter = raise_matter(
        by=by,
        raised_in=preparing,
        decided_in=deciding,
        title=title[:200],
        text=version.summary,
        proposal=proposal,
        basis=rule.quote,
        category=DecisionCategory.ANNEX_UPDATE,
        concerns=pointer,
        today=today,
    )


def _demand_two_sides(annex: Annex) -> None:
    lacking = lacking_sides(PartyUnit.objects.filter(agreement_id=annex.agreement_id).values_list("side", flat=True))
    if lacking:
        raise Refused(
            "The agreement names no unit of %(party)s, so nobody can sign for it.",
            way_on="Add the unit to the agreement's parties.",
            party=lacking[0].label,
        )


@transaction.atomic
def take_decided(by: Actor, decision: Decision, key: str) -> None:
    """Make the version valid: date it with the decision, attach it and notify (AGR-16 to -18).

    Rung by `decisions.services.record_decision` inside its transaction, so a refusal here stops the decision
    as well. Refused when the decision is not about this version, or was taken by another group than the one that
    the agreement's term names.
    """
    version = locked_version(AnnexVersion(pk=int(key)))
    demand(may_run_group(by, decision.group_id, decision.group.unit_id), "You may not record decisions of this group.")
    if version.state != AnnexState.SUBMITTED:
        raise Refused("The version of the annex is not submitted for decision.")
    if decision.matter_id is None or decision.matter_id != version.matter_id:
        raise Refused("The decision is not about this version of the annex.")
    if decision.category != DecisionCategory.ANNEX_UPDATE:
        raise Refused("Only a decision on an update of annexes can make the annex valid.")
    rule = annex_rule(version.annex, decision.decided_on)
    deciding = group_of(version.annex.agreement, rule.decided_by, on=decision.decided_on) if rule.decided_by else None
    if deciding is None or decision.group_id != deciding.pk:
        raise Refused(
            "The agreement lets %(group)s decide on this annex, not %(other)s.",
            way_on="Take the matter to the group that the agreement names.",
            group=deciding or (rule.decided_by.label if rule.decided_by else ""),
            other=decision.group,
        )
    version.state, version.decision = AnnexState.VALID, decision
    version.dated_on, version.attached_at = decision.decided_on, timezone.now()
    version.save(update_fields=["state", "decision", "dated_on", "attached_at"])
    told = _notify(version, rule, timezone.localdate(decision.documented_at))
    record(
        by=by,
        event="agreements.annex_attached",
        on=annex_version_pointer(version),
        details={"decision": decision.reference, "dated_on": decision.decided_on.isoformat(), "notified": told},
    )


def _notify(version: AnnexVersion, rule: AnnexRule, on: date) -> int:
    """Tell the members of the group that the term names, with receipt, and keep the proof; count who were told."""
    group = group_of(version.annex.agreement, rule.notify, on=on) if rule.notify else None
    if group is None:
        return 0
    already = set(version.notices.filter(group=group).values_list("notice__recipient_id", flat=True))
    return _tell(version, group, on, already)


def _tell(version: AnnexVersion, group: Group, on: date, already: set[int]) -> int:
    recipients = [member for member in members_of(group, on=on) if member.pk not in already]
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Updated annex: %(title)s (%(agreement)s)") % {
            "title": version.annex.title,
            "agreement": version.annex.agreement.title,
        }
        text = gettext(
            "Version %(number)s was decided, dated and attached to the agreement. Give a receipt to show that the "
            "group has been notified."
        ) % {"number": version.number}
    notices = tell(recipients, about=annex_version_pointer(version), title=title[:300], text=text, receipt_wanted=True)
    AnnexNotice.objects.bulk_create(
        AnnexNotice(annex_version=version, group=group, notice=notice) for notice in notices
    )
    return len(notices)


@transaction.atomic
def notify_annex(*, by: Actor, version: AnnexVersion, today: date) -> AnnexVersion:
    """Notify members who have not been told of a decided version, for instance new ones (AGR-18, COM-08)."""
    version = locked_version(version)
    demand_preparing(by, version.annex)
    if version.state != AnnexState.VALID or version.decision_id is None:
        raise Refused("Only a version that has been decided is notified.")
    rule = annex_rule(version.annex, today)
    if rule.notify is None:
        raise Refused("The agreement names nobody to notify of this annex.")
    told = _notify(version, rule, today)
    if not told:
        raise Refused(
            "There is nobody left to notify in the group %(group)s.",
            way_on="Fill the group's seats; then notify again.",
            group=rule.notify.label,
        )
    record(by=by, event="agreements.annex_notified", on=annex_version_pointer(version), details={"notified": told})
    return version


@transaction.atomic
def send_back(*, by: Actor, version: AnnexVersion, reason: str) -> AnnexVersion:
    """Send a submitted version back, with the reason; a new version can then be drawn up from its text.

    Done for the group where the matter lies, or by those who prepare while the version is out for signature. The
    matter, if it is still open, is withdrawn with the same reason.
    """
    version = locked_version(version)
    matter = version.matter
    if version.state == AnnexState.SUBMITTED and matter is not None:
        group = matter.group
        demand(may_run_group(by, group.pk, group.unit_id), "You may not send this version back.")
    else:
        demand_preparing(by, version.annex)
    if version.state not in {AnnexState.SUBMITTED, AnnexState.SIGNING}:
        raise Refused("Only a version that has been submitted can be sent back.")
    refuse_person_data(reason=reason)
    if not reason.strip():
        raise Refused("Write why the version is sent back.", field="reason")
    if matter is not None and matter.state in {MatterState.OPEN, MatterState.SCHEDULED}:
        withdraw_matter(by=by, matter=matter, reason=reason)
    version.state, version.returned_because = AnnexState.REJECTED, reason.strip()
    version.save(update_fields=["state", "returned_because"])
    record(by=by, event="agreements.annex_sent_back", on=annex_version_pointer(version))
    return version


@transaction.atomic
def attach_original(
    *,
    by: Actor,
    annex: Annex,
    text: str = "",
    upload: Upload | None = None,
    document: Document | None = None,
    dated_on: date,
    authors: Iterable[str] = (),
    today: date,
) -> AnnexVersion:
    """Attach the annex as it was signed together with the agreement (AGR-04, AGR-05).

    Only for the first version, and only when it is no newer than the agreement: everything later is an update.
    """
    annex = Annex.objects.select_for_update(of=("self",)).select_related("agreement__unit").get(pk=annex.pk)
    agreement = annex.agreement
    demand_preparing(by, annex)
    _demand_adopted(annex)
    if annex.kind == AnnexKind.OVERALL_AGREEMENT:
        raise Refused(
            "This annex is the overall agreement itself.",
            way_on="It changes when the overall agreement does.",
        )
    if annex.versions.exists():
        raise Refused(
            "The annex already has a version.", way_on="Draw up a new version and submit it as the agreement says."
        )
    last_day = max(day for day in (agreement.signed_on, agreement.valid_from) if day is not None)
    if dated_on > today:
        raise Refused("The annex cannot be dated in the future.", field="dated_on")
    if dated_on > last_day:
        raise Refused(
            "An annex that was signed with the agreement is dated %(day)s at the latest.",
            field="dated_on",
            way_on="A later annex is an update: draw up a version and submit it.",
            day=last_day,
        )
    text, document = _checked_content(by, annex, text, upload, document, "")
    version = AnnexVersion.objects.create(
        annex=annex,
        number=1,
        text=text,
        document=document,
        authors=_checked_authors(authors),
        state=AnnexState.VALID,
        dated_on=dated_on,
        attached_at=timezone.now(),
        needs_decision=False,
        created_at=timezone.now(),
    )
    record(
        by=by,
        event="agreements.annex_original_attached",
        on=annex_version_pointer(version),
        details={"dated_on": dated_on.isoformat()},
    )
    return version
