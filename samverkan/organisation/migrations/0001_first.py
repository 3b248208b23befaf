import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "Municipality"),
                            ("executive_office", "City Executive Office"),
                            ("district", "District administration"),
                            ("specialist", "Specialist administration"),
                            ("company", "Municipal company"),
                            ("board", "Board"),
                            ("police_region", "Police region"),
                            ("police_area", "Police area"),
                            ("local_police_area", "Local police area"),
                            ("external", "External actor"),
                        ],
                        max_length=20,
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
                        verbose_name="party",
                    ),
                ),
                ("key", models.CharField(blank=True, default="", max_length=20)),
                (
                    "organisation_number",
                    models.CharField(blank=True, max_length=11, verbose_name="organisation number"),
                ),
                ("postal_address", models.CharField(blank=True, max_length=200, verbose_name="postal address")),
                ("mailbox", models.EmailField(blank=True, max_length=254, verbose_name="function mailbox")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="unit_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="date")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="successions", to="organisation.unit"
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessions",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("predecessor", "successor"), name="succession_is_said_once"),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="unit_does_not_succeed_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("safety_coordinator", "Safety coordinator"),
                            ("municipal_police", "Municipal police officer"),
                            ("district_director", "District director"),
                            ("local_police_head", "Head of local police area"),
                            ("department", "Representative of an administration or company"),
                            ("central", "Central preparation group"),
                            ("management", "City or police management"),
                            ("executive_office", "City Executive Office"),
                            ("board", "Elected representative"),
                            ("administrator", "System administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="title")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "valid_from"], name="posts_of_a_person")],
            },
        ),
        migrations.CreateModel(
            name="Pairing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="police_pairings",
                        to="organisation.unit",
                    ),
                ),
                (
                    "police",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="district_pairings",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("district", "police", "valid_from"), name="pairing_starts_once")
                ],
            },
        ),
    ]
