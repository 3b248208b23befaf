import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agreements", "0001_first"),
        ("indicators", "0001_first"),
        ("organisation", "0001_first"),
        ("places", "0001_first"),
        ("priorities", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("delimitation", models.TextField(verbose_name="delimited to")),
                ("opened_on", models.DateField(verbose_name="opened")),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("unit", "-year"),
                "constraints": [models.UniqueConstraint(fields=("unit", "year"), name="picture_once_a_year")],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "room",
                    models.CharField(
                        choices=[
                            ("municipality", "The municipality"),
                            ("police", "The police"),
                            ("external", "Another actor"),
                        ],
                        max_length=12,
                        verbose_name="written by",
                    ),
                ),
                (
                    "block",
                    models.CharField(
                        choices=[
                            ("extent", "Mapping: extent"),
                            ("consequences", "Mapping: consequences"),
                            ("information", "Other information of importance"),
                            ("analysis", "Analysis"),
                        ],
                        max_length=15,
                        verbose_name="block",
                    ),
                ),
                ("text", models.TextField(verbose_name="what is seen")),
                ("dark_figure", models.CharField(blank=True, max_length=300, verbose_name="what may be hidden")),
                ("shared_at", models.DateTimeField(blank=True, null=True, verbose_name="shared")),
                ("shared_by", models.CharField(blank=True, max_length=120)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("written_at", models.DateTimeField()),
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
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="situation.line",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                ("sources", models.ManyToManyField(blank=True, related_name="+", to="indicators.source")),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="situation.picture"
                    ),
                ),
            ],
            options={
                "ordering": ("picture", "block", "area", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shared_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"
                        ),
                        name="shared_line_stays",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(verbose_name="why it is not relevant")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.area"
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="area_notes", to="situation.picture"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("picture", "area"), name="area_note_once")],
            },
        ),
        migrations.CreateModel(
            name="PictureVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("content", models.JSONField()),
                ("sealed", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField()),
                (
                    "annex_version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.annexversion"
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="situation.picture"
                    ),
                ),
            ],
            options={
                "ordering": ("picture", "number"),
                "constraints": [models.UniqueConstraint(fields=("picture", "number"), name="picture_version_once")],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="problem")),
                ("description", models.TextField(verbose_name="description")),
                (
                    "target",
                    models.CharField(
                        choices=[("place", "A place"), ("group", "A target group"), ("phenomenon", "A phenomenon")],
                        max_length=12,
                        verbose_name="tied to",
                    ),
                ),
                ("target_name", models.CharField(blank=True, max_length=160, verbose_name="which")),
                (
                    "victims",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("close_relationship", "Crime in close relationship"),
                            ("rape", "Rape"),
                            ("violence_children", "Violence against children"),
                            ("sexual_children", "Sexual offences against children"),
                            ("disability", "Persons with disabilities"),
                            ("elderly", "Older persons"),
                            ("", "No such category"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="particularly exposed victims",
                    ),
                ),
                ("is_complex", models.BooleanField(default=False, verbose_name="complex, with several explanations")),
                ("consequences", models.TextField(blank=True, verbose_name="consequences")),
                (
                    "owner_title",
                    models.CharField(blank=True, max_length=120, verbose_name="function that answers for it"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "No longer a problem")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("raised_on", models.DateField(verbose_name="raised")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed")),
                ("closed_because", models.TextField(blank=True, verbose_name="why it was closed")),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.area"
                    ),
                ),
                (
                    "owner_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="priorities.theme",
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
                "ordering": ("unit", "title"),
                "indexes": [models.Index(fields=["unit", "state"], name="problems_of_a_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(("closed_on__isnull", False), models.Q(("closed_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="closed_problem_says_when_and_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ranking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weights", models.JSONField(default=dict)),
                ("limit", models.PositiveSmallIntegerField(default=3, verbose_name="how many are prioritised")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="settled")),
                ("reason", models.TextField(blank=True, verbose_name="reason where the order departs from the scores")),
                ("seen", models.JSONField(default=dict)),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "picture",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ranking", to="situation.picture"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.JSONField(default=dict)),
                ("reasons", models.TextField(blank=True, verbose_name="what the scores rest on")),
                (
                    "pinned",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="place that departs from the scores"
                    ),
                ),
                ("is_prioritised", models.BooleanField(default=False, verbose_name="prioritised")),
                (
                    "place_in_order",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="place in the order"),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="situation.problem"
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="situation.ranking"
                    ),
                ),
            ],
            options={
                "ordering": ("ranking", "place_in_order", "pk"),
                "constraints": [models.UniqueConstraint(fields=("ranking", "problem"), name="problem_scored_once")],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "block",
                    models.CharField(
                        choices=[
                            ("extent", "Mapping: extent"),
                            ("consequences", "Mapping: consequences"),
                            ("information", "Other information of importance"),
                            ("analysis", "Analysis"),
                        ],
                        max_length=15,
                        verbose_name="block",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="joint statement")),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("not_yet", "Not settled yet"),
                            ("agreed", "The parties agree"),
                            ("disagreed", "The parties do not agree; both views are kept"),
                        ],
                        default="not_yet",
                        max_length=10,
                        verbose_name="agreement",
                    ),
                ),
                (
                    "municipality_view",
                    models.TextField(blank=True, verbose_name="the municipality's view where the parties differ"),
                ),
                (
                    "police_view",
                    models.TextField(blank=True, verbose_name="the police's view where the parties differ"),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                ("written_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_because", models.CharField(blank=True, max_length=300, verbose_name="why it was removed")),
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
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="situation.statement",
                    ),
                ),
                ("indicators", models.ManyToManyField(blank=True, related_name="+", to="indicators.indicator")),
                ("lines", models.ManyToManyField(blank=True, related_name="statements", to="situation.line")),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="situation.picture"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                ("sources", models.ManyToManyField(blank=True, related_name="+", to="indicators.source")),
            ],
            options={
                "ordering": ("picture", "block", "area", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreement", "disagreed"), _negated=True),
                            models.Q(
                                models.Q(("municipality_view", ""), _negated=True),
                                models.Q(("police_view", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="disagreement_keeps_both_views",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="problem",
            name="statements",
            field=models.ManyToManyField(blank=True, related_name="problems", to="situation.statement"),
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sender", models.CharField(max_length=160, verbose_name="from")),
                ("field", models.CharField(max_length=120, verbose_name="about")),
                ("text", models.TextField(verbose_name="what they see")),
                ("own_work", models.TextField(blank=True, verbose_name="what they do themselves to prevent it")),
                ("received_on", models.DateField(verbose_name="received")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "Not dealt with yet"),
                            ("used", "Used in the picture"),
                            ("declined", "Not used, with a reply"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reply", models.TextField(blank=True, verbose_name="reply")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="situation.picture",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="situation.statement",
                    ),
                ),
            ],
            options={
                "ordering": ("picture", "received_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("reply", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="declined_contribution_has_a_reply",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "used"), _negated=True), ("statement__isnull", False), _connector="OR"
                        ),
                        name="used_contribution_is_in_the_picture",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Table",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "block",
                    models.CharField(
                        choices=[
                            ("extent", "Mapping: extent"),
                            ("consequences", "Mapping: consequences"),
                            ("information", "Other information of importance"),
                            ("analysis", "Analysis"),
                        ],
                        max_length=15,
                        verbose_name="block",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="what is counted")),
                ("period", models.CharField(max_length=60, verbose_name="period")),
                (
                    "why_not_split",
                    models.CharField(blank=True, max_length=300, verbose_name="why the figures are not split by sex"),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
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
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tables", to="situation.picture"
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
                "ordering": ("picture", "block", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("number", models.PositiveBigIntegerField(verbose_name="number")),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="situation.table"
                    ),
                ),
            ],
            options={
                "ordering": ("table", "part", "age", "sex"),
                "constraints": [models.UniqueConstraint(fields=("table", "sex", "age", "part"), name="cell_once")],
            },
        ),
    ]
