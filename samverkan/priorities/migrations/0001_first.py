import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("is_draft", models.BooleanField(default=False, verbose_name="draft, never in force")),
                (
                    "claimed_count",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number of areas claimed"),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("consulted", models.TextField(blank=True, verbose_name="consulted")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("valid_from", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("is_attested", models.BooleanField(default=True, verbose_name="named by a source of the time")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "area_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="areas", to="priorities.arealist"
                    ),
                ),
            ],
            options={
                "ordering": ("area_list", "number"),
                "constraints": [models.UniqueConstraint(fields=("area_list", "number"), name="area_number_once")],
            },
        ),
        migrations.CreateModel(
            name="AreaMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("continued", "Continued"),
                            ("renamed", "Renamed"),
                            ("broadened", "Broadened"),
                            ("merged", "Merged into another area"),
                            ("ordinary_work", "Moved to ordinary line work"),
                            ("dropped", "Dropped"),
                            ("new", "New"),
                        ],
                        max_length=15,
                        verbose_name="change",
                    ),
                ),
                ("is_inferred", models.BooleanField(default=False, verbose_name="inferred, stated by no source")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("disputed_by", models.CharField(blank=True, max_length=300, verbose_name="disputed by")),
                (
                    "new",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comes_from",
                        to="priorities.area",
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="becomes",
                        to="priorities.area",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.TextField(verbose_name="goal")),
                ("clarification", models.TextField(blank=True, verbose_name="clarification")),
                ("is_proposal", models.BooleanField(default=False, verbose_name="proposed, not adopted")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="priorities.area"
                    ),
                ),
            ],
            options={
                "ordering": ("area", "number"),
                "constraints": [models.UniqueConstraint(fields=("area", "number"), name="goal_number_once")],
            },
        ),
        migrations.CreateModel(
            name="LocalPriority",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                ("focus", models.CharField(max_length=200, verbose_name="local focus")),
                ("rank", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rank")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.area"
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="themes", to="priorities.area"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WordingChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(blank=True, null=True, verbose_name="date")),
                ("heading", models.CharField(max_length=160, verbose_name="heading")),
                ("old_wording", models.TextField(verbose_name="old wording")),
                ("new_wording", models.TextField(verbose_name="new wording")),
                ("reason", models.TextField(verbose_name="reason")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wording_changes",
                        to="priorities.area",
                    ),
                ),
            ],
        ),
    ]
