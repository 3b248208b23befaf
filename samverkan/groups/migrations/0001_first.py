import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organisation", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("overall_steering", "Overall steering group"),
                            ("overall_preparation", "Overall preparation group"),
                            ("local_steering", "Local steering group"),
                            ("local_preparation", "Local preparation group"),
                            ("working", "Working group"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("task", models.TextField(blank=True, verbose_name="task")),
                ("known_as", models.CharField(blank=True, max_length=160, verbose_name="known locally as")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="groups.group",
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
                "ordering": ("name",),
                "indexes": [models.Index(fields=["unit", "kind"], name="groups_of_a_unit")],
            },
        ),
        migrations.CreateModel(
            name="NoteSharing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                (
                    "from_kind",
                    models.CharField(
                        choices=[
                            ("overall_steering", "Overall steering group"),
                            ("overall_preparation", "Overall preparation group"),
                            ("local_steering", "Local steering group"),
                            ("local_preparation", "Local preparation group"),
                            ("working", "Working group"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "to_kind",
                    models.CharField(
                        choices=[
                            ("overall_steering", "Overall steering group"),
                            ("overall_preparation", "Overall preparation group"),
                            ("local_steering", "Local steering group"),
                            ("local_preparation", "Local preparation group"),
                            ("working", "Working group"),
                        ],
                        max_length=20,
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                (
                    "function",
                    models.CharField(
                        choices=[
                            ("deputy_city_director", "Deputy city director"),
                            ("police_area_head", "Head of police area"),
                            ("specialist_head", "Head of specialist administration"),
                            ("district_director", "District director"),
                            ("security_director", "Director of security"),
                            ("coordinating_police", "Coordinating police officer in the city"),
                            ("safety_lead", "Coordinator for safety matters"),
                            ("security_lead", "Coordinator for security matters"),
                            ("local_police_head", "Head of local police area"),
                            ("mandated_manager", "Manager or other position with mandate"),
                            ("municipal_police", "Municipal police officer"),
                            ("district_representative", "Representative of the district administration"),
                            ("police_representative", "Representative of the local police area"),
                            ("partner_representative", "Representative of an administration or company"),
                            ("safety_coordinator", "Safety coordinator"),
                            ("other", "Other function"),
                        ],
                        max_length=30,
                        verbose_name="function",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="title")),
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
                    "membership",
                    models.CharField(
                        choices=[("ordinary", "Ordinary member"), ("co_opted", "Co-opted")],
                        default="ordinary",
                        max_length=10,
                        verbose_name="membership",
                    ),
                ),
                ("has_mandate", models.BooleanField(default=False, verbose_name="carries a mandate")),
                ("is_decision_maker", models.BooleanField(default=False, verbose_name="decision-maker of the party")),
                ("is_presiding", models.BooleanField(default=False, verbose_name="presides")),
                (
                    "responsibility",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="area of responsibility tied to the task"
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="groups.seat",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="groups.group"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ("group", "-is_presiding", "title"),
                "indexes": [models.Index(fields=["holder", "valid_from"], name="seats_of_a_person")],
            },
        ),
        migrations.CreateModel(
            name="Demand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group_kind",
                    models.CharField(
                        choices=[
                            ("overall_steering", "Overall steering group"),
                            ("overall_preparation", "Overall preparation group"),
                            ("local_steering", "Local steering group"),
                            ("local_preparation", "Local preparation group"),
                            ("working", "Working group"),
                        ],
                        max_length=20,
                    ),
                ),
                ("terms", models.JSONField(default=list)),
                ("set_at", models.DateTimeField(verbose_name="handed down")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("unit", "group_kind"), name="demand_once_for_a_kind")],
            },
        ),
    ]
