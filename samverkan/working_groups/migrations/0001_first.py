import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("decisions", "0001_first"),
        ("groups", "0001_first"),
        ("organisation", "0001_first"),
        ("priorities", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("task", models.TextField(verbose_name="task")),
                ("focus", models.CharField(max_length=200, verbose_name="focus area")),
                ("is_permanent", models.BooleanField(default=False, verbose_name="permanent")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "forums_considered",
                    models.TextField(verbose_name="existing forums considered, and why they do not suffice"),
                ),
                (
                    "starts_from",
                    models.TextField(blank=True, verbose_name="situation picture and cause analysis it starts from"),
                ),
                ("proposed_on", models.DateField(verbose_name="proposed")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="priorities.area"
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
                    "group",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.group",
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
                    "preparation_group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_on__isnull", True), ("is_permanent", True)),
                            models.Q(("ends_on__isnull", False), ("is_permanent", False)),
                            _connector="OR",
                        ),
                        name="appointment_is_permanent_or_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("group__isnull", True), ("decision__isnull", False), _connector="OR"),
                        name="no_working_group_without_a_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Forum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("purpose", models.TextField(blank=True, verbose_name="what it does")),
                ("meets", models.CharField(blank=True, max_length=120, verbose_name="meets")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
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
                    "mapped_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.group",
                    ),
                ),
                ("participants", models.ManyToManyField(blank=True, related_name="+", to="organisation.unit")),
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
            name="SuggestedSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("is_co_opted", models.BooleanField(default=False, verbose_name="co-opted")),
                (
                    "responsibility",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="area of responsibility tied to the task"
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggested_seats",
                        to="working_groups.appointment",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
        ),
    ]
