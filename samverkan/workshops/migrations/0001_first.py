import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("causes", "0003_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Knock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=64, unique=True)),
                ("since", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Workshop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12, unique=True)),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("lobby", "Gather"),
                            ("picture", "What do we know?"),
                            ("chain", "What happens, step by step?"),
                            ("triangle", "Why does it happen?"),
                            ("deeper", "Why is that so?"),
                            ("test", "What would we see if it were true?"),
                            ("weigh", "What weighs most?"),
                            ("closed", "Closed"),
                        ],
                        default="lobby",
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("phase_started_at", models.DateTimeField()),
                ("minutes", models.JSONField(default=dict)),
                ("sequence", models.PositiveBigIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "guests_allowed",
                    models.BooleanField(default=True, verbose_name="people without a login may join by the link"),
                ),
                (
                    "analysis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="causes.analysis"
                    ),
                ),
            ],
            options={
                "ordering": ("-opened_at",),
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("function", models.CharField(max_length=80, verbose_name="function")),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("municipality", "The municipality"),
                            ("police", "The police"),
                            ("external", "Another actor"),
                        ],
                        default="external",
                        max_length=12,
                        verbose_name="party",
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("joined_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="workshops.workshop"
                    ),
                ),
            ],
            options={
                "ordering": ("workshop", "joined_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("workshop", "user"),
                        name="member_joins_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.JSONField()),
                ("done_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="workshops.workshop"
                    ),
                ),
            ],
            options={
                "ordering": ("workshop", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("known", "What we know"),
                            ("step", "Event"),
                            ("cause", "Cause"),
                            ("expectation", "What we would see"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="text")),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("offender", "Motivated offender"),
                            ("target", "Suitable target"),
                            ("guardian", "Absence of control"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "factor",
                    models.CharField(
                        choices=[
                            ("risk", "Risk factor, to be reduced"),
                            ("protective", "Protective factor, to be strengthened"),
                        ],
                        default="risk",
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("on_board", "On the board"),
                            ("merged", "Merged with another"),
                            ("saved", "Saved in the analysis"),
                            ("set_aside", "Set aside"),
                        ],
                        default="on_board",
                        max_length=10,
                    ),
                ),
                ("step_key", models.PositiveBigIntegerField(blank=True, null=True)),
                ("sequence", models.PositiveBigIntegerField()),
                ("edition", models.PositiveIntegerField(default=1)),
                ("added_at", models.DateTimeField()),
                (
                    "cause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="causes.cause",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workshops.card",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deeper",
                        to="workshops.card",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workshops.member"
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cards", to="workshops.workshop"
                    ),
                ),
            ],
            options={
                "ordering": ("workshop", "pk"),
                "indexes": [models.Index(fields=["workshop", "sequence"], name="cards_since")],
                "constraints": [models.UniqueConstraint(fields=("workshop", "key"), name="card_stored_once")],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.PositiveSmallIntegerField(default=1)),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="workshops.card"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workshops.member"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("card", "member"), name="vote_once")],
            },
        ),
    ]
