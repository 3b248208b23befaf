"""Reporting periods, districts' reports, the city's compilation, letters back, and dialogue with boards."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverkan.documents.models import Document
from samverkan.ground.words import Party
from samverkan.groups.models import Group
from samverkan.measures.models import Plan
from samverkan.notices.models import Notice
from samverkan.organisation.models import Unit
from samverkan.priorities.models import Area
from samverkan.reporting.words import (
    CompilationState,
    FeedbackState,
    ParagraphKind,
    PeriodKind,
    ReportState,
    SectionKind,
)


class ReportingPeriod(models.Model):
    """Rapportperiod: the days that reports are about, and when they are due (FOL-01, FOL-02)."""

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=PeriodKind.choices())
    year = models.PositiveSmallIntegerField(_("year"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to (counted in)"))
    opens_on = models.DateField(_("reporting opens"))
    due_on = models.DateField(_("reports due"))
    instruction = models.TextField(_("what is asked for"), blank=True)

    class Meta:
        ordering = ("municipality", "-starts_on")
        constraints = (
            models.UniqueConstraint(fields=("municipality", "kind", "starts_on"), name="period_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")) & Q(due_on__gte=F("opens_on")), name="period_is_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"


class Report(models.Model):
    """Rapport: a district's follow-up of a period, the same form for all, by both parties (FOL-05, -15, -22, -23).

    `content` is what was submitted: the facts of the plan and the parties' words. It is sealed when it is accepted,
    and never changes after that; `sealed` stands in the trail. A return takes it out again and keeps it.
    """

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=ReportState.choices(), default="due")
    municipality_agrees_on = models.DateField(_("agreed by the municipality"), null=True, blank=True)
    police_agrees_on = models.DateField(_("agreed by the police"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.CharField(max_length=120, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.CharField(max_length=120, blank=True)
    content = models.JSONField(null=True, blank=True)
    sealed = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("period", "unit")
        constraints = (
            models.UniqueConstraint(fields=("period", "unit"), name="report_once_a_period"),
            models.CheckConstraint(
                condition=~Q(state="accepted")
                | (Q(accepted_at__isnull=False) & Q(content__isnull=False) & ~Q(sealed="")),
                name="accepted_report_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("submitted", "accepted"))
                | (
                    Q(content__isnull=False)
                    & Q(submitted_at__isnull=False)
                    & Q(municipality_agrees_on__isnull=False)
                    & Q(police_agrees_on__isnull=False)
                ),
                name="submitted_report_is_agreed_by_both",
            ),
        )


class ReportNotice(models.Model):
    """Meddelande om rapport: proof that a member of a receiving group was told (REP-01)."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="notices")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    notice = models.OneToOneField(Notice, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("report", "pk")


class Section(models.Model):
    """Rapportavsnitt: one part of the form, with the edition that keeps two writers apart."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="sections")
    kind = models.CharField(_("part"), max_length=15, choices=SectionKind.choices())
    text = models.TextField(_("text"), blank=True)
    not_made_because = models.CharField(_("why the analysis was not made"), max_length=300, blank=True)
    """For the three perspectives of CRO-02 to -04."""
    edition = models.PositiveIntegerField(default=1)
    saved_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("report", "pk")
        constraints = (models.UniqueConstraint(fields=("report", "kind"), name="section_once"),)


class Return(models.Model):
    """Återremiss: the report came back with a text that says what is missing."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="returns")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    text = models.TextField(_("what is asked for"))
    content = models.JSONField(default=dict)
    """The report as it was when it was returned."""

    class Meta:
        ordering = ("report", "at", "pk")


class Compilation(models.Model):
    """Sammanställning: the city's yearly compilation, drafted from accepted reports (REP-02, FOL-01)."""

    period = models.OneToOneField(ReportingPeriod, models.PROTECT, related_name="compilation")
    state = models.CharField(_("state"), max_length=10, choices=CompilationState.choices(), default="draft")
    drafted_at = models.DateTimeField()
    settled_on = models.DateField(_("settled"), null=True, blank=True)
    content = models.JSONField(null=True, blank=True)
    sealed = models.CharField(max_length=64, blank=True)
    next_plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    """Next year's action plan, opened with what was left undone."""

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="settled")
                | (Q(settled_on__isnull=False) & Q(content__isnull=False) & ~Q(sealed="")),
                name="settled_compilation_is_frozen",
            ),
        )


