"""Reviews of relevance, effect cards, development areas."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverkan.agreements.models import Agreement
from samverkan.followup.words import Advice, CardState, Mechanism, Relevance, Verdict
from samverkan.ground.words import Party
from samverkan.indicators.models import Indicator, Source
from samverkan.measures.models import Measure
from samverkan.organisation.models import Unit


class Review(models.Model):
    """Omprövning: the repeated question whether a measure is still the most relevant one (FOL-12)."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    on = models.DateField(_("date"))
    answer = models.CharField(_("answer"), max_length=10, choices=Relevance.choices())
    reason = models.TextField(_("why"))
    next_on = models.DateField(_("ask again"))
    party = models.CharField(_("answered by"), max_length=12, choices=Party.choices())
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("measure", "-on", "-pk")
        indexes = (models.Index(fields=("next_on",), name="reviews_by_next_day"),)
        constraints = (models.CheckConstraint(condition=Q(next_on__gt=F("on")), name="next_review_lies_ahead"),)


class EffectCard(models.Model):
    """Effektkort: whether a measure helped, apart from whether it was carried out (FOL-11, FOL-13).

    The four counts are events in the place before and after, and in the comparison before and after. `computed` is
    the verdict by rule; `verdict` is the one that holds: the computed one, or another that the parties chose with a
    reason. When both have settled the card, `content` is frozen and `sealed` stands in the trail.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    before_from = models.DateField(_("before: from"), null=True, blank=True)
    before_to = models.DateField(_("before: to"), null=True, blank=True)
    after_from = models.DateField(_("after: from"), null=True, blank=True)
    after_to = models.DateField(_("after: to"), null=True, blank=True)
    here_before = models.PositiveIntegerField(_("here, before"), null=True, blank=True)
    here_after = models.PositiveIntegerField(_("here, after"), null=True, blank=True)
    comparison_name = models.CharField(_("compared with"), max_length=200, blank=True)
    there_before = models.PositiveIntegerField(_("in the comparison, before"), null=True, blank=True)
    there_after = models.PositiveIntegerField(_("in the comparison, after"), null=True, blank=True)
    ring_name = models.CharField(_("nearby area watched for displacement"), max_length=200, blank=True)
    ring_before = models.PositiveIntegerField(_("nearby, before"), null=True, blank=True)
    ring_after = models.PositiveIntegerField(_("nearby, after"), null=True, blank=True)
    dose_text = models.TextField(_("what was delivered"), blank=True)
    mechanism = models.CharField(_("mechanism"), max_length=10, choices=Mechanism.choices(), default="unknown")
    mechanism_text = models.TextField(_("how we know"), blank=True)
    side_effects = models.TextField(_("unwanted consequences"), blank=True)
    by_sex = models.TextField(_("what it meant for women and men, girls and boys"), blank=True)
    computed = models.CharField(_("verdict by rule"), max_length=15, choices=Verdict.choices(), default="cannot")
    verdict = models.CharField(_("verdict"), max_length=15, choices=Verdict.choices(), default="cannot")
    verdict_reason = models.TextField(_("why the parties judge otherwise"), blank=True)
    advice = models.CharField(_("recommended"), max_length=10, choices=Advice.choices(), blank=True, default="")
    lesson = models.TextField(_("what others can learn"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CardState.choices(), default="draft")
    municipality_settled_on = models.DateField(_("settled by the municipality"), null=True, blank=True)
    police_settled_on = models.DateField(_("settled by the police"), null=True, blank=True)
    municipality_view = models.TextField(_("what the municipality sees otherwise"), blank=True)
    police_view = models.TextField(_("what the police see otherwise"), blank=True)
    """Where the parties do not agree; kept beside the verdict and never smoothed over (FOL-23)."""
    content = models.JSONField(default=dict)
    """The card as it was settled, with the doses of that day; empty in a draft."""
    sealed = models.CharField(max_length=64, blank=True)
    drafted_on = models.DateField(_("begun"))
    saved_by = models.CharField(max_length=120, blank=True)
    shared_as_example_on = models.DateField(_("shared as an example"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("measure", "number")
        constraints = (
            models.UniqueConstraint(fields=("measure", "number"), name="effect_card_number_once"),
            models.CheckConstraint(
                condition=~Q(state="settled")
                | (
                    Q(municipality_settled_on__isnull=False)
                    & Q(police_settled_on__isnull=False)
                    & ~Q(advice="")
                    & ~Q(sealed="")
                ),
                name="settled_card_is_settled_by_both",
            ),
            models.CheckConstraint(
                condition=Q(verdict=F("computed")) | ~Q(verdict_reason=""), name="other_verdict_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(shared_as_example_on__isnull=True) | Q(state="settled"), name="examples_are_settled"
            ),
        )


class DevelopmentArea(models.Model):
    """Utvecklingsområde: what the follow-up found lacking, carried to the next agreement (FOL-24)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField(_("what needs to develop"))
    found_on = models.DateField(_("found"))
    found_in = models.CharField(_("found in"), max_length=200)
    card = models.ForeignKey(EffectCard, models.PROTECT, null=True, blank=True, related_name="+")
    carried_to = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="+")
    carried_on = models.DateField(_("carried to an agreement"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    closed_because = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        ordering = ("unit", "-found_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(closed_because=""), name="closed_development_area_says_why"
            ),
            models.CheckConstraint(
                condition=Q(carried_to__isnull=True) | Q(carried_on__isnull=False),
                name="carried_development_area_has_a_day",
            ),
        )


class Questionnaire(models.Model):
    """Enkät: the same questions to all preparation groups before an agreement is revised (FOL-18, FOL-19)."""

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    questions = models.JSONField(default=list)
    """Texts of the questions, in order."""
    sent_on = models.DateField(_("sent"))
    due_on = models.DateField(_("answers by"))
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ("-sent_on", "-pk")

    def __str__(self) -> str:
        return self.title


class Answer(models.Model):
    """Enkätsvar: what a district's preparation group answered."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="answers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    texts = models.JSONField(default=list)
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    saved_by = models.CharField(max_length=120, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("questionnaire", "unit__name")
        constraints = (models.UniqueConstraint(fields=("questionnaire", "unit"), name="answer_once_a_unit"),)
