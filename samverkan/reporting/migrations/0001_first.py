import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_first"),
        ("groups", "0001_first"),
        ("measures", "0001_first"),
        ("notices", "0001_first"),
        ("organisation", "0001_first"),
        ("priorities", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportingPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("year", "Year"), ("half_year", "Half-year"), ("four_months", "Four months")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="to (counted in)")),
                ("opens_on", models.DateField(verbose_name="reporting opens")),
                ("due_on", models.DateField(verbose_name="reports due")),
                ("instruction", models.TextField(blank=True, verbose_name="what is asked for")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("municipality", "-starts_on"),
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "kind", "starts_on"), name="period_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__gte", models.F("starts_on")), ("due_on__gte", models.F("opens_on"))
                        ),
                        name="period_is_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "Not begun"),
                            ("draft", "Being written"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned with questions"),
                            ("accepted", "Accepted"),
                        ],
                        default="due",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "municipality_agrees_on",
                    models.DateField(blank=True, null=True, verbose_name="agreed by the municipality"),
                ),
                ("police_agrees_on", models.DateField(blank=True, null=True, verbose_name="agreed by the police")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted")),
                ("submitted_by", models.CharField(blank=True, max_length=120)),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                ("accepted_by", models.CharField(blank=True, max_length=120)),
                ("content", models.JSONField(blank=True, null=True)),
                ("sealed", models.CharField(blank=True, max_length=64)),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measures.plan",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="reporting.reportingperiod",
                    ),
                ),
            ],
            options={
                "ordering": ("period", "unit"),
                "constraints": [
                    models.UniqueConstraint(fields=("period", "unit"), name="report_once_a_period"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("content__isnull", False),
                                models.Q(("sealed", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="accepted_report_is_frozen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("submitted", "accepted")), _negated=True),
                            models.Q(
                                ("content__isnull", False),
                                ("submitted_at__isnull", False),
                                ("municipality_agrees_on__isnull", False),
                                ("police_agrees_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="submitted_report_is_agreed_by_both",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CouncilReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_on", models.DateField(verbose_name="given")),
                ("registry_number", models.CharField(max_length=60, verbose_name="registry number")),
                ("text", models.TextField(blank=True, verbose_name="what was reported")),
                ("recorded_by", models.CharField(max_length=120)),
                ("recorded_at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.reportingperiod",
                    ),
                ),
            ],
            options={
                "ordering": ("municipality", "-given_on", "-pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "registry_number"), name="council_report_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), ("document__isnull", False), _connector="OR"
                        ),
                        name="council_report_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Compilation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Being written"), ("settled", "Settled and sent back to every district")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("drafted_at", models.DateTimeField()),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="settled")),
                ("content", models.JSONField(blank=True, null=True)),
                ("sealed", models.CharField(blank=True, max_length=64)),
                (
                    "next_plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measures.plan",
                    ),
                ),
                (
                    "period",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="compilation",
                        to="reporting.reportingperiod",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "settled"), _negated=True),
                            models.Q(
                                ("settled_on__isnull", False),
                                ("content__isnull", False),
                                models.Q(("sealed", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="settled_compilation_is_frozen",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardFeedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("texts", models.JSONField(default=dict)),
                ("content", models.JSONField(default=dict)),
                ("sealed", models.CharField(max_length=64)),
                ("given_at", models.DateTimeField(verbose_name="given")),
                ("by_name", models.CharField(max_length=120)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reporting.reportingperiod",
                    ),
                ),
            ],
            options={
                "ordering": ("board", "-given_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ReportNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="reporting.report"
                    ),
                ),
            ],
            options={
                "ordering": ("report", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
                ("text", models.TextField(verbose_name="what is asked for")),
                ("content", models.JSONField(default=dict)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="reporting.report"
                    ),
                ),
            ],
            options={
                "ordering": ("report", "at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ReturnLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="text")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("is_drafted", models.BooleanField(default=True)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("saved_by", models.CharField(blank=True, max_length=120)),
                (
                    "compilation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="reporting.compilation"
                    ),
                ),
                ("notices", models.ManyToManyField(blank=True, related_name="+", to="notices.notice")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("compilation", "unit"),
                "constraints": [models.UniqueConstraint(fields=("compilation", "unit"), name="letter_once_a_unit")],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("summary", "In short"),
                            ("implementation", "What was carried out"),
                            ("effect", "What it led to"),
                            ("situation", "How the situation has changed"),
                            ("not_done", "What was not done, and why"),
                            ("gender", "Equality between the sexes"),
                            ("child_rights", "Children's rights"),
                            ("accessibility", "Accessibility and participation"),
                            ("development", "What needs to develop"),
                            ("next_year", "Proposals for next year"),
                        ],
                        max_length=15,
                        verbose_name="part",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "not_made_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why the analysis was not made"),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                ("saved_by", models.CharField(blank=True, max_length=120)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sections", to="reporting.report"
                    ),
                ),
            ],
            options={
                "ordering": ("report", "pk"),
                "constraints": [models.UniqueConstraint(fields=("report", "kind"), name="section_once")],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="suggestion")),
                ("from_function", models.CharField(max_length=160, verbose_name="from")),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "Waits for a reply"), ("answered", "Answered")],
                        default="new",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reply", models.TextField(blank=True, verbose_name="reply")),
                (
                    "replied_by_party",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("municipality", "The municipality"),
                            ("police", "The police"),
                            ("external", "Another actor"),
                        ],
                        max_length=12,
                    ),
                ),
                ("replied_at", models.DateTimeField(blank=True, null=True, verbose_name="replied")),
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
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
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
                "ordering": ("-received_at",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "answered"), _negated=True),
                            models.Q(("reply", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answered_suggestion_has_a_reply",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paragraph",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reported", "Who has reported"),
                            ("overall", "The whole city"),
                            ("outcomes", "The two top outcomes"),
                            ("implementation", "What was carried out"),
                            ("effect", "What it led to"),
                            ("indicators", "What the indicators show"),
                            ("undone", "What was left undone"),
                            ("perspectives", "The three perspectives"),
                            ("development", "What needs to develop"),
                        ],
                        max_length=15,
                        verbose_name="about",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                ("heading", models.CharField(blank=True, max_length=160, verbose_name="heading")),
                ("text", models.TextField(verbose_name="text")),
                ("drafted_text", models.TextField(blank=True)),
                ("figures", models.JSONField(default=list)),
                ("sources", models.JSONField(default=list)),
                ("is_drafted", models.BooleanField(default=True)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("saved_by", models.CharField(blank=True, max_length=120)),
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
                    "compilation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paragraphs",
                        to="reporting.compilation",
                    ),
                ),
            ],
            options={
                "ordering": ("compilation", "order", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("area__isnull", False)),
                        fields=("compilation", "kind", "area"),
                        name="paragraph_once_an_area",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("area__isnull", True)),
                        fields=("compilation", "kind"),
                        name="paragraph_once_for_the_city",
                    ),
                ],
            },
        ),
    ]