class Paragraph(models.Model):
    """Stycke: a sentence or figure of the compilation, with the sources it was made from."""

    compilation = models.ForeignKey(Compilation, models.PROTECT, related_name="paragraphs")
    kind = models.CharField(_("about"), max_length=15, choices=ParagraphKind.choices())
    order = models.PositiveSmallIntegerField()
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    heading = models.CharField(_("heading"), max_length=160, blank=True)
    text = models.TextField(_("text"))
    drafted_text = models.TextField(blank=True)
    """What the reports give at the last drafting: the text itself, until a person rewrites it."""
    figures = models.JSONField(default=list)
    """Every figure that the text may hold: `{"label", "value", "parts": [{"kind", "key", "title", "value"}], …}`,
    counted at each drafting and never typed in; the parts are the reports' own figures, which add up."""
    sources = models.JSONField(default=list)
    """Pointers as `{"kind", "key", "title", "address"}`: what each figure and sentence rests on."""
    is_drafted = models.BooleanField(default=True)
    """True until a person has rewritten it."""
    edition = models.PositiveIntegerField(default=1)
    saved_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("compilation", "order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("compilation", "kind", "area"), condition=Q(area__isnull=False), name="paragraph_once_an_area"
            ),
            models.UniqueConstraint(
                fields=("compilation", "kind"), condition=Q(area__isnull=True), name="paragraph_once_for_the_city"
            ),
        )


class ReturnLetter(models.Model):
    """Återföringsbrev: what the compilation says to one district, sent back with it (REP-02, COM-09)."""

    compilation = models.ForeignKey(Compilation, models.PROTECT, related_name="letters")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField(_("text"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    notices = models.ManyToManyField(Notice, related_name="+", blank=True)
    is_drafted = models.BooleanField(default=True)
    """True until a person has rewritten it."""
    edition = models.PositiveIntegerField(default=1)
    saved_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("compilation", "unit")
        constraints = (models.UniqueConstraint(fields=("compilation", "unit"), name="letter_once_a_unit"),)


class BoardFeedback(models.Model):
    """Återkoppling till nämnd: the set form in which a board is told of the work (REP-03, REP-04)."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The district or administration that the board answers for."""
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, null=True, blank=True, related_name="+")
    texts = models.JSONField(default=dict)
    """Value of `words.FeedbackPart` → what the board is told."""
    content = models.JSONField(default=dict)
    """The texts with the figures as they stood on the day."""
    sealed = models.CharField(max_length=64)
    given_at = models.DateTimeField(_("given"))
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("board", "-given_at", "-pk")


class Suggestion(models.Model):
    """Synpunkt: knowledge or an idea from a member of a board, and the reply (REP-06)."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("suggestion"))
    from_function = models.CharField(_("from"), max_length=160)
    received_at = models.DateTimeField(_("received"))
    state = models.CharField(_("state"), max_length=10, choices=FeedbackState.choices(), default="new")
    reply = models.TextField(_("reply"), blank=True)
    replied_by_party = models.CharField(max_length=12, choices=Party.choices(), blank=True)
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)

    class Meta:
        ordering = ("-received_at",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(reply=""), name="answered_suggestion_has_a_reply"
            ),
        )


class CouncilReport(models.Model):
    """Rapport till kommunfullmäktige: that the work was reported to the Council (Act 2023:196 s. 13).

    The Act wants it done continuously; the row is the proof of one occasion.
    """

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    given_on = models.DateField(_("given"))
    registry_number = models.CharField(_("registry number"), max_length=60)
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("what was reported"), blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("municipality", "-given_on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("municipality", "registry_number"), name="council_report_once"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(document__isnull=False), name="council_report_says_something"
            ),
        )
