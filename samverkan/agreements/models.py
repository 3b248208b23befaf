"""Agreements and what belongs to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverkan.agreements.words import AgreementState, AmendmentState, AnnexState, FactState
from samverkan.decisions.models import Decision, Matter
from samverkan.documents.models import Document
from samverkan.ground.terms import TermKind
from samverkan.ground.words import AnnexKind, Party, Tier
from samverkan.groups.models import Group
from samverkan.notices.models import Notice
from samverkan.organisation.models import Dated, Unit


class Agreement(models.Model):
    """Överenskommelse: overall or local; its text and terms lie in its versions (AGR-01, AGR-06, AGR-09)."""

    tier = models.CharField(_("tier"), max_length=8, choices=Tier.choices())
    title = models.CharField(_("title"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """The district, or the municipality for an overall agreement. Empty only in a draft."""
    overall = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="local_agreements")
    """The overall agreement that a local one stands under."""
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    registry_number = models.CharField(_("registry number"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=AgreementState.choices(), default="draft")
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_until = models.DateField(_("in force until (not including)"), null=True, blank=True)
    ended_because = models.CharField(_("why it ended"), max_length=300, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    unaffected = models.TextField(_("collaboration that is not affected"), blank=True)
    """AGR-30."""
    rule_set = models.CharField(_("rule set"), max_length=60, blank=True)
    """The key of the dated rule set the terms were taken from, empty when they come from the text."""
    source = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    importer_id = models.BigIntegerField(null=True, blank=True)
    """Who imported the draft: it is shown to that person while its unit is not known."""
    decision_reference = models.CharField(_("decided by, and registry number"), max_length=200, blank=True)
    """The decision that an overall agreement rests on; it ends the earlier one (AGR-08)."""
    created_at = models.DateTimeField(_("created"))

    class Meta:
        ordering = ("-valid_from", "title")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="adopted") | (Q(valid_from__isnull=False) & Q(unit__isnull=False)),
                name="adopted_agreement_has_a_start_and_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="agreement_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Fact(models.Model):
    """Uppgift i utkast: one thing read from the imported text, with the sentence it came from."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="facts")
    key = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=160)
    value = models.JSONField(null=True)
    read_value = models.JSONField(null=True)
    """What the reader found, kept beside a person's correction."""
    quote = models.TextField(blank=True)
    clause = models.CharField(max_length=200, blank=True)
    readings = models.JSONField(default=list)
    """Where the text contradicts itself: each value with its sentence and place."""
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    first_line = models.PositiveIntegerField(null=True)
    last_line = models.PositiveIntegerField(null=True)
    found_as = models.CharField(max_length=12, choices=FactState.choices())
    """How the reader left it: read, missing or contradicted."""
    state = models.CharField(max_length=12, choices=FactState.choices())

    class Meta:
        ordering = ("agreement", "order")
        constraints = (models.UniqueConstraint(fields=("agreement", "key"), name="fact_key_once_a_draft"),)


