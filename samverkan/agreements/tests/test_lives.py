"""The lives of annexes and agreements: whatever people try, in whatever order, the promises hold.

Random deeds by random persons, refused ones included, against the real database. After each of them: no version of
an annex is valid without a written decision of the right group or the signatures of all parties; no wording of the
agreement has changed without an amendment that all have signed; the trail holds, and each deed that was done left
exactly one entry of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from samverkan.access.actor import Actor
from samverkan.agreements.models import Amendment, AnnexVersion, Consultation, Version
from samverkan.agreements.queries.agreements import terms_on, version_on
from samverkan.agreements.queries.annexes import version_in_force
from samverkan.agreements.rules.amendments import text_hash
from samverkan.agreements.services.amendments import (
    draft_amendment,
    hash_to_sign,
    revise_amendment,
    send_for_signature,
    sign_amendment,
    withdraw_amendment,
)
from samverkan.agreements.services.annexes import (
    attach_original,
    draft_annex_version,
    notify_annex,
    revise_annex_draft,
    send_back,
    submit_annex_version,
    take_decided,
)
from samverkan.agreements.services.signing import sign_annex_version
from samverkan.agreements.tests.town import TEXT, Signed, build_signed
from samverkan.agreements.words import AmendmentState, AnnexState
from samverkan.audit.models import Entry
from samverkan.audit.services import verify_trail
from samverkan.decisions.models import Decision, Matter
from samverkan.decisions.services import forward_matter, record_decision, withdraw_matter
from samverkan.decisions.words import DecisionCategory
from samverkan.ground.refusals import Refused
from samverkan.groups.models import Group
from tests.cast import TODAY, Cast

PEOPLE = ("amina", "bertil", "doris", "erik", "cecilia", "gustav", "hanna", "ivar")
PREPARERS = ("amina", "bertil", "doris", "erik")
people = st.one_of(st.sampled_from(PREPARERS), st.sampled_from(PREPARERS), st.sampled_from(PEOPLE))
annexes = st.sampled_from(("picture", "plan", "communication", "overall"))
groups = st.sampled_from(("steering_b", "steering_b", "steering_b", "prep_b", "steering_g", "overall_steering"))
texts = st.sampled_from(("Lägesbild ett.", "Lägesbild två.", "Lägesbild tre.", "", "Ring 070-123 45 67."))
wordings = st.sampled_from((TEXT.replace("två (2)", "tre (3)"), TEXT.replace("två (2)", "fyra (4)"), TEXT, ""))
days = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))
authors = st.sampled_from((("municipality", "police"), ("municipality", "police"), ("municipality",), ()))
which = st.one_of(st.just(0), st.just(0), st.integers(0, 4))
"""Which of the rows, counted from the newest."""
right = st.sampled_from((True, True, True, False))
seldom = st.sampled_from((False, False, False, True))
"""For deeds that end a life early."""
signers = st.sampled_from(
    (
        *(("doris", "municipality"), ("erik", "police"), ("amina", "municipality"), ("bertil", "police")),
        *(("erik", "municipality"), ("doris", "police"), ("cecilia", "municipality"), ("gustav", "police")),
    )
)
FAR = date(2040, 1, 1)


class Lives(RuleBasedStateMachine):
    """One town in which everybody tries everything."""

    cast: Cast
    signed: Signed
    actors: dict[str, Actor]

    def __init__(self) -> None:
        super().__init__()
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.is_settled = False
        self.expected = Entry.objects.count()
        self.before = list(Version.objects.order_by("pk").values_list("pk", "text", "in_force_from"))

    def teardown(self) -> None:
        """Forget what happened in this life."""
        transaction.set_rollback(True)
        self.atom.__exit__(None, None, None)

    def attempt(self, entries: int, deed: Callable[[], Any]) -> Any:
        """Try a deed: done, it leaves `entries` entries (its own, and one for each deed within it); refused, none."""
        before = Entry.objects.count()
        try:
            with transaction.atomic():
                result = deed()
        except Refused:
            assert Entry.objects.count() == before
            return None
        assert Entry.objects.count() == before + entries, deed
        self.expected += entries
        self.is_settled = False
        return result

    def one(self, rows: Any, number: int) -> Any:
        """Return one of the rows, if there are any."""
        found = list(rows.order_by("-pk"))
        return found[number % len(found)] if found else None

    @initialize(
        annex=st.sampled_from(("picture", "communication", "plan", "nothing")),
        amendment=st.sampled_from(("half signed", "sent", "draft", "nothing")),
    )
    def begin(self, annex: str, amendment: str) -> None:
        """Begin in the middle of things, so that short lives too come to the end."""
        amina = self.actors["amina"]
        if annex != "nothing":
            version = draft_annex_version(
                by=amina, annex=self.signed.annexes[annex], text="Början.", authors=("municipality", "police")
            )
            version = submit_annex_version(by=amina, version=version, today=TODAY)
            if version.matter is not None:
                forward_matter(by=amina, matter=version.matter)
        if amendment != "nothing":
            self.consult(TODAY)
            change = draft_amendment(
                by=amina,
                agreement=self.signed.agreement,
                title="Ändring",
                reason="Behov.",
                in_force_from=TODAY,
                text=TEXT.replace("två (2)", "tre (3)"),
                numbers={"local_steering.meetings": 3},
            )
            if amendment in {"sent", "half signed"}:
                send_for_signature(by=amina, amendment=change, today=TODAY)
            if amendment == "half signed":
                self.sign_change(("doris", "municipality"), 0, TODAY, True)
        self.expected = Entry.objects.count()

    def has_matter(self) -> bool:
        """Tell whether there is anything to decide."""
        return Matter.objects.exists()

    def has_version(self) -> bool:
        """Tell whether any annex has a version."""
        return AnnexVersion.objects.exists()

    def has_change(self) -> bool:
        """Tell whether any amendment has been begun."""
        return Amendment.objects.exists()

    # annexes

    @rule(person=people, annex=annexes, text=texts, authors=authors)
    def draft_annex(self, person: str, annex: str, text: str, authors: tuple[str, ...]) -> None:
        self.attempt(
            1,
            lambda: draft_annex_version(
                by=self.actors[person], annex=self.signed.annexes[annex], text=text, authors=authors
            ),
        )

    @precondition(lambda self: self.has_version())
    @rule(person=people, number=which, text=texts, edition=st.sampled_from((0, 0, 0, 1, 2)), authors=authors)
    def revise_annex(self, person: str, number: int, text: str, edition: int, authors: tuple[str, ...]) -> None:
        version = self.one(AnnexVersion.objects.all(), number)
        if version:
            self.attempt(
                1,
                lambda: revise_annex_draft(
                    by=self.actors[person], version=version, edition=edition or version.edition, text=text,
                    authors=authors,
                ),
            )  # fmt: skip

    @precondition(lambda self: self.has_version())
    @rule(person=people, number=which)
    def submit_annex(self, person: str, number: int) -> None:
        version = self.one(AnnexVersion.objects.all(), number)
        if version:
            raises_matter = version.annex.kind in {"situation_picture", "measures_plan"}
            self.attempt(
                2 if raises_matter else 1,
                lambda: submit_annex_version(by=self.actors[person], version=version, today=TODAY),
            )

    @rule(person=people, annex=annexes, day=days, text=texts)
    def attach(self, person: str, annex: str, day: date, text: str) -> None:
        dated = day - timedelta(days=400)
        self.attempt(
            1,
            lambda: attach_original(
                by=self.actors[person], annex=self.signed.annexes[annex], text=text, dated_on=dated, today=TODAY
            ),
        )

    @precondition(lambda self: self.has_version())
    @rule(person=people, number=which, reason=st.sampled_from(("Saknas delar.", " ")), really=seldom)
    def send_annex_back(self, person: str, number: int, reason: str, really: bool) -> None:
        if not really:
            return
        version = self.one(AnnexVersion.objects.all(), number)
        if version:
            matter_is_open = version.matter is not None and version.matter.state in {"open", "scheduled"}
            self.attempt(
                2 if matter_is_open else 1, lambda: send_back(by=self.actors[person], version=version, reason=reason)
            )

    @precondition(lambda self: self.has_version())
    @rule(signer=signers, number=which, right=right)
    def sign_annex(self, signer: tuple[str, str], number: int, right: bool) -> None:
        person, side = signer
        version = self.one(AnnexVersion.objects.exclude(state="valid"), number)
        if version:
            self.attempt(
                1,
                lambda: sign_annex_version(
                    by=self.actors[person],
                    version=version,
                    party_unit=self.signed.municipality if side == "municipality" else self.signed.police,
                    name="Namn",
                    function="Chef",
                    signed_on=TODAY,
                    text_sha256=text_hash(version.text if right else "Något annat."),
                    today=TODAY,
                ),
            )

    @precondition(lambda self: self.has_version())
    @rule(person=people, number=which)
    def notify(self, person: str, number: int) -> None:
        version = self.one(AnnexVersion.objects.all(), number)
        if version:
            self.attempt(1, lambda: notify_annex(by=self.actors[person], version=version, today=TODAY))

    # matters and decisions

    @precondition(lambda self: self.has_matter())
    @rule(person=people, number=which)
    def forward(self, person: str, number: int) -> None:
        matter = self.one(Matter.objects.all(), number)
        if matter:
            self.attempt(1, lambda: forward_matter(by=self.actors[person], matter=matter))

    @precondition(lambda self: self.has_matter())
    @rule(person=people, number=which, really=seldom)
    def withdraw(self, person: str, number: int, really: bool) -> None:
        if not really:
            return
        matter = self.one(Matter.objects.all(), number)
        if matter:
            self.attempt(1, lambda: withdraw_matter(by=self.actors[person], matter=matter, reason="Utgår."))

    @precondition(lambda self: self.has_matter())
    @rule(person=people, group=groups, number=which, day=days, with_matter=st.sampled_from((True, True, False)))
    def decide(self, person: str, group: str, number: int, day: date, with_matter: bool) -> None:
        matter = self.one(Matter.objects.all(), number) if with_matter else None
        self.attempt(
            2 if matter else 1,
            lambda: record_decision(
                by=self.actors[person],
                group=self.cast.groups[group],
                title="Beslut",
                text="Enligt förslaget.",
                category=DecisionCategory.ANNEX_UPDATE,
                decided_on=min(day, TODAY),
                matter=matter,
                municipality_decision_maker="Stadsdelsdirektör",
                police_decision_maker="Lokalpolisområdeschef",
            ),
        )

    @precondition(lambda self: self.has_matter())
    @rule(person=people, number=which, other=which)
    def ring_the_bell_by_hand(self, person: str, number: int, other: int) -> None:
        decision, version = self.one(Decision.objects.all(), number), self.one(AnnexVersion.objects.all(), other)
        if decision and version:
            self.attempt(1, lambda: take_decided(self.actors[person], decision, str(version.pk)))

    # the agreement itself

    @rule(day=days)
    def consult(self, day: date) -> None:
        self.is_settled = False
        Consultation.objects.create(
            agreement=self.signed.agreement, held_on=day, municipality_by="D", police_by="E", result="Eniga."
        )

    @rule(person=people, text=wordings, day=days, number=st.integers(-1, 12))
    def draft_change(self, person: str, text: str, day: date, number: int) -> None:
        self.attempt(
            1,
            lambda: draft_amendment(
                by=self.actors[person],
                agreement=self.signed.agreement,
                title="Ändring",
                reason="Behov.",
                in_force_from=day,
                text=text,
                numbers={"local_steering.meetings": number},
            ),
        )

    @precondition(lambda self: self.has_change())
    @rule(person=people, text=wordings, day=days, number=which, edition=st.sampled_from((0, 0, 0, 1, 2)))
    def revise_change(self, person: str, text: str, day: date, number: int, edition: int) -> None:
        amendment = self.one(Amendment.objects.all(), number)
        if amendment:
            self.attempt(
                1,
                lambda: revise_amendment(
                    by=self.actors[person], amendment=amendment, edition=edition or amendment.edition,
                    title="Ändring", reason="Behov.", text=text, in_force_from=day,
                ),
            )  # fmt: skip

    @precondition(lambda self: self.has_change())
    @rule(person=people, number=which)
    def send_change(self, person: str, number: int) -> None:
        amendment = self.one(Amendment.objects.all(), number)
        if amendment:
            self.attempt(1, lambda: send_for_signature(by=self.actors[person], amendment=amendment, today=TODAY))

    @precondition(lambda self: self.has_change())
    @rule(signer=signers, number=which, day=days, right=right)
    def sign_change(self, signer: tuple[str, str], number: int, day: date, right: bool) -> None:
        person, side = signer
        amendment = self.one(Amendment.objects.all(), number)
        if amendment:
            self.attempt(
                1,
                lambda: sign_amendment(
                    by=self.actors[person],
                    amendment=amendment,
                    party_unit=self.signed.municipality if side == "municipality" else self.signed.police,
                    name="Namn",
                    function="Chef",
                    signed_on=min(day, TODAY),
                    text_sha256=hash_to_sign(amendment) if right else "0" * 64,
                    today=TODAY,
                ),
            )

    @precondition(lambda self: self.has_change())
    @rule(person=people, number=which, really=seldom)
    def withdraw_change(self, person: str, number: int, really: bool) -> None:
        if not really:
            return
        amendment = self.one(Amendment.objects.all(), number)
        if amendment:
            self.attempt(1, lambda: withdraw_amendment(by=self.actors[person], amendment=amendment, reason="Utgår."))

    # what always holds

    @invariant()
    def the_promises_hold_after_whatever_was_done(self) -> None:
        """Look after each deed that was done; one that was refused has been rolled back whole."""
        if self.is_settled:
            return
        self.no_annex_is_valid_without_decision_or_signatures()
        self.what_is_in_force_is_valid()
        self.an_annex_has_at_most_one_version_being_worked_on()
        self.no_wording_changes_without_an_amendment_that_all_have_signed()
        self.an_amendment_that_is_not_signed_by_all_has_made_nothing()
        self.is_settled = True

    def no_annex_is_valid_without_decision_or_signatures(self) -> None:
        steering = self.cast.groups["steering_b"].pk
        parties = {self.signed.municipality.pk, self.signed.police.pk}
        for version in AnnexVersion.objects.filter(state=AnnexState.VALID).select_related("decision", "annex"):
            assert version.dated_on is not None
            assert version.attached_at is not None
            if version.needs_decision:
                assert version.decision is not None
                assert version.decision.text
                assert version.decision.group_id == steering
                assert version.decision.matter_id == version.matter_id
                assert version.dated_on == version.decision.decided_on
            elif version.number == 1 and not version.signatures.exists():
                assert version.dated_on <= date(2025, 2, 1)
            else:
                assert version.annex.kind not in {"situation_picture", "measures_plan"}
                assert {signature.party_unit_id for signature in version.signatures.all()} == parties
                hashes = set(version.signatures.values_list("text_sha256", flat=True))
                assert hashes == {text_hash(version.text)}

    def what_is_in_force_is_valid(self) -> None:
        for annex in self.signed.annexes.values():
            version = version_in_force(annex.versions.all(), FAR)
            assert version is None or version.state == AnnexState.VALID

    def an_annex_has_at_most_one_version_being_worked_on(self) -> None:
        for annex in self.signed.annexes.values():
            assert annex.versions.filter(state__in=("draft", "submitted", "signing")).count() <= 1

    def no_wording_changes_without_an_amendment_that_all_have_signed(self) -> None:
        parties = {self.signed.municipality.pk, self.signed.police.pk}
        versions = list(Version.objects.order_by("number").select_related("amendment"))
        assert [(version.pk, version.text, version.in_force_from) for version in versions[:1]] == self.before
        for earlier, version in pairwise(versions):
            amendment = version.amendment
            assert amendment is not None
            assert amendment.state == AmendmentState.SIGNED
            assert amendment.base_id == earlier.pk
            signatures = list(amendment.signatures.all())
            assert {signature.party_unit_id for signature in signatures} == parties
            assert {signature.text_sha256 for signature in signatures} == {hash_to_sign(amendment)}
            assert version.text == amendment.text
            assert version.in_force_from >= max(signature.signed_on for signature in signatures)
            assert version.in_force_from >= earlier.in_force_from

    def an_amendment_that_is_not_signed_by_all_has_made_nothing(self) -> None:
        assert Version.objects.count() - 1 == Amendment.objects.filter(state=AmendmentState.SIGNED).count()
        if Version.objects.count() == 1:
            assert version_on(self.signed.agreement.pk, FAR) == self.signed.version
            meetings = next(t for t in terms_on(self.signed.agreement.pk, FAR) if t.key == "local_steering.meetings")
            assert meetings.parameters["minimum"] == 2

    @invariant()
    def the_trail_holds_and_each_deed_left_its_entry(self) -> None:
        count, fault = verify_trail()
        assert fault is None
        assert count == self.expected


@pytest.mark.django_db
@pytest.mark.req("AGR-16", "AGR-19", "CRO-10")
def test_no_sequence_of_deeds_breaks_the_promises(cast: Cast) -> None:
    town = build_signed(cast)

    class Here(Lives):
        signed = town
        actors = {person: cast.actor(person) for person in PEOPLE}

    Here.cast = cast
    assert Group.objects.exists()
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=30,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
