import django.db.models.deletion
import samverkan.ground.words
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agreements", "0001_first"),
        ("causes", "0003_first"),
        ("decisions", "0001_first"),
        ("documents", "0001_first"),
        ("groups", "0001_first"),
        ("indicators", "0001_first"),
        ("organisation", "0001_first"),
        ("places", "0001_first"),
        ("priorities", "0001_first"),
        ("situation", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=160, verbose_name="measure")),
                ("description", models.TextField(verbose_name="what is done")),
                ("no_cause_because", models.TextField(blank=True, verbose_name="why it has no analysed cause")),
                ("no_goal_because", models.TextField(blank=True, verbose_name="why it has no followed-up goal")),
                ("mechanism", models.TextField(blank=True, verbose_name="how it is meant to work")),
                ("sides", models.JSONField(default=list, verbose_name="sides of the crime triangle")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("universal", "Universal: everybody"),
                            ("selective", "Selective: identified groups"),
                            ("indicated", "Indicated: individuals"),
                        ],
                        max_length=10,
                        verbose_name="prevention level",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("social", "Social prevention"),
                            ("situational", "Situational prevention"),
                            ("reactive", "Reactive"),
                        ],
                        max_length=12,
                        verbose_name="kind of prevention",
                    ),
                ),
                (
                    "measure_type",
                    models.CharField(
                        choices=[
                            ("activation", "Activation of a place"),
                            ("joint_place", "Joint work at a place"),
                            ("outreach", "Outreach by field assistants"),
                            ("at_risk", "Reaching persons at risk in time"),
                            ("own_operation", "Against undue influence and welfare crime in own operations"),
                            ("surveillance", "Camera surveillance"),
                            ("guards", "Public-order guards"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=15,
                        verbose_name="type",
                    ),
                ),
                (
                    "term_length",
                    models.CharField(
                        choices=[("short", "Short term"), ("long", "Long term")], max_length=6, verbose_name="term"
                    ),
                ),
                (
                    "directed_at",
                    models.CharField(
                        choices=[
                            ("residents", "Residents"),
                            ("environment", "Physical environment"),
                            ("own_operation", "The body's own operation"),
                        ],
                        max_length=15,
                        verbose_name="directed at",
                    ),
                ),
                (
                    "benefits",
                    models.CharField(
                        choices=[
                            ("women", "Mostly women and girls"),
                            ("men", "Mostly men and boys"),
                            ("equally", "Both sexes equally"),
                            ("unknown", "Not assessed"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="whom it benefits",
                    ),
                ),
                (
                    "benefits_note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="how it can be adapted to help both sexes"
                    ),
                ),
                (
                    "continues_work",
                    models.CharField(blank=True, max_length=300, verbose_name="existing work that it builds on"),
                ),
                (
                    "proportionality",
                    models.TextField(blank=True, verbose_name="purpose and proportionality of the surveillance"),
                ),
                (
                    "is_important",
                    models.BooleanField(default=False, verbose_name="important: two people close it, with evidence"),
                ),
                ("resources_needed", models.CharField(blank=True, max_length=300, verbose_name="resources needed")),
                ("starts_on", models.DateField(verbose_name="starts")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("done", "Carried out by both parties"),
                            ("stopped", "Stopped"),
                            ("withdrawn", "Withdrawn before it was decided"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended")),
                ("stopped_because", models.TextField(blank=True, verbose_name="why it was stopped")),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.area"
                    ),
                ),
                ("causes", models.ManyToManyField(blank=True, related_name="+", to="causes.cause")),
                (
                    "continues",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="measures.measure",
                    ),
                ),
                (
                    "main_cause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="causes.cause",
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
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="causes.proposal",
                    ),
                ),
                (
                    "stop_decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "sub_goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.subgoal",
                    ),
                ),
            ],
            options={
                "ordering": ("plan", "number"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state", "open"), ("ended_on__isnull", False), _connector="OR"),
                        name="ended_measure_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("stopped", "withdrawn")), _negated=True),
                            models.Q(("stopped_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="stopped_measure_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("continues__isnull", True),
                            models.Q(("continues", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="measure_does_not_continue_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Half",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("municipality", "The municipality"),
                            ("police", "The police"),
                            ("external", "Another actor"),
                        ],
                        max_length=12,
                        verbose_name="party",
                    ),
                ),
                (
                    "owner_title",
                    models.CharField(blank=True, max_length=120, verbose_name="function that answers for it"),
                ),
                ("text", models.TextField(blank=True, verbose_name="what this party does")),
                ("dose", models.PositiveIntegerField(blank=True, null=True, verbose_name="how much")),
                ("dose_unit", models.CharField(blank=True, max_length=60, verbose_name="of what")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="done by")),
                (
                    "in_planning",
                    models.CharField(
                        choices=[
                            ("yes", "In operational plan and budget"),
                            ("plan_only", "In the plan, without money"),
                            ("no", "Not in plan or budget"),
                            ("unknown", "Not said"),
                        ],
                        default="unknown",
                        max_length=10,
                        verbose_name="in ordinary planning",
                    ),
                ),
                ("budget_line", models.CharField(blank=True, max_length=120, verbose_name="budget line")),
                (
                    "planning_reference",
                    models.CharField(blank=True, max_length=120, verbose_name="reference in the planning system"),
                ),
                (
                    "assignment",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="explicit assignment from a board or authority"
                    ),
                ),
                ("resources", models.CharField(blank=True, max_length=200, verbose_name="resources assigned")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("ongoing", "Under way"),
                            ("reported", "Reported done, waits for a second pair of eyes"),
                            ("done", "Done"),
                            ("none", "No part for this party"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "no_part_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why this party has no part"),
                ),
                ("reported_by", models.CharField(blank=True, max_length=120)),
                ("reported_by_id", models.PositiveBigIntegerField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                ("outcome", models.TextField(blank=True, verbose_name="what was done")),
                ("closed_by", models.CharField(blank=True, max_length=120)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("co_actors", models.ManyToManyField(blank=True, related_name="+", to="organisation.unit")),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
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
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="halves", to="measures.measure"
                    ),
                ),
            ],
            options={
                "ordering": ("measure", "party"),
                "constraints": [
                    models.UniqueConstraint(fields=("measure", "party"), name="half_once_a_party"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "party__in",
                                (samverkan.ground.words.Party["MUNICIPALITY"], samverkan.ground.words.Party["POLICE"]),
                            )
                        ),
                        name="half_belongs_to_a_party",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "none"),
                            models.Q(
                                ("unit__isnull", False),
                                models.Q(("owner_title", ""), _negated=True),
                                ("due_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="half_has_owner_and_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "none"), _negated=True),
                            models.Q(("no_part_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="missing_half_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True), ("done_on__isnull", False), _connector="OR"
                        ),
                        name="done_half_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("measures_plan", "Measures plan"),
                            ("action_plan", "Action plan"),
                            ("group_plan", "Working group's plan"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("opened_on", models.DateField(verbose_name="opened")),
                ("edition", models.PositiveIntegerField(default=1)),
                ("analyses", models.ManyToManyField(blank=True, related_name="+", to="causes.analysis")),
                (
                    "area_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.arealist"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.group",
                    ),
                ),
                (
                    "picture_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="situation.pictureversion",
                    ),
                ),
                (
                    "under",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_plans",
                        to="measures.plan",
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
                "ordering": ("unit", "-year", "kind", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "group_plan"), _negated=True),
                        fields=("unit", "kind", "year"),
                        name="plan_once_a_year",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "group_plan")),
                        fields=("group", "year"),
                        name="group_plan_once_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "group_plan"), _negated=True),
                            models.Q(("group__isnull", False), ("under__isnull", False)),
                            _connector="OR",
                        ),
                        name="group_plan_lies_under_a_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("direction", "Direction"),
                            ("focus", "Focus areas"),
                            ("goals", "Goals"),
                            ("follow_up", "How it is followed up"),
                            ("responsibility", "Division of responsibility"),
                            ("activities", "Activities"),
                            ("commitments", "Commitments"),
                            ("timetable", "Timetable"),
                        ],
                        max_length=15,
                        verbose_name="part",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="measures.plan"
                    ),
                ),
            ],
            options={
                "ordering": ("plan", "pk"),
                "constraints": [models.UniqueConstraint(fields=("plan", "kind"), name="part_once_a_plan")],
            },
        ),
        migrations.AddField(
            model_name="measure",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="measures.plan"
            ),
        ),
        migrations.CreateModel(
            name="Carried",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300, verbose_name="what was left undone")),
                ("kind", models.CharField(blank=True, max_length=60)),
                ("key", models.CharField(blank=True, max_length=60)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="what becomes of it this year")),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="carried", to="measures.plan"
                    ),
                ),
            ],
            options={
                "ordering": ("plan", "pk"),
            },
        ),
        migrations.CreateModel(
            name="AreaNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.TextField(blank=True, verbose_name="how the work within the area is to be done")),
                ("not_relevant", models.TextField(blank=True, verbose_name="why the plan does not touch the area")),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.area"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="area_notes", to="measures.plan"
                    ),
                ),
            ],
            options={
                "ordering": ("plan", "area"),
                "constraints": [models.UniqueConstraint(fields=("plan", "area"), name="plan_area_note_once")],
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("content", models.JSONField()),
                ("sealed", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField()),
                (
                    "annex_version",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.annexversion",
                    ),
                ),
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
                    "matter",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decisions.matter",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="measures.plan"
                    ),
                ),
            ],
            options={
                "ordering": ("plan", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="plan_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("annex_version__isnull", False), ("matter__isnull", False), _connector="OR"
                        ),
                        name="plan_version_goes_somewhere",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="measure",
            name="entered",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measures",
                to="measures.planversion",
            ),
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="date")),
                ("amount", models.PositiveIntegerField(verbose_name="how much")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(blank=True, max_length=120)),
                (
                    "withdrawn_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was withdrawn"),
                ),
                (
                    "half",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="measures.half"
                    ),
                ),
            ],
            options={
                "ordering": ("half", "on", "pk"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="delivery_is_of_something")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(fields=("plan", "number"), name="measure_number_once"),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered__isnull", True),
                    ("main_cause__isnull", False),
                    models.Q(("no_cause_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="no_measure_without_cause_or_exception",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered__isnull", True),
                    ("sub_goal__isnull", False),
                    models.Q(("no_goal_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="no_measure_without_goal_or_exception",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True), ("entered__isnull", True), _connector="OR"
                ),
                name="only_a_draft_is_withdrawn",
            ),
        ),
    ]
