import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_first"),
        ("priorities", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("delimitation", models.CharField(max_length=300, verbose_name="delimited by")),
                ("problem_types", models.JSONField(default=list, verbose_name="problems")),
                ("built_factors", models.JSONField(default=dict, verbose_name="built environment")),
                (
                    "coordinator_title",
                    models.CharField(blank=True, max_length=120, verbose_name="coordinating function"),
                ),
                (
                    "how_followed_up",
                    models.TextField(blank=True, verbose_name="how the work at the place is followed up and evaluated"),
                ),
                (
                    "at_risk",
                    models.BooleanField(
                        default=False, verbose_name="at risk of developing badly, though not classified"
                    ),
                ),
                ("at_risk_because", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("registered_on", models.DateField(verbose_name="registered")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="no longer followed from")),
                ("closed_because", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "coordinating_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                ("owners", models.ManyToManyField(blank=True, related_name="+", to="organisation.unit")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("unit", "name"),
                "constraints": [models.UniqueConstraint(fields=("unit", "name"), name="place_name_once")],
            },
        ),
        migrations.CreateModel(
            name="Classification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "area_class",
                    models.CharField(
                        choices=[
                            ("vulnerable", "Vulnerable area"),
                            ("risk", "Risk area"),
                            ("particularly", "Particularly vulnerable area"),
                            ("none", "Not classified"),
                        ],
                        max_length=15,
                        verbose_name="class",
                    ),
                ),
                ("on", models.DateField(verbose_name="from")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="classifications", to="places.place"
                    ),
                ),
            ],
            options={
                "ordering": ("place", "-on"),
                "constraints": [models.UniqueConstraint(fields=("place", "on"), name="classified_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="PlaceCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "problem_type",
                    models.CharField(
                        choices=[
                            ("drug_dealing", "Open drug dealing"),
                            ("public_order", "Public-order disturbances"),
                            ("unlawful_settlement", "Unlawful settlements"),
                            ("vandalism", "Vandalism"),
                            ("littering", "Extensive littering"),
                            ("violence", "Violence in public"),
                            ("theft", "Theft and burglary"),
                            ("traffic", "Dangerous traffic"),
                            ("unsafety", "People avoid the place"),
                        ],
                        max_length=20,
                        verbose_name="what was counted",
                    ),
                ),
                ("on", models.DateField(verbose_name="date")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("source", models.CharField(max_length=200, verbose_name="who counted, and how")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="counts", to="places.place"
                    ),
                ),
            ],
            options={
                "ordering": ("place", "on"),
                "constraints": [
                    models.UniqueConstraint(fields=("place", "problem_type", "on"), name="counted_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="ContextFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="what")),
                ("value", models.CharField(max_length=120, verbose_name="value")),
                ("on", models.DateField(verbose_name="from")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("name", "-on"),
                "constraints": [models.UniqueConstraint(fields=("municipality", "name", "on"), name="fact_once_a_day")],
            },
        ),
    ]
