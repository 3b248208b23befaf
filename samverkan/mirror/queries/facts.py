"""Facts as they stood, or will stand, on a day: a fixed number of questions, however many agreements.

Every question asks for whole columns of plain values (`values_list`), so time and memory grow in step with
the number of rows and no row is asked for by itself. Meetings are counted by the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from samverkan.agreements.models import (
    Agreement,
    Amendment,
    Annex,
    AnnexNotice,
    AnnexVersion,
    Consultation,
    Copy,
    Extension,
    KeptTerm,
    PartyUnit,
    Signature,
    Version,
)
from samverkan.agreements.words import AgreementState, AmendmentState, AnnexState
from samverkan.communication.models import Delivery
from samverkan.decisions.models import Delimitation
from samverkan.ground.rule_sets import rule_sets
from samverkan.ground.terms import Term, TermKind
from samverkan.ground.words import FunctionKind, GroupKind, OrganisationKey, Party, Tier
from samverkan.groups.models import Group, NoteSharing, Seat
from samverkan.groups.rules import SeatFact
from samverkan.groups.words import OVERALL, Membership
from samverkan.meetings.models import Meeting
from samverkan.meetings.words import MeetingState
from samverkan.mirror.queries.work import cities_of, works_of
from samverkan.mirror.rules.facts import (
    NO_MEETINGS,
    AgreementFact,
    AmendmentFact,
    AnnexFact,
    AnnexVersionFact,
    AppointmentFact,
    AreaListFact,
    CityFact,
    ExtensionFact,
    Facts,
    GroupFact,
    InformationFact,
    MeetingCount,
    PartyFact,
)
from samverkan.organisation.models import Dated, Unit
from samverkan.priorities.models import Area
from samverkan.working_groups.models import Appointment

HELD = Q(state__in=(MeetingState.HELD, MeetingState.APPROVED))
PLANNED = Q(state__in=(MeetingState.BOOKED, MeetingState.CONVENED, MeetingState.UNDER_WAY))
FUNCTIONS = {word.value: word for word in FunctionKind}
PARTIES = {word.value: word for word in Party}
KEYS = {word.value: word for word in OrganisationKey}
GROUP_KINDS = {word.value: word for word in GroupKind}
TERM_KINDS = {word.value: word for word in TermKind}


def midnight(day: date) -> datetime:
    """Return the moment at which the day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def in_force(on: date, prefix: str = "") -> Q:
    """Return the condition that the agreement is adopted and in force on the day."""
    return Dated.holding(on, prefix) & Q(**{f"{prefix}state": AgreementState.ADOPTED})


def gather(chosen: QuerySet[Agreement], *, on: date, today: date) -> tuple[Facts, ...]:
    """Return the facts of the agreements chosen (those in force on the day), in a fixed number of questions."""
    gathered = _Gathered(chosen.filter(in_force(on)).order_by(), on, today)
    agreements = gathered.agreements()
    under: dict[int, list[AgreementFact]] = defaultdict(list)
    for agreement in agreements:
        if agreement.overall_id is not None:
            under[agreement.overall_id].append(agreement)
    groups, information = gathered.groups(), gathered.information()
    areas, notes = gathered.areas({agreement.municipality_id for agreement in agreements}), gathered.shared_notes()
    works = works_of(Unit.objects.filter(pk__in=gathered.local_units()), on)
    cities = cities_of({agreement.municipality_id: AreaListFact() for agreement in agreements} | areas, on)
    return tuple(
        Facts(
            agreement=agreement,
            today=today,
            groups=tuple(groups.get((agreement.unit_id, agreement.tier == Tier.OVERALL), ())),
            information=information.get(agreement.unit_id, InformationFact()),
            areas=areas.get(agreement.municipality_id, AreaListFact()),
            shared_notes=frozenset(notes.get(agreement.unit_id, ())),
            local_agreements=tuple(under.get(agreement.id, ())),
            works=tuple(
                works[each.unit_id]
                for each in ((agreement,) if agreement.tier == Tier.LOCAL else under.get(agreement.id, ()))
                if each.unit_id in works
            ),
            city=cities.get(agreement.municipality_id, CityFact()),
        )
        for agreement in agreements
    )