class UnitMatch(models.Model):
    """Motsvarighet: which unit of the organisation a unit named in a draft is."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="unit_matches")
    side = models.CharField(max_length=12, choices=Party.choices())
    position = models.PositiveSmallIntegerField()
    """The unit's place among its party's units in the facts."""
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    is_chosen = models.BooleanField(default=False)
    """True where a person chose it, false where the name agreed."""

    class Meta:
        ordering = ("agreement", "side", "position")
        constraints = (
            models.UniqueConstraint(fields=("agreement", "side", "position"), name="named_unit_is_matched_once"),
        )


class PartyUnit(models.Model):
    """Part: a unit that has entered the agreement, with its data as the agreement states them (AGR-02, AGR-03)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="party_units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    side = models.CharField(_("party"), max_length=12, choices=Party.choices())
    label = models.CharField(_("called in the agreement"), max_length=60, blank=True)
    name = models.CharField(_("name in the agreement"), max_length=160)
    organisation_number = models.CharField(_("organisation number"), max_length=11, blank=True)
    postal_address = models.CharField(_("postal address"), max_length=200, blank=True)
    superior = models.CharField(_("superior police area or municipality"), max_length=160, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("agreement", "order")
        constraints = (models.UniqueConstraint(fields=("agreement", "unit"), name="unit_is_party_once"),)


class Version(models.Model):
    """Lydelse: the agreement's text from a day on; the first, or one that an amendment made (AGR-19, AGR-29)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    in_force_from = models.DateField()
    amendment = models.OneToOneField("Amendment", models.PROTECT, null=True, blank=True, related_name="version")

    class Meta:
        ordering = ("agreement", "number")
        constraints = (
            models.UniqueConstraint(fields=("agreement", "number"), name="version_number_once"),
            models.CheckConstraint(
                condition=Q(number=1) | Q(amendment__isnull=False), name="later_version_needs_an_amendment"
            ),
        )


class KeptTerm(models.Model):
    """Villkor: one rule of a version, as the mirror judges it (`ground.terms.Term`)."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="terms")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=30, choices=TermKind.choices())
    clause = models.CharField(max_length=160)
    requirements = models.JSONField(default=list)
    parameters = models.JSONField(default=dict)
    quote = models.TextField(blank=True)

    class Meta:
        ordering = ("version", "pk")
        constraints = (models.UniqueConstraint(fields=("version", "key"), name="term_key_once_a_version"),)


class Amendment(models.Model):
    """Ändring: an editable copy of a version, its difference, and the parties' signatures (AGR-19)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="amendments")
    base = models.ForeignKey(Version, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    reason = models.TextField(_("reason"))
    text = models.TextField(_("new wording"))
    terms = models.JSONField(default=list)
    """The changed terms in full, as JSON of `ground.terms.Term`."""
    difference = models.TextField(blank=True)
    """Unified difference between the two texts, stored when the amendment goes out for signature."""
    in_force_from = models.DateField(_("to apply from"))
    state = models.CharField(_("state"), max_length=10, choices=AmendmentState.choices(), default="draft")
    edition = models.PositiveIntegerField(default=1)
    """Counts saves, so that two people who write at once are both told."""
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)


class Signature(models.Model):
    """Underskrift: a party's signature under an agreement or an amendment (AGR-20, AGR-21)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="signatures")
    party_unit = models.ForeignKey(PartyUnit, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(_("function"), max_length=160)
    signed_on = models.DateField(_("signed"))
    recorded_at = models.DateTimeField()
    text_sha256 = models.CharField(max_length=64)
    """The hash of the text that was signed."""
    scan = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("signed_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "party_unit"),
                condition=Q(amendment__isnull=True),
                name="party_signs_agreement_once",
            ),
            models.UniqueConstraint(
                fields=("amendment", "party_unit"),
                condition=Q(amendment__isnull=False),
                name="party_signs_amendment_once",
            ),
        )


class Copy(models.Model):
    """Exemplar: one of the identical copies and who has it (AGR-20)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField(_("copy number"))
    party_unit = models.ForeignKey(PartyUnit, models.PROTECT, null=True, blank=True, related_name="+")
    """Empty until it is known who has the copy."""
    handed_over_on = models.DateField(_("handed over"), null=True, blank=True)
    kept_at = models.CharField(_("kept at"), max_length=160, blank=True)

    class Meta:
        ordering = ("agreement", "number")
        constraints = (models.UniqueConstraint(fields=("agreement", "number"), name="copy_number_once"),)


class Consultation(models.Model):
    """Samråd: the parties' consultation before a revision (AGR-07)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="consultations")
    held_on = models.DateField(_("held"))
    municipality_by = models.CharField(_("for the municipality"), max_length=160)
    police_by = models.CharField(_("for the police"), max_length=160)
    result = models.TextField(_("result"))
    concludes_revision = models.BooleanField(_("the revision is done"), default=False)
    """True when the parties have gone through the agreement; the next revision is counted from here (AGR-11)."""

    class Meta:
        ordering = ("-held_on", "pk")


class Extension(models.Model):
    """Förlängning: the agreement runs on for a stated reason, flagged where it conflicts with AGR-07 (AGR-10)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="extensions")
    old_until = models.DateField(null=True)
    new_until = models.DateField(_("extended until (not including)"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    conflicts = models.JSONField(default=list)
    """Values of `ExtensionConflict`: the conditions for revision that were not met on the day."""
    decided_on = models.DateField(_("decided"))

    class Meta:
        ordering = ("decided_on", "pk")


class Annex(models.Model):
    """Bilaga: its number and kind; the content lies in its versions (AGR-04, AGR-05)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="annexes")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=AnnexKind.choices())
    title = models.CharField(_("title"), max_length=200)
    number_is_stated = models.BooleanField(default=True)
    """False where the number follows from the order of the list only."""

    class Meta:
        ordering = ("agreement", "number")
        constraints = (models.UniqueConstraint(fields=("agreement", "number"), name="annex_number_once"),)

    def __str__(self) -> str:
        return self.title


