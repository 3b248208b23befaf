import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agreements", "0001_first"),
        ("indicators", "0001_first"),
        ("measures", "0001_first"),
        ("organisation", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="EffectCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("before_from", models.DateField(blank=True, null=True, verbose_name="before: from")),
                ("before_to", models.DateField(blank=True, null=True, verbose_name="before: to")),
                ("after_from", models.DateField(blank=True, null=True, verbose_name="after: from")),
                ("after_to", models.DateField(blank=True, null=True, verbose_name="after: to")),
                ("here_before", models.PositiveIntegerField(blank=True, null=True, verbose_name="here, before")),
                ("here_after", models.PositiveIntegerField(blank=True, null=True, verbose_name="here, after")),
                ("comparison_name", models.CharField(blank=True, max_length=200, verbose_name="compared with")),
                (
                    "there_before",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="in the comparison, before"),
                ),
                (
                    "there_after",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="in the comparison, after"),
                ),
                (
                    "ring_name",
                    models.CharField(blank=True, max_length=200, verbose_name="nearby area watched for displacement"),
                ),
                ("ring_before", models.PositiveIntegerField(blank=True, null=True, verbose_name="nearby, before")),
                ("ring_after", models.PositiveIntegerField(blank=True, null=True, verbose_name="nearby, after")),
                ("dose_text", models.TextField(blank=True, verbose_name="what was delivered")),
                (
                    "mechanism",
                    models.CharField(
                        choices=[
                            ("plausible", "Works as meant"),
                            ("partly", "Works in part as meant"),
                            ("not", "Does not work as meant"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="mechanism",
                    ),
                ),
                ("mechanism_text", models.TextField(blank=True, verbose_name="how we know")),
                ("side_effects", models.TextField(blank=True, verbose_name="unwanted consequences")),
                (
                    "by_sex",
                    models.TextField(blank=True, verbose_name="what it meant for women and men, girls and boys"),
                ),
                (
                    "computed",
                    models.CharField(
                        choices=[
                            ("probably", "Probably works"),
                            ("unclear", "Unclear"),
                            ("probably_not", "Probably does not work"),
                            ("cannot", "Cannot be judged"),
                        ],
                        default="cannot",
                        max_length=15,
                        verbose_name="verdict by rule",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("probably", "Probably works"),
                            ("unclear", "Unclear"),
                            ("probably_not", "Probably does not work"),
                            ("cannot", "Cannot be judged"),
                        ],
                        default="cannot",
                        max_length=15,
                        verbose_name="verdict",
                    ),
                ),
                ("verdict_reason", models.TextField(blank=True, verbose_name="why the parties judge otherwise")),
                (
                    "advice",
                    models.CharField(
                        blank=True,
                        choices=[("continue", "Continue"), ("change", "Change"), ("stop", "Stop")],
                        default="",
                        max_length=10,
                        verbose_name="recommended",
                    ),
                ),
                ("lesson", models.TextField(blank=True, verbose_name="what others can learn")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("settled", "Settled by both parties")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "municipality_settled_on",
                    models.DateField(blank=True, null=True, verbose_name="settled by the municipality"),
                ),
                ("police_settled_on", models.DateField(blank=True, null=True, verbose_name="settled by the police")),
                (
                    "municipality_view",
                    models.TextField(blank=True, verbose_name="what the municipality sees otherwise"),
                ),
                ("police_view", models.TextField(blank=True, verbose_name="what the police see otherwise")),
                ("content", models.JSONField(default=dict)),
                ("sealed", models.CharField(blank=True, max_length=64)),
                ("drafted_on", models.DateField(verbose_name="begun")),
                ("saved_by", models.CharField(blank=True, max_length=120)),
                ("shared_as_example_on", models.DateField(blank=True, null=True, verbose_name="shared as an example")),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="measures.measure"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.source",
                    ),
                ),
            ],
            options={
                "ordering": ("measure", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("measure", "number"), name="effect_card_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "settled"), _negated=True),
                            models.Q(
                                ("municipality_settled_on__isnull", False),
                                ("police_settled_on__isnull", False),
                                models.Q(("advice", ""), _negated=True),
                                models.Q(("sealed", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="settled_card_is_settled_by_both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", models.F("computed")),
                            models.Q(("verdict_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="other_verdict_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shared_as_example_on__isnull", True), ("state", "settled"), _connector="OR"
                        ),
                        name="examples_are_settled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DevelopmentArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="what needs to develop")),
                ("found_on", models.DateField(verbose_name="found")),
                ("found_in", models.CharField(max_length=200, verbose_name="found in")),
                ("carried_on", models.DateField(blank=True, null=True, verbose_name="carried to an agreement")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed")),
                ("closed_because", models.CharField(blank=True, max_length=300, verbose_name="why")),
                (
                    "carried_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="followup.effectcard",
                    ),
                ),
            ],
            options={
                "ordering": ("unit", "-found_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            models.Q(("closed_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="closed_development_area_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("carried_to__isnull", True), ("carried_on__isnull", False), _connector="OR"
                        ),
                        name="carried_development_area_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Questionnaire",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("questions", models.JSONField(default=list)),
                ("sent_on", models.DateField(verbose_name="sent")),
                ("due_on", models.DateField(verbose_name="answers by")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.agreement"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("-sent_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("texts", models.JSONField(default=list)),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered")),
                ("saved_by", models.CharField(blank=True, max_length=120)),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="followup.questionnaire"
                    ),
                ),
            ],
            options={
                "ordering": ("questionnaire", "unit__name"),
                "constraints": [models.UniqueConstraint(fields=("questionnaire", "unit"), name="answer_once_a_unit")],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="date")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("yes", "Still the most relevant"),
                            ("change", "Needs to change"),
                            ("no", "Another measure would be better"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("reason", models.TextField(verbose_name="why")),
                ("next_on", models.DateField(verbose_name="ask again")),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("municipality", "The municipality"),
                            ("police", "The police"),
                            ("external", "Another actor"),
                        ],
                        max_length=12,
                        verbose_name="answered by",
                    ),
                ),
                ("by_name", models.CharField(max_length=120)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="measures.measure"
                    ),
                ),
            ],
            options={
                "ordering": ("measure", "-on", "-pk"),
                "indexes": [models.Index(fields=["next_on"], name="reviews_by_next_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("next_on__gt", models.F("on"))), name="next_review_lies_ahead"
                    )
                ],
            },
        ),
    ]
