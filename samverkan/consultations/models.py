"""Cases, rounds, the bodies asked, their answers, and what became of the answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverkan.accounts.models import User
from samverkan.agreements.models import Agreement
from samverkan.consultations.words import (
    AnswerState,
    Approval,
    BodyKind,
    CaseTextKind,
    ChainLevel,
    DecisionType,
    Disposition,
    EarlyKind,
    MaterialKind,
    ReportType,
    SectionKind,
    Stance,
    StatementType,
    TextKind,
)
from samverkan.documents.models import Document
from samverkan.organisation.models import Unit


class Case(models.Model):
    """Ärende: a proposal on its way from the executive office to the council (REM-01, REM-22)."""

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    initiator = models.CharField(_("initiated by"), max_length=160)
    registry_numbers = models.JSONField(_("registry numbers"), default=list)
    responsible = models.JSONField(_("responsible vice mayors"), default=list)
    """A list of {"function", "name"}: office-holders as the report to the council prints them."""
    proposal = models.JSONField(_("proposed decision points"), default=list)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="+")
    """The agreement in force that the draft revises, or that the council's decision put in force."""
    valid_from = models.DateField(_("to apply from"), null=True, blank=True)
    valid_until = models.DateField(_("to apply until (not including)"), null=True, blank=True)
    opened_on = models.DateField(_("opened"), null=True, blank=True)
    entered_in_force_on = models.DateField(_("agreement entered in force"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)
    is_past = models.BooleanField(default=False)
    """Read from an old report: shown, never worked on."""

    class Meta:
        ordering = ("-opened_on", "-pk")

    def __str__(self) -> str:
        return self.title


class CaseText(models.Model):
    """Ärendetext: one of the sender's own texts in the report to the council (REM-20)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=20, choices=CaseTextKind.choices())
    text = models.TextField(_("text"), blank=True)
    edition = models.PositiveIntegerField(default=1)
    saved_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "kind"), name="case_text_once"),)


class Step(models.Model):
    """Led i beslutskedjan: a level of the chain, when it dealt with the case and what it decided (REM-22, DEC-12)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    level = models.CharField(_("level"), max_length=20, choices=ChainLevel.choices())
    name = models.CharField(_("body"), max_length=160)
    decided_on = models.DateField(_("date"), null=True, blank=True)
    decision = models.TextField(_("decision"), blank=True)
    place = models.CharField(_("place of signing"), max_length=80, blank=True)
    chair_name = models.CharField(_("signed by"), max_length=120, blank=True)
    chair_function = models.CharField(_("function of the one who signed"), max_length=120, blank=True)
    registry_number = models.CharField(_("registry number"), max_length=60, blank=True)
    edition = models.PositiveIntegerField(default=1)
    saved_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "level"), name="case_passes_a_level_once"),)


class EarlyInput(models.Model):
    """Tidigt underlag: a questionnaire or conference before the formal consultation (REM-24)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="early_inputs")
    kind = models.CharField(_("kind"), max_length=16, choices=EarlyKind.choices())
    title = models.CharField(_("title"), max_length=200)
    held_on = models.DateField(_("date"))
    open_until = models.DateField(_("answers until"), null=True, blank=True)
    questions = models.JSONField(_("questions"), default=list)
    took_part = models.TextField(_("who took part, by function and organisation"), blank=True)
    outcome = models.TextField(_("what came out of it"), blank=True)
    edition = models.PositiveIntegerField(default=1)
    saved_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("held_on", "pk")


class EarlyVoice(models.Model):
    """Tidigt svar: what one unit answered to a questionnaire before the consultation (REM-24)."""

    early_input = models.ForeignKey(EarlyInput, models.PROTECT, related_name="voices")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    answers = models.JSONField(default=list)
    """One text for each question, in their order."""
    given_on = models.DateField()
    edition = models.PositiveIntegerField(default=1)
    saved_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("unit__name",)
        constraints = (models.UniqueConstraint(fields=("early_input", "unit"), name="unit_answers_early_once"),)


class Round(models.Model):
    """Remissomgång: what is sent out, to whom and until when; rounds of a case are numbered (REM-02, REM-04)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    letter = models.TextField(_("to those who are asked"), blank=True)
    sent_on = models.DateField(_("sent"), null=True, blank=True)
    last_day = models.DateField(_("last day to answer"), null=True, blank=True)
    """The period closes by itself when this day has passed."""
    not_attached_because = models.JSONField(default=dict)
    """What the documents refer to that is not sent, with the reason (REM-05): "handlingsplan" → reason."""
    text_sha256 = models.CharField(max_length=64, blank=True)
    """The hash of what was sent."""
    source = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    """The old report that the round was read from."""
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("case", "number")
        constraints = (
            models.UniqueConstraint(fields=("case", "number"), name="round_number_once"),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=models.F("sent_on")),
                name="round_closes_after_it_opens",
            ),
        )


