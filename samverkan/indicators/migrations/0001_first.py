import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("decisions", "0001_first"),
        ("organisation", "0001_first"),
        ("priorities", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("definition", models.TextField(verbose_name="definition")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("count", "Number"),
                            ("share", "Share, in per cent"),
                            ("rate", "Number for so many residents"),
                            ("index", "Index or mean, not added up"),
                        ],
                        max_length=10,
                        verbose_name="kind of number",
                    ),
                ),
                ("per", models.PositiveIntegerField(default=1000, verbose_name="for how many residents")),
                ("unit_of_measure", models.CharField(max_length=80, verbose_name="what is counted")),
                (
                    "direction",
                    models.CharField(
                        choices=[("down", "Lower is better"), ("up", "Higher is better")],
                        max_length=5,
                        verbose_name="which way is better",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("safety", "Safety increases"),
                            ("crime", "Actual crime decreases"),
                            ("", "Neither of the two top outcomes"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="top outcome",
                    ),
                ),
                ("can_show", models.TextField(verbose_name="what it can show")),
                ("cannot_show", models.TextField(verbose_name="what it cannot show")),
                (
                    "interval_months",
                    models.PositiveSmallIntegerField(default=12, verbose_name="measured every so many months"),
                ),
                (
                    "aggregate_only",
                    models.BooleanField(
                        default=False, verbose_name="follows a small group of people over time: totals only"
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="no longer used from")),
                (
                    "retired_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is no longer used"),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.area",
                    ),
                ),
                (
                    "proxy_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proxies",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("unit", "area", "name"),
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "name"), name="indicator_name_once"),
                    models.CheckConstraint(condition=models.Q(("per__gt", 0)), name="indicator_base_is_positive"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proxy_for__isnull", True),
                            models.Q(("proxy_for", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="indicator_is_not_its_own_proxy",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("budget", "Budget"),
                            ("safety_programme", "Safety programme"),
                            ("other", "Another programme"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=200, verbose_name="goal, page or registry number"),
                ),
                ("address", models.URLField(blank=True, max_length=300, verbose_name="web address")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.area"
                    ),
                ),
            ],
            options={
                "ordering": ("area", "kind", "title"),
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("publisher", models.CharField(max_length=160, verbose_name="publisher")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("licence", models.CharField(blank=True, max_length=160, verbose_name="licence or terms of use")),
                (
                    "address",
                    models.CharField(blank=True, max_length=300, verbose_name="web address or registry number"),
                ),
                ("retrieved_on", models.DateField(blank=True, null=True, verbose_name="retrieved")),
                ("limits", models.TextField(blank=True, verbose_name="what it cannot show")),
                (
                    "dark_figure",
                    models.CharField(
                        choices=[
                            ("unknown", "Not judged"),
                            ("small", "Small dark figure"),
                            ("large", "Large dark figure"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="dark figure",
                    ),
                ),
                (
                    "hard_to_map",
                    models.CharField(blank=True, max_length=300, verbose_name="groups that it hardly reaches"),
                ),
                ("is_invented", models.BooleanField(default=False, verbose_name="invented for the demo")),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("title", "-year"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "title", "publisher", "year"), name="source_once_a_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="to (counted in)")),
                ("numerator", models.BigIntegerField(blank=True, null=True, verbose_name="number")),
                ("denominator", models.BigIntegerField(blank=True, null=True, verbose_name="out of")),
                ("value", models.FloatField(blank=True, null=True, verbose_name="value")),
                ("low", models.FloatField(blank=True, null=True, verbose_name="lower limit")),
                ("high", models.FloatField(blank=True, null=True, verbose_name="upper limit")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("", "All"), ("women", "Women and girls"), ("men", "Men and boys")],
                        default="",
                        max_length=10,
                        verbose_name="sex",
                    ),
                ),
                ("age", models.CharField(blank=True, default="", max_length=20, verbose_name="age")),
                ("part", models.CharField(blank=True, default="", max_length=80, verbose_name="part of the district")),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("municipality", "The municipality"),
                            ("police", "The police"),
                            ("external", "Another actor"),
                        ],
                        max_length=12,
                        verbose_name="from",
                    ),
                ),
                ("is_preliminary", models.BooleanField(default=False, verbose_name="preliminary")),
                ("recorded_at", models.DateTimeField()),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="indicators.indicator"
                    ),
                ),
                (
                    "replaced_by",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="indicators.reading",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.source"
                    ),
                ),
            ],
            options={
                "ordering": ("indicator", "unit", "starts_on", "pk"),
                "indexes": [
                    models.Index(fields=["unit", "indicator", "starts_on"], name="readings_of_a_unit"),
                    models.Index(fields=["indicator", "starts_on"], name="readings_of_an_indicator"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_by__isnull", True)),
                        fields=("indicator", "unit", "starts_on", "ends_on", "sex", "age", "part"),
                        name="one_reading_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="reading_ends_after_it_starts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("numerator__isnull", False), ("value__isnull", False), _connector="OR"),
                        name="reading_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("denominator__isnull", True), ("denominator__gt", 0), _connector="OR"),
                        name="reading_has_a_positive_base",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("numerator__isnull", True), ("numerator__gte", 0), _connector="OR"),
                        name="reading_counts_from_nought",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalJudgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measurability",
                    models.CharField(
                        choices=[
                            ("direct", "Directly measurable"),
                            ("proxy", "Not directly measurable: followed through proxies"),
                            ("none", "Not measurable"),
                        ],
                        max_length=10,
                        verbose_name="can it be measured",
                    ),
                ),
                ("how_measured", models.TextField(verbose_name="how it is measured, or why it cannot be")),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "goal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.goal"
                    ),
                ),
                ("sources", models.ManyToManyField(blank=True, related_name="+", to="indicators.source")),
            ],
        ),
        migrations.CreateModel(
            name="SubGoal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.TextField(verbose_name="sub-goal")),
                (
                    "measurability",
                    models.CharField(
                        choices=[
                            ("direct", "Directly measurable"),
                            ("proxy", "Not directly measurable: followed through proxies"),
                            ("none", "Not measurable"),
                        ],
                        default="direct",
                        max_length=10,
                        verbose_name="can it be measured",
                    ),
                ),
                ("how_measured", models.TextField(blank=True, verbose_name="how it is measured, or why it cannot be")),
                (
                    "due_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to be reached by the end of"),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended")),
                ("ended_because", models.CharField(blank=True, max_length=300, verbose_name="why it ended")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.area"
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.goal",
                    ),
                ),
                ("sources", models.ManyToManyField(blank=True, related_name="+", to="indicators.source")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("area", "unit", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "area", "number"), name="sub_goal_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("measurability__in", ("proxy", "none")), _negated=True),
                            models.Q(("how_measured", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="unmeasurable_sub_goal_says_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="indicator",
            name="sub_goal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="indicators",
                to="indicators.subgoal",
            ),
        ),
        migrations.CreateModel(
            name="Vision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                ("text", models.TextField(verbose_name="vision")),
                (
                    "council_goal",
                    models.CharField(blank=True, max_length=200, verbose_name="the Council's goal that it serves"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("unit", "-valid_from"),
            },
        ),
        migrations.CreateModel(
            name="GoalReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("reviewed_on", models.DateField(verbose_name="reviewed")),
                ("note", models.TextField(verbose_name="what was concluded")),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decisions.decision",
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
                "ordering": ("municipality", "-year"),
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "year"), name="goals_reviewed_once_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="Aim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("baseline_year", models.PositiveSmallIntegerField(verbose_name="baseline year")),
                ("baseline", models.FloatField(verbose_name="baseline")),
                ("target_year", models.PositiveSmallIntegerField(verbose_name="target year")),
                ("target", models.FloatField(verbose_name="target")),
                ("reason", models.TextField(blank=True, verbose_name="why this target")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aims", to="indicators.indicator"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "unit"), name="aim_once_a_unit"),
                    models.CheckConstraint(
                        condition=models.Q(("target_year__gt", models.F("baseline_year"))), name="aim_lies_ahead"
                    ),
                ],
            },
        ),
    ]