class AnnexVersion(models.Model):
    """Bilageversion: not valid until decided in writing, then dated, attached and notified (AGR-15 to -18)."""

    annex = models.ForeignKey(Annex, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("content"), blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField(_("what is new"), blank=True)
    authors = models.JSONField(default=list)
    """The parties (`ground.words.Party` values) that drew it up (SIT-01)."""
    areas_touched = models.JSONField(default=dict)
    """For a situation picture or plan: area id → "touched" or the reason why it is not relevant (SIT-05)."""
    state = models.CharField(_("state"), max_length=10, choices=AnnexState.choices(), default="draft")
    edition = models.PositiveIntegerField(default=1)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    attached_at = models.DateTimeField(_("attached"), null=True, blank=True)
    needs_decision = models.BooleanField(default=True)
    """False for annexes that the agreement lets the parties replace without the steering group."""
    returned_because = models.TextField(_("why it was sent back"), blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("annex", "number")
        constraints = (
            models.UniqueConstraint(fields=("annex", "number"), name="annex_version_number_once"),
            models.CheckConstraint(
                condition=~Q(state="valid")
                | (
                    Q(dated_on__isnull=False)
                    & Q(attached_at__isnull=False)
                    & (Q(decision__isnull=False) | Q(needs_decision=False))
                ),
                name="valid_annex_is_decided_dated_and_attached",
            ),
        )


class AnnexSignature(models.Model):
    """Underskrift på bilaga: a party signs the text of an annex version that no group decides on (AGR-19)."""

    annex_version = models.ForeignKey(AnnexVersion, models.PROTECT, related_name="signatures")
    party_unit = models.ForeignKey(PartyUnit, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(_("function"), max_length=160)
    signed_on = models.DateField(_("signed"))
    recorded_at = models.DateTimeField()
    text_sha256 = models.CharField(max_length=64)
    """The hash of the text that was signed."""

    class Meta:
        ordering = ("signed_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("annex_version", "party_unit"), name="party_signs_annex_version_once"),
        )


class AnnexNotice(models.Model):
    """Meddelande om bilaga: proof that the central preparation group was told (AGR-18, COM-08)."""

    annex_version = models.ForeignKey(AnnexVersion, models.PROTECT, related_name="notices")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    notice = models.OneToOneField(Notice, models.PROTECT, related_name="+")


class Commitment(Dated):
    """Åtagande: what a party has undertaken, its basis, and whether it is in ordinary planning (AGR-24, AGR-31)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="commitments")
    party_unit = models.ForeignKey(PartyUnit, models.PROTECT, related_name="+")
    text = models.TextField(_("commitment"))
    basis = models.CharField(_("basis in responsibility and law"), max_length=300)
    planning_reference = models.CharField(_("entry in operational plan and budget"), max_length=200, blank=True)