class Material(models.Model):
    """Remisshandling: a document that is sent out, with its clauses once it has been sent (REM-05)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="materials")
    kind = models.CharField(_("kind"), max_length=10, choices=MaterialKind.choices())
    number = models.PositiveSmallIntegerField(_("annex number"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    registry_number = models.CharField(_("registry number"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField()
    edition = models.PositiveIntegerField(default=1)
    saved_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("round", "order")

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """Klausul: a headed part of a document that was sent, to which views are tied."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="clauses")
    order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=12, blank=True)
    heading = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("material", "order")
        constraints = (models.UniqueConstraint(fields=("material", "order"), name="clause_place_once"),)

    def __str__(self) -> str:
        return " ".join(part for part in (self.number, self.heading) if part) or self.text[:60]


class Referral(models.Model):
    """Remiss: one body that is asked, or by that body in turn (underremiss) (REM-02, REM-03, REM-08)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="referrals")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="sub_referrals")
    """The body that has sent it on, for a sub-referral."""
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """The board, administration or company; none for a body that has no place in the organisation."""
    administration = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """The administration that prepares the board's answer (REM-08)."""
    name = models.CharField(_("body"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind.choices())
    has_board = models.BooleanField(_("a board decides on the answer"), default=True)
    own_last_day = models.DateField(_("own last day to answer"), null=True, blank=True)
    respite_because = models.CharField(_("why it has another day"), max_length=300, blank=True)
    added_on = models.DateField()
    opened_on = models.DateField(_("first opened"), null=True, blank=True)
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    """The page that the contents list of an old report gives."""

    class Meta:
        ordering = ("round", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "name"), name="body_is_asked_once_a_round"),
            models.CheckConstraint(condition=~Q(parent=models.F("pk")), name="referral_is_not_its_own_parent"),
        )
        indexes = (models.Index(fields=("unit",), name="referrals_of_a_unit"),)

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """Svarslänk: a way in for a body without an account; it cannot be guessed, and can be revoked."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the secret in the address; the secret itself is shown once and not kept."""
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("referral", "-made_at")


class Reminder(models.Model):
    """Påminnelse: that a body was reminded, when, and whether anybody with an account was told (REM-34)."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="reminders")
    sent_on = models.DateField()
    told = models.PositiveSmallIntegerField(default=0)
    """How many people were told; none for a body without an account, which is written to by hand."""
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("referral", "-sent_on", "-pk")


class Answer(models.Model):
    """Remissvar: what a body says and how it was decided (REM-06 to -11, REM-30, REM-33)."""

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="answer")
    state = models.CharField(_("state"), max_length=10, choices=AnswerState.choices(), default="draft")
    report_type = models.CharField(
        _("kind of text"), max_length=20, choices=ReportType.choices(), default="official_report"
    )
    report_by = models.CharField(_("report by"), max_length=160, blank=True)
    report_date = models.DateField(_("date of the report"), null=True, blank=True)
    registry_number = models.CharField(_("registry number"), max_length=60, blank=True)
    prepared_by = models.CharField(_("prepared by these units"), max_length=300, blank=True)
    """REM-07."""
    signed_by = models.JSONField(_("signed by"), default=list)
    """A list of {"function", "name"} (DEC-11)."""
    proposed_points = models.JSONField(_("proposed decision points"), default=list)
    decided_on = models.DateField(_("decided"), null=True, blank=True)
    decision_points = models.JSONField(_("decision points"), default=list)
    decision_type = models.CharField(
        _("how it was decided"), max_length=24, choices=DecisionType.choices(), blank=True, default=""
    )
    immediate_confirmation = models.BooleanField(_("minutes confirmed at once"), default=False)
    immediate_because = models.CharField(_("why at once"), max_length=300, blank=True)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices(), blank=True, default="")
    footnotes = models.JSONField(_("footnotes"), default=list)
    """A list of {"mark", "text", "address"} (REM-31)."""
    summary = models.TextField(_("paragraph in the report to the council"), blank=True)
    """REM-19: written by the sender."""
    summary_edition = models.PositiveIntegerField(default=1)
    begun_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    read_perspectives = models.JSONField(default=dict)
    """For an answer read from an old report: `Perspective` → `PerspectiveState`."""
    sent_back_because = models.CharField(max_length=300, blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)
    """The hash of what was handed in."""
    edition = models.PositiveIntegerField(default=1)
    saved_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_on__isnull=False) | Q(begun_on__isnull=True),
                name="handed_in_answer_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(report_date__isnull=True)
                | Q(decided_on__isnull=True)
                | Q(decided_on__gte=models.F("report_date"))
                | Q(begun_on__isnull=True),
                name="answer_is_decided_after_its_report",
            ),
        )


class Section(models.Model):
    """Avsnitt: a part of the official report, or a perspective analysis with its text or the reason for none."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="sections")
    kind = models.CharField(_("part"), max_length=14, choices=SectionKind.choices())
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    not_made_because = models.TextField(_("why no analysis was made"), blank=True)
    """REM-25; only for the three perspectives."""
    extract = models.TextField(_("extract printed in substance"), blank=True)
    """REM-32; the sender's, beside the full original."""
    order = models.PositiveSmallIntegerField()
    edition = models.PositiveIntegerField(default=1)
    saved_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("answer", "order")


