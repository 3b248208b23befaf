import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("decisions", "0001_first"),
        ("groups", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("standing", "Standing item"),
                            ("matter", "Matter"),
                            ("minutes", "Approval of earlier minutes"),
                            ("decision_follow_up", "Follow-up of a decision"),
                            ("right_parties", "Right parties and staffing"),
                            ("free", "Other item"),
                        ],
                        default="free",
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("text", models.TextField(blank=True, verbose_name="background")),
                ("minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutes")),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("none", "Not dealt with yet"),
                            ("information", "Information"),
                            ("decision", "Decision"),
                            ("assignment", "Assignment"),
                            ("forwarded", "Sent on to the group above"),
                            ("deferred", "Moved to the next meeting"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                ("notes_by", models.CharField(blank=True, max_length=120)),
                (
                    "carried_from",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_to",
                        to="meetings.item",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "followed_decision",
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
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "ordering": ("meeting", "order", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "decision"), _negated=True),
                            ("decision__isnull", False),
                            _connector="OR",
                        ),
                        name="decision_outcome_has_a_decision",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="assignment")),
                ("function_title", models.CharField(max_length=160, verbose_name="responsible function")),
                ("due_date", models.DateField(verbose_name="due")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "To do"), ("done", "Done")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True)),
                ("done_note", models.CharField(blank=True, max_length=300, verbose_name="what was done")),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.seat",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="meetings.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="place")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("booked", "Booked"),
                            ("convened", "Convened"),
                            ("under_way", "Under way"),
                            ("held", "Held"),
                            ("approved", "Minutes approved"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="booked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("convened_at", models.DateTimeField(blank=True, null=True, verbose_name="convened")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "cancelled_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was cancelled"),
                ),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
                (
                    "minutes_approved_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approved_minutes",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("starts_at", "pk"),
                "indexes": [models.Index(fields=["group", "starts_at"], name="meetings_of_a_group")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="meeting_ends_after_it_starts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            ("minutes_approved_in__isnull", False),
                            _connector="OR",
                        ),
                        name="minutes_are_approved_at_a_meeting",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="item",
            name="earlier_meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="meetings.meeting"
            ),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="correction")),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("invited", "Invited"),
                            ("present", "Present"),
                            ("excused", "Excused"),
                            ("absent", "Absent"),
                        ],
                        default="invited",
                        max_length=10,
                        verbose_name="presence",
                    ),
                ),
                ("substitute", models.CharField(blank=True, max_length=160, verbose_name="substitute's function")),
                (
                    "seat",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.seat"),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendances", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("meeting", "seat"), name="seat_attends_once")],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("weekly", "Every week"),
                            ("fortnightly", "Every second week"),
                            ("monthly", "Every month"),
                            ("quarterly", "Every quarter"),
                            ("half_yearly", "Twice a year"),
                        ],
                        max_length=12,
                        verbose_name="cadence",
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(verbose_name="weekday")),
                ("starts", models.TimeField(verbose_name="starts")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="length, in minutes")),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="place")),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="meetings.series",
            ),
        ),
        migrations.CreateModel(
            name="TemplateItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutes")),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="template", to="meetings.series"
                    ),
                ),
            ],
            options={
                "ordering": ("series", "order"),
            },
        ),
    ]
