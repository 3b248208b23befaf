import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0001_first"),
        ("groups", "0001_first"),
        ("organisation", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("text", models.TextField(verbose_name="decision")),
                ("basis", models.TextField(blank=True, verbose_name="basis")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("work_within_plan", "Work within a decided plan"),
                            ("annex_update", "Update of the situation picture or the measures plan"),
                            ("working_group", "Appointing of a working group"),
                            ("priorities", "Priorities within the common areas"),
                            ("resources", "Use of staff or money"),
                            ("communication", "Communication and information"),
                            ("agreement", "Entering, amending or ending an agreement"),
                            ("goals_and_scope", "Goals, direction, scope or quality of an operation"),
                            ("statement_to_council", "Request or statement to the City Council"),
                            (
                                "authority_over_individuals",
                                "Exercise of authority over individuals in matters of principle",
                            ),
                        ],
                        max_length=30,
                        verbose_name="kind of decision",
                    ),
                ),
                ("amount", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="amount, in kronor")),
                ("decided_on", models.DateField(verbose_name="decided")),
                ("documented_at", models.DateTimeField(verbose_name="documented in writing")),
                ("meeting_key", models.CharField(blank=True, max_length=60)),
                ("meeting_title", models.CharField(blank=True, max_length=200)),
                ("meeting_address", models.CharField(blank=True, max_length=300)),
                ("responsible_title", models.CharField(max_length=160, verbose_name="responsible function")),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="to be carried out by")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "To be carried out"), ("done", "Carried out"), ("lapsed", "Lapsed")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "municipality_decision_maker",
                    models.CharField(max_length=200, verbose_name="decided for the municipality"),
                ),
                ("police_decision_maker", models.CharField(max_length=200, verbose_name="decided for the police")),
                (
                    "needs_planning_entry",
                    models.BooleanField(default=False, verbose_name="needs an entry in ordinary planning and budget"),
                ),
                ("mandate_basis", models.TextField(blank=True)),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="carried out or lapsed")),
                ("closing_note", models.CharField(blank=True, max_length=300, verbose_name="what came of it")),
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
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
                (
                    "responsible_seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.seat",
                    ),
                ),
                (
                    "responsible_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("-decided_on", "-number"),
                "indexes": [models.Index(fields=["group", "state"], name="decisions_of_a_group")],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "year", "number"), name="decision_number_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("state", "open"), ("closed_on__isnull", False), _connector="OR"),
                        name="closed_decision_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                ("function_title", models.CharField(max_length=160, verbose_name="to the function")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("work_within_plan", "Work within a decided plan"),
                            ("annex_update", "Update of the situation picture or the measures plan"),
                            ("working_group", "Appointing of a working group"),
                            ("priorities", "Priorities within the common areas"),
                            ("resources", "Use of staff or money"),
                            ("communication", "Communication and information"),
                            ("agreement", "Entering, amending or ending an agreement"),
                            ("goals_and_scope", "Goals, direction, scope or quality of an operation"),
                            ("statement_to_council", "Request or statement to the City Council"),
                            (
                                "authority_over_individuals",
                                "Exercise of authority over individuals in matters of principle",
                            ),
                        ],
                        max_length=30,
                        verbose_name="on",
                    ),
                ),
                (
                    "amount_limit",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="at most, in kronor"),
                ),
                ("text", models.TextField(blank=True, verbose_name="wording")),
                ("decided_on", models.DateField(verbose_name="decided")),
                ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="registry number")),
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Delimitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                ("text", models.TextField(verbose_name="delimitation")),
                ("categories", models.JSONField(default=list, verbose_name="may decide on")),
                (
                    "amount_limit",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="at most, in kronor"),
                ),
                ("decided_on", models.DateField(verbose_name="decided")),
                ("decided_by", models.CharField(max_length=160, verbose_name="decided by")),
                ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="registry number")),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Excerpt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent_at", models.DateTimeField(verbose_name="sent back")),
                ("noted_at", models.DateTimeField(blank=True, null=True, verbose_name="noted by the group")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="excerpts", to="decisions.decision"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("text", models.TextField(blank=True, verbose_name="what it is about")),
                ("proposal", models.TextField(blank=True, verbose_name="proposed decision")),
                ("basis", models.TextField(blank=True, verbose_name="basis")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("work_within_plan", "Work within a decided plan"),
                            ("annex_update", "Update of the situation picture or the measures plan"),
                            ("working_group", "Appointing of a working group"),
                            ("priorities", "Priorities within the common areas"),
                            ("resources", "Use of staff or money"),
                            ("communication", "Communication and information"),
                            ("agreement", "Entering, amending or ending an agreement"),
                            ("goals_and_scope", "Goals, direction, scope or quality of an operation"),
                            ("statement_to_council", "Request or statement to the City Council"),
                            (
                                "authority_over_individuals",
                                "Exercise of authority over individuals in matters of principle",
                            ),
                        ],
                        max_length=30,
                        verbose_name="kind of decision",
                    ),
                ),
                ("amount", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="amount, in kronor")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits in the group's backlog"),
                            ("scheduled", "On an agenda"),
                            ("decided", "Decided, excerpt not yet sent back"),
                            ("returned", "Decided, excerpt sent back"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("concerns_kind", models.CharField(blank=True, max_length=60)),
                ("concerns_key", models.CharField(blank=True, max_length=60)),
                ("concerns_address", models.CharField(blank=True, max_length=300)),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="must be decided by")),
                ("raised_on", models.DateField(verbose_name="raised")),
                ("is_major", models.BooleanField(default=False, verbose_name="of major importance")),
                (
                    "politicians_informed_on",
                    models.DateField(blank=True, null=True, verbose_name="politicians informed"),
                ),
                (
                    "withdrawn_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was withdrawn"),
                ),
                (
                    "decided_in",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
                (
                    "raised_in",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
            ],
            options={
                "ordering": ("due_date", "raised_on", "pk"),
                "indexes": [
                    models.Index(fields=["group", "state"], name="matters_of_a_group"),
                    models.Index(fields=["concerns_kind", "concerns_key"], name="matters_about_a_thing"),
                ],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="matter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="decisions.matter",
            ),
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recommendation", models.TextField(blank=True, verbose_name="recommendation")),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
                (
                    "from_group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="decisions.matter"
                    ),
                ),
                (
                    "to_group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
    ]
