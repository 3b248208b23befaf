import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_first"),
        ("places", "0001_first"),
        ("priorities", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("week", models.PositiveSmallIntegerField(verbose_name="week")),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                ("present", models.JSONField(default=list, verbose_name="present functions")),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("unit", "-year", "-week"),
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year", "week"), name="check_in_once_a_week"),
                    models.CheckConstraint(
                        condition=models.Q(("week__gte", 1), ("week__lte", 53)), name="check_in_week_exists"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckInLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("seen", "Seen this week"),
                            ("agreed", "To be done"),
                            ("expected", "Expected next week"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
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
                ("text", models.CharField(max_length=300, verbose_name="text")),
                ("by_function", models.CharField(blank=True, max_length=120, verbose_name="who does it")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="by")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="what came of it")),
                ("dropped_on", models.DateField(blank=True, null=True, verbose_name="no longer to be done from")),
                (
                    "dropped_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is no longer to be done"),
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
                    "carried_from",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_to",
                        to="checkins.checkinline",
                    ),
                ),
                (
                    "check_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="checkins.checkin"
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
            ],
            options={
                "ordering": ("check_in", "kind", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "agreed"), _negated=True),
                            models.Q(models.Q(("by_function", ""), _negated=True), ("due_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="agreed_line_has_somebody_and_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dropped_on__isnull", True),
                            models.Q(("done_on__isnull", True), models.Q(("dropped_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="dropped_line_is_not_done_and_says_why",
                    ),
                ],
            },
        ),
    ]