class Comment(models.Model):
    """Kommentar: what a body says of one clause of the draft, with the wording it wishes."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="comments")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="comments")
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices())
    text = models.TextField(_("comment"))
    wording = models.TextField(_("wished wording"), blank=True)
    edition = models.PositiveIntegerField(default=1)
    saved_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("answer", "clause__material__order", "clause__order", "pk")


class Statement(models.Model):
    """Anförande i protokoll: a reservation, special statement or substitute's statement (REM-12 to -16, REM-27).

    It belongs to a body's answer, or to a level of the chain.
    """

    answer = models.ForeignKey(Answer, models.PROTECT, null=True, blank=True, related_name="statements")
    step = models.ForeignKey(Step, models.PROTECT, null=True, blank=True, related_name="statements")
    type = models.CharField(_("kind"), max_length=20, choices=StatementType.choices())
    text_kind = models.CharField(_("whose words"), max_length=10, choices=TextKind.choices(), default="own")
    text = models.TextField(_("text"), blank=True)
    points = models.JSONField(_("proposed points"), default=list)
    approval = models.CharField(_("proposes"), max_length=24, choices=Approval.choices(), blank=True, default="")
    joins = models.CharField(_("joins the statement of"), max_length=200, blank=True)
    refers_to_body = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="referred_to")
    """The body whose statement it refers to ("see the reservation at board X"); found there when it is written."""
    refers_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="referred_by")
    refers_to_name = models.CharField(_("refers to, as written"), max_length=200, blank=True)
    announced_as = models.CharField(max_length=20, choices=StatementType.choices(), blank=True, default="")
    printed_as = models.CharField(max_length=20, choices=StatementType.choices(), blank=True, default="")
    announced_persons = models.JSONField(default=list)
    """As the section of the body announces them in an old report: {"name", "party", "et_al"}."""
    order = models.PositiveSmallIntegerField(default=1)
    written_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)
    saved_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(answer__isnull=False, step__isnull=True) | Q(answer__isnull=True, step__isnull=False),
                name="statement_belongs_to_a_body_or_a_level",
            ),
        )


class StatementPerson(models.Model):
    """Person bakom anförande: an elected representative, with party and "m.fl." (REM-12, REM-29)."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="persons")
    name = models.CharField(_("name"), max_length=120)
    party = models.CharField(_("party"), max_length=20, blank=True)
    et_al = models.BooleanField(_("and others"), default=False)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("statement", "order")


class Remark(models.Model):
    """Synpunkt: one view taken from an answer, tied to a clause, with what became of it (REM-23)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="remarks")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, blank=True, related_name="remarks")
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="remarks")
    comment = models.OneToOneField(Comment, models.PROTECT, null=True, blank=True, related_name="remark")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="remarks")
    number = models.PositiveIntegerField()
    text = models.TextField(_("view"))
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices(), blank=True, default="")
    assignee = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    disposition = models.CharField(
        _("what becomes of it"), max_length=10, choices=Disposition.choices(), blank=True, default=""
    )
    reply = models.TextField(_("reply to the body"), blank=True)
    settled_on = models.DateField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)
    saved_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("round", "number")
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="remark_number_once_a_round"),
            models.CheckConstraint(condition=Q(disposition="") | ~Q(reply=""), name="settled_remark_has_a_reply"),
        )


class TextChange(models.Model):
    """Textändring: a wording changed after the consultation, old and new, and why (REM-21, PRI-16)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="changes")
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="changes")
    material_name = models.CharField(_("document"), max_length=200, blank=True)
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    old = models.TextField(_("old wording"))
    new = models.TextField(_("new wording"))
    reason = models.TextField(_("reason"))
    changed_on = models.DateField(_("changed"), null=True, blank=True)
    remarks = models.ManyToManyField(Remark, related_name="changes", blank=True)

    class Meta:
        ordering = ("round", "changed_on", "pk")


class ReadValue(models.Model):
    """Inläst uppgift: a value of an old report and the place in it where it stands."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="read_values")
    order = models.PositiveIntegerField()
    subject = models.CharField(max_length=200, blank=True)
    """The body or level that the value is about, empty for the case."""
    label = models.CharField(max_length=160)
    value = models.TextField(blank=True)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    first_line = models.PositiveIntegerField(null=True, blank=True)
    last_line = models.PositiveIntegerField(null=True, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    """The page of the file, where the file has pages."""

    class Meta:
        ordering = ("round", "order")


class ReadFinding(models.Model):
    """Iakttagelse: what is missing or does not agree in an old report, told by the reader (REM-26)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="read_findings")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    where = models.CharField(max_length=200, blank=True)
    """The body or level that it is about, as the document calls it; empty for the document."""
    message = models.TextField()
    """A message id, whose marks `values` fill."""
    values = models.JSONField(default=dict)
    first_line = models.PositiveIntegerField(null=True, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("round", "order")