class _Gathered:
    """One gathering of facts: the agreements chosen, the day, and the questions."""

    def __init__(self, chosen: QuerySet[Agreement], on: date, today: date) -> None:
        self.chosen = chosen
        self.on = on
        self.today = today
        self.after = midnight(on + timedelta(days=1))
        """The first moment after the day."""

    def of(self, prefix: str) -> dict[str, Any]:
        """Return the condition that the agreement behind the prefix is among the chosen."""
        return {f"{prefix}__in": self.chosen.values("pk")}

    def of_unit(self, prefix: str) -> dict[str, Any]:
        """Return the condition that the unit behind the prefix has one of the chosen agreements."""
        return {f"{prefix}__in": self.chosen.values("unit_id")}

    def local_units(self) -> QuerySet[Agreement, Any]:
        """Return the units that have one of the chosen local agreements."""
        return self.chosen.filter(tier=Tier.LOCAL).values("unit_id")

    def agreements(self) -> list[AgreementFact]:
        """Return the agreements with all that hangs on them: eleven questions."""
        terms, versions = self.terms()
        parties, annexes = self.parties(), self.annexes()
        amendments, extensions, consultations = self.amendments(), self.extensions(), self.consultations()
        rows = self.chosen.order_by("tier", "unit__name", "title", "pk").values_list(
            "pk",
            "title",
            "tier",
            "unit_id",
            "unit__name",
            "unit__municipality_id",
            "valid_from",
            "valid_until",
            "signed_on",
            "registry_number",
            "purpose",
            "rule_set",
            "overall_id",
            "overall__state",
            "overall__valid_from",
            "overall__valid_until",
            "supersedes_id",
            "supersedes__title",
            "supersedes__registry_number",
            "supersedes__valid_until",
        )
        found = []
        for row in rows.iterator():
            pk, title, tier, unit_id, unit_name, municipality_id, start, until, signed_on, registry_number = row[:10]
            purpose, rule_set, overall_id, overall_state, overall_from, overall_until = row[10:16]
            superseded_id, superseded_title, superseded_number, superseded_until = row[16:]
            if start is None:
                continue  # never adopted without a first day: a constraint of the table
            found.append(
                AgreementFact(
                    id=pk,
                    title=title,
                    tier=tier,
                    unit_id=unit_id,
                    unit_name=unit_name,
                    municipality_id=municipality_id or unit_id,
                    valid_from=start,
                    valid_until=until,
                    signed_on=signed_on,
                    registry_number=registry_number,
                    version_from=versions.get(pk),
                    overall_id=overall_id,
                    overall_is_in_force=self._holds(overall_id, overall_state, overall_from, overall_until),
                    superseded_id=superseded_id,
                    superseded_title=superseded_title or "",
                    superseded_registry_number=superseded_number or "",
                    superseded_until=superseded_until,
                    has_purpose=bool(purpose.strip()),
                    terms=tuple(terms.get(pk, ())) or _terms_of_rule_set(rule_set),
                    parties=tuple(parties.get(pk, ())),
                    annexes=tuple(annexes.get(pk, ())),
                    amendments=tuple(amendments.get(pk, ())),
                    consultations=tuple(consultations.get(pk, ())),
                    extensions=tuple(extensions.get(pk, ())),
                )
            )
        return found

    def _holds(self, overall_id: int | None, state: str | None, start: date | None, until: date | None) -> bool | None:
        if overall_id is None:
            return None
        is_begun = state == AgreementState.ADOPTED and start is not None and start <= self.on
        return is_begun and (until is None or until > self.on)

    def terms(self) -> tuple[dict[int, list[Term]], dict[int, date]]:
        """Return the terms of each agreement's wording on the day, and the day that wording is from."""
        latest: dict[int, tuple[int, date]] = {}
        for pk, agreement_id, start in (
            Version.objects.filter(in_force_from__lte=self.on, **self.of("agreement"))
            .order_by("number")
            .values_list("pk", "agreement_id", "in_force_from")
        ):
            latest[agreement_id] = (pk, start)
        agreement_of = {version_id: agreement_id for agreement_id, (version_id, _) in latest.items()}
        terms: dict[int, list[Term]] = defaultdict(list)
        for version_id, key, kind, clause, requirements, parameters in (
            KeptTerm.objects.filter(version__in_force_from__lte=self.on, **self.of("version__agreement"))
            .order_by("pk")
            .values_list("version_id", "key", "kind", "clause", "requirements", "parameters")
            .iterator()
        ):
            if version_id in agreement_of:
                terms[agreement_of[version_id]].append(
                    Term(key, TERM_KINDS[kind], clause, tuple(requirements), parameters)
                )
        return terms, {agreement_id: start for agreement_id, (_, start) in latest.items()}

    def parties(self) -> dict[int, list[PartyFact]]:
        """Return the parties with their signatures and copies on the day."""
        signed = set(
            Signature.objects.filter(
                amendment__isnull=True, signed_on__lte=self.on, **self.of("agreement")
            ).values_list("party_unit_id", flat=True)
        )
        copies: dict[int, list[bool]] = defaultdict(list)
        for party_id, handed_over_on in Copy.objects.filter(**self.of("agreement")).values_list(
            "party_unit_id", "handed_over_on"
        ):
            copies[party_id].append(handed_over_on is not None and handed_over_on <= self.on)
        found: dict[int, list[PartyFact]] = defaultdict(list)
        for pk, agreement_id, name, side in (
            PartyUnit.objects.filter(**self.of("agreement"))
            .order_by("order", "pk")
            .values_list("pk", "agreement_id", "name", "side")
        ):
            own = copies.get(pk, ())
            found[agreement_id].append(PartyFact(name, side, pk in signed, len(own), sum(own)))
        return found

    def annexes(self) -> dict[int, list[AnnexFact]]:
        """Return the annexes with their versions as they stood on the day: three questions."""
        told: dict[int, int] = {}
        received: dict[int, int] = {}
        for version_id, count, receipts in (
            AnnexNotice.objects.filter(notice__sent_at__lt=self.after, **self.of("annex_version__annex__agreement"))
            .values("annex_version_id")
            .annotate(count=Count("pk"), receipts=Count("pk", filter=Q(notice__received_at__lt=self.after)))
            .order_by()
            .values_list("annex_version_id", "count", "receipts")
        ):
            told[version_id], received[version_id] = count, receipts
        versions: dict[int, list[AnnexVersionFact]] = defaultdict(list)
        for row in (
            AnnexVersion.objects.filter(**self.of("annex__agreement"))
            .filter(Q(created_at__lt=self.after) | Q(dated_on__lte=self.on))
            .order_by("annex_id", "number")
            .values_list(
                "pk",
                "annex_id",
                "number",
                "state",
                "dated_on",
                "attached_at",
                "needs_decision",
                "authors",
                "areas_touched",
                "decision_id",
                "decision__group__kind",
                "decision__number",
                "decision__year",
                "decision__documented_at",
                "matter__raised_on",
            )
            .iterator()
        ):
            versions[row[1]].append(self._annex_version(row, told.get(row[0], 0), received.get(row[0], 0)))
        found: dict[int, list[AnnexFact]] = defaultdict(list)
        for pk, agreement_id, number, kind, title in (
            Annex.objects.filter(**self.of("agreement"))
            .order_by("agreement_id", "number")
            .values_list("pk", "agreement_id", "number", "kind", "title")
        ):
            found[agreement_id].append(AnnexFact(pk, number, kind, title, tuple(versions.get(pk, ()))))
        return found

    def _annex_version(self, row: tuple[Any, ...], told: int, received: int) -> AnnexVersionFact:
        pk, _, number, state, dated_on, attached_at, needs_decision, authors, touched = row[:9]
        decision_id, decided_by, decision_number, decision_year, documented_at, raised_on = row[9:]
        is_dated = dated_on is not None and dated_on <= self.on
        if state == AnnexState.VALID and not is_dated:
            state = AnnexState.SUBMITTED if raised_on is not None and raised_on <= self.on else AnnexState.DRAFT
        elif state == AnnexState.SUBMITTED and raised_on is not None and raised_on > self.on:
            state = AnnexState.DRAFT
        return AnnexVersionFact(
            id=pk,
            number=number,
            state=str(state),
            dated_on=dated_on if is_dated else None,
            is_attached=attached_at is not None,
            needs_decision=needs_decision,
            decided_by=decided_by or "",
            decision_id=decision_id,
            decision_reference=f"{decision_number}/{decision_year}" if decision_id else "",
            is_documented=documented_at is not None,
            authors=tuple(authors),
            areas_touched=frozenset(int(area) for area, said in touched.items() if said),
            told=told,
            received=received,
        )

    def amendments(self) -> dict[int, list[AmendmentFact]]:
        """Return the amendments that were out for signature or signed on the day: two questions."""
        signatures: dict[int, set[int]] = defaultdict(set)
        for amendment_id, party_id in Signature.objects.filter(
            amendment__isnull=False, signed_on__lte=self.on, **self.of("agreement")
        ).values_list("amendment_id", "party_unit_id"):
            signatures[amendment_id].add(party_id)
        rows: dict[tuple[int, int, str, str, date], list[tuple[int, str]]] = defaultdict(list)
        for *amendment, party_id, party_name in (
            Amendment.objects.filter(
                state__in=(AmendmentState.SIGNING, AmendmentState.SIGNED),
                sent_at__lt=self.after,
                **self.of("agreement"),
            )
            .order_by("pk", "agreement__party_units__order")
            .values_list(
                "pk",
                "agreement_id",
                "title",
                "state",
                "in_force_from",
                "agreement__party_units__pk",
                "agreement__party_units__name",
            )
        ):
            rows[tuple(amendment)].append((party_id, party_name))  # type: ignore[index]
        found: dict[int, list[AmendmentFact]] = defaultdict(list)
        for (pk, agreement_id, title, state, start), parties in rows.items():
            unsigned = tuple(name for party_id, name in parties if party_id and party_id not in signatures[pk])
            if state == AmendmentState.SIGNED and unsigned and start > self.on:
                state = AmendmentState.SIGNING.value
            found[agreement_id].append(AmendmentFact(title, state, start, unsigned))
        return found

    def extensions(self) -> dict[int, list[ExtensionFact]]:
        """Return the extensions decided by the day."""
        found: dict[int, list[ExtensionFact]] = defaultdict(list)
        for agreement_id, decided_on, conflicts in Extension.objects.filter(
            decided_on__lte=self.on, **self.of("agreement")
        ).values_list("agreement_id", "decided_on", "conflicts"):
            found[agreement_id].append(ExtensionFact(decided_on, tuple(conflicts)))
        return found

    def consultations(self) -> dict[int, list[date]]:
        """Return the days of the consultations held by the day."""
        found: dict[int, list[date]] = defaultdict(list)
        for agreement_id, held_on in Consultation.objects.filter(
            held_on__lte=self.on, **self.of("agreement")
        ).values_list("agreement_id", "held_on"):
            found[agreement_id].append(held_on)
        return found

    def groups(self) -> dict[tuple[int, bool], list[GroupFact]]:
        """Return the groups on the day by unit and level (true for the city-wide one): five questions."""
        seats, meetings, appointments = self.seats(), self.meetings(), self.appointments()
        delimited = set(
            Delimitation.objects.filter(Dated.holding(self.on), **self.of_unit("group__unit")).values_list(
                "group_id", flat=True
            )
        )
        found: dict[tuple[int, bool], list[GroupFact]] = defaultdict(list)
        for pk, kind, name, unit_id, valid_from in (
            Group.objects.filter(Dated.holding(self.on), **self.of_unit("unit"))
            .order_by("name", "pk")
            .values_list("pk", "kind", "name", "unit_id", "valid_from")
        ):
            found[unit_id, kind in OVERALL].append(
                GroupFact(
                    id=pk,
                    kind=kind,
                    name=name,
                    unit_id=unit_id,
                    valid_from=valid_from,
                    seats=tuple(seats.get(pk, ())),
                    meetings=meetings.get(pk, NO_MEETINGS),
                    has_delimitation=pk in delimited,
                    appointment=appointments.get(pk),
                )
            )
        return found

    def seats(self) -> dict[int, list[SeatFact]]:
        """Return the seats of each group on the day."""
        found: dict[int, list[SeatFact]] = defaultdict(list)
        rows: Iterable[tuple[Any, ...]] = (
            Seat.objects.filter(Dated.holding(self.on), **self.of_unit("group__unit"))
            .order_by()
            .values_list(
                "group_id",
                "group__kind",
                "function",
                "party",
                "unit__key",
                "unit__kind",
                "unit__name",
                "holder_id",
                "has_mandate",
                "responsibility",
                "membership",
            )
            .iterator()
        )
        for group_id, kind, function, party, key, unit_kind, unit_name, holder_id, mandate, duty, membership in rows:
            found[group_id].append(
                SeatFact(
                    group_kind=GROUP_KINDS[kind],
                    function=FUNCTIONS[function],
                    party=PARTIES[party],
                    organisation_key=KEYS[key],
                    unit_kind=unit_kind,
                    has_holder=holder_id is not None,
                    has_mandate=mandate,
                    has_responsibility=bool(duty),
                    is_ordinary=membership == Membership.ORDINARY,
                    unit_name=unit_name,
                )
            )
        return found

    def meetings(self) -> dict[int, MeetingCount]:
        """Return each group's meetings of the calendar year, counted by the database in one question."""
        start, end = midnight(date(self.on.year, 1, 1)), midnight(date(self.on.year + 1, 1, 1))
        last_year = midnight(date(self.on.year - 1, 1, 1))
        day, now = midnight(self.on), midnight(self.today)
        this_year = Q(starts_at__gte=start)
        counted = (
            Meeting.objects.filter(starts_at__gte=last_year, starts_at__lt=end, **self.of_unit("group__unit"))
            .exclude(state=MeetingState.CANCELLED)
            .values("group_id")
            .annotate(
                held=Count("pk", filter=HELD & this_year & Q(starts_at__lt=self.after)),
                expected=Count("pk", filter=PLANNED & this_year & Q(starts_at__gte=now, starts_at__lt=day)),
                booked=Count(
                    "pk",
                    filter=(PLANNED & Q(starts_at__gte=day)) | (HELD & this_year & Q(starts_at__gte=self.after)),
                ),
                unrecorded=Count("pk", filter=PLANNED & this_year & Q(starts_at__lt=min(day, now))),
                held_last_year=Count("pk", filter=HELD & Q(starts_at__lt=start)),
            )
            .order_by()
            .values_list("group_id", "held", "expected", "booked", "unrecorded", "held_last_year")
        )
        return {group_id: MeetingCount(*counts) for group_id, *counts in counted}

    def appointments(self) -> dict[int, AppointmentFact]:
        """Return how the working groups were appointed."""
        return {
            group_id: AppointmentFact(kind, decision_id, area, is_permanent, ends_on)
            for group_id, kind, decision_id, area, is_permanent, ends_on in Appointment.objects.filter(
                group__isnull=False, decision__decided_on__lte=self.on, **self.of_unit("group__unit")
            ).values_list("group_id", "decision__group__kind", "decision_id", "area__name", "is_permanent", "ends_on")
        }

    def information(self) -> dict[int, InformationFact]:
        """Return the notices of information of each unit by the day, counted by the database."""
        silent = (Q(notice__received_at__isnull=True) | Q(notice__received_at__gte=self.after)) & (
            Q(answered_at__isnull=True) | Q(answered_at__gte=self.after)
        )
        counted = (
            Delivery.objects.filter(information__sent_at__lt=self.after, **self.of_unit("information__unit"))
            .values(unit=F("information__unit_id"))
            .annotate(
                sent=Count("pk"),
                outstanding=Count("pk", filter=silent),
                oldest=Min("information__sent_at", filter=silent),
                oldest_id=Min("information_id", filter=silent),
            )
            .order_by()
            .values_list("unit", "sent", "outstanding", "oldest", "oldest_id")
        )
        return {
            unit_id: InformationFact(
                sent, outstanding, timezone.localtime(oldest).date() if oldest else None, oldest_id
            )
            for unit_id, sent, outstanding, oldest, oldest_id in counted
        }

    def areas(self, municipality_ids: set[int]) -> dict[int, AreaListFact]:
        """Return the list of priority areas in force for each municipality."""
        lists: dict[int, dict[int, tuple[str, date, list[tuple[int, str]]]]] = defaultdict(dict)
        for pk, name, list_id, list_name, start, municipality_id in (
            Area.objects.filter(
                Dated.holding(self.on, "area_list__"),
                area_list__is_draft=False,
                area_list__municipality_id__in=municipality_ids,
            )
            .order_by("area_list__valid_from", "area_list_id", "number")
            .values_list(
                "pk",
                "name",
                "area_list_id",
                "area_list__name",
                "area_list__valid_from",
                "area_list__municipality_id",
            )
        ):
            if municipality_id is not None:
                lists[municipality_id].setdefault(list_id, (list_name, start, []))[2].append((pk, name))
        return {
            municipality_id: AreaListFact(name, start, tuple(areas))
            for municipality_id, found in lists.items()
            for name, start, areas in [list(found.values())[-1]]
        }

    def shared_notes(self) -> dict[int, set[tuple[str, str]]]:
        """Return which kinds of group share notes with which, by unit."""
        found: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for unit_id, source, target in NoteSharing.objects.filter(
            Dated.holding(self.on), **self.of_unit("unit")
        ).values_list("unit_id", "from_kind", "to_kind"):
            found[unit_id].add((source, target))
        return found


def _terms_of_rule_set(key: str) -> tuple[Term, ...]:
    """Return the terms of a rule set, for an agreement that names one and keeps no terms of its own."""
    found = rule_sets().get(key) if key else None
    return found.terms if found else ()
