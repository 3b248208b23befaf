import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("decisions", "0001_first"),
        ("documents", "0001_first"),
        ("groups", "0001_first"),
        ("notices", "0001_first"),
        ("organisation", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "tier",
                    models.CharField(
                        choices=[("overall", "Overall agreement"), ("local", "Local agreement")],
                        max_length=8,
                        verbose_name="tier",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("registry_number", models.CharField(blank=True, max_length=60, verbose_name="registry number")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("adopted", "Adopted"), ("withdrawn", "Withdrawn draft")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="in force until (not including)")),
                ("ended_because", models.CharField(blank=True, max_length=300, verbose_name="why it ended")),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                ("unaffected", models.TextField(blank=True, verbose_name="collaboration that is not affected")),
                ("rule_set", models.CharField(blank=True, max_length=60, verbose_name="rule set")),
                ("importer_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "decision_reference",
                    models.CharField(blank=True, max_length=200, verbose_name="decided by, and registry number"),
                ),
                ("created_at", models.DateTimeField(verbose_name="created")),
                (
                    "overall",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="local_agreements",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="agreements.agreement",
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
            ],
            options={
                "ordering": ("-valid_from", "title"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "adopted"), _negated=True),
                            models.Q(("valid_from__isnull", False), ("unit__isnull", False)),
                            _connector="OR",
                        ),
                        name="adopted_agreement_has_a_start_and_a_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="agreement_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("reason", models.TextField(verbose_name="reason")),
                ("text", models.TextField(verbose_name="new wording")),
                ("terms", models.JSONField(default=list)),
                ("difference", models.TextField(blank=True)),
                ("in_force_from", models.DateField(verbose_name="to apply from")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("signing", "Out for signature"),
                            ("signed", "Signed by all parties"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="agreements.agreement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Annex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("overall_agreement", "Overall collaboration agreement"),
                            ("situation_picture", "Joint local situation picture"),
                            ("measures_plan", "Measures plan, including how measures are followed up"),
                            ("communication_plan", "Communication plan"),
                            ("contact_details", "Contact details"),
                            ("priority_areas", "Priority collaboration areas"),
                            ("action_plan", "Action plan"),
                            ("other", "Other annex"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("number_is_stated", models.BooleanField(default=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="annexes", to="agreements.agreement"
                    ),
                ),
            ],
            options={
                "ordering": ("agreement", "number"),
                "constraints": [models.UniqueConstraint(fields=("agreement", "number"), name="annex_number_once")],
            },
        ),
        migrations.CreateModel(
            name="AnnexVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True, verbose_name="content")),
                ("summary", models.TextField(blank=True, verbose_name="what is new")),
                ("authors", models.JSONField(default=list)),
                ("areas_touched", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waits for the steering group"),
                            ("signing", "Out for signature"),
                            ("valid", "Valid, dated and attached"),
                            ("rejected", "Sent back by the steering group"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="dated")),
                ("attached_at", models.DateTimeField(blank=True, null=True, verbose_name="attached")),
                ("needs_decision", models.BooleanField(default=True)),
                ("returned_because", models.TextField(blank=True, verbose_name="why it was sent back")),
                ("created_at", models.DateTimeField()),
                (
                    "annex",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="agreements.annex"
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
                "ordering": ("annex", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("annex", "number"), name="annex_version_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "valid"), _negated=True),
                            models.Q(
                                ("dated_on__isnull", False),
                                ("attached_at__isnull", False),
                                models.Q(("decision__isnull", False), ("needs_decision", False), _connector="OR"),
                            ),
                            _connector="OR",
                        ),
                        name="valid_annex_is_decided_dated_and_attached",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnexNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                    ),
                ),
                (
                    "annex_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="agreements.annexversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField(verbose_name="held")),
                ("municipality_by", models.CharField(max_length=160, verbose_name="for the municipality")),
                ("police_by", models.CharField(max_length=160, verbose_name="for the police")),
                ("result", models.TextField(verbose_name="result")),
                ("concludes_revision", models.BooleanField(default=False, verbose_name="the revision is done")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "ordering": ("-held_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old_until", models.DateField(null=True)),
                ("new_until", models.DateField(blank=True, null=True, verbose_name="extended until (not including)")),
                ("reason", models.TextField(verbose_name="reason")),
                ("conflicts", models.JSONField(default=list)),
                ("decided_on", models.DateField(verbose_name="decided")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "ordering": ("decided_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80)),
                ("order", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=160)),
                ("value", models.JSONField(null=True)),
                ("read_value", models.JSONField(null=True)),
                ("quote", models.TextField(blank=True)),
                ("clause", models.CharField(blank=True, max_length=200)),
                ("readings", models.JSONField(default=list)),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("first_line", models.PositiveIntegerField(null=True)),
                ("last_line", models.PositiveIntegerField(null=True)),
                (
                    "found_as",
                    models.CharField(
                        choices=[
                            ("read", "Read from the text"),
                            ("missing", "Not found in the text"),
                            ("contradicted", "The text contradicts itself"),
                            ("confirmed", "Confirmed"),
                            ("corrected", "Corrected by a person"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("read", "Read from the text"),
                            ("missing", "Not found in the text"),
                            ("contradicted", "The text contradicts itself"),
                            ("confirmed", "Confirmed"),
                            ("corrected", "Corrected by a person"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="agreements.agreement"
                    ),
                ),
            ],
            options={
                "ordering": ("agreement", "order"),
                "constraints": [models.UniqueConstraint(fields=("agreement", "key"), name="fact_key_once_a_draft")],
            },
        ),
        migrations.CreateModel(
            name="PartyUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
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
                ("label", models.CharField(blank=True, max_length=60, verbose_name="called in the agreement")),
                ("name", models.CharField(max_length=160, verbose_name="name in the agreement")),
                (
                    "organisation_number",
                    models.CharField(blank=True, max_length=11, verbose_name="organisation number"),
                ),
                ("postal_address", models.CharField(blank=True, max_length=200, verbose_name="postal address")),
                (
                    "superior",
                    models.CharField(blank=True, max_length=160, verbose_name="superior police area or municipality"),
                ),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="party_units",
                        to="agreements.agreement",
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
                "ordering": ("agreement", "order"),
                "constraints": [models.UniqueConstraint(fields=("agreement", "unit"), name="unit_is_party_once")],
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="copy number")),
                ("handed_over_on", models.DateField(blank=True, null=True, verbose_name="handed over")),
                ("kept_at", models.CharField(blank=True, max_length=160, verbose_name="kept at")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="agreements.agreement"
                    ),
                ),
                (
                    "party_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.partyunit",
                    ),
                ),
            ],
            options={
                "ordering": ("agreement", "number"),
                "constraints": [models.UniqueConstraint(fields=("agreement", "number"), name="copy_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="until (not including)")),
                ("text", models.TextField(verbose_name="commitment")),
                ("basis", models.CharField(max_length=300, verbose_name="basis in responsibility and law")),
                (
                    "planning_reference",
                    models.CharField(blank=True, max_length=200, verbose_name="entry in operational plan and budget"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "party_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.partyunit"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AnnexSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("function", models.CharField(max_length=160, verbose_name="function")),
                ("signed_on", models.DateField(verbose_name="signed")),
                ("recorded_at", models.DateTimeField()),
                ("text_sha256", models.CharField(max_length=64)),
                (
                    "annex_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="agreements.annexversion",
                    ),
                ),
                (
                    "party_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.partyunit"
                    ),
                ),
            ],
            options={
                "ordering": ("signed_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("annex_version", "party_unit"), name="party_signs_annex_version_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("function", models.CharField(max_length=160, verbose_name="function")),
                ("signed_on", models.DateField(verbose_name="signed")),
                ("recorded_at", models.DateTimeField()),
                ("text_sha256", models.CharField(max_length=64)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "amendment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="agreements.amendment",
                    ),
                ),
                (
                    "party_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.partyunit"
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "ordering": ("signed_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("amendment__isnull", True)),
                        fields=("agreement", "party_unit"),
                        name="party_signs_agreement_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("amendment__isnull", False)),
                        fields=("amendment", "party_unit"),
                        name="party_signs_amendment_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitMatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("municipality", "The municipality"),
                            ("police", "The police"),
                            ("external", "Another actor"),
                        ],
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("is_chosen", models.BooleanField(default=False)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unit_matches",
                        to="agreements.agreement",
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
                "ordering": ("agreement", "side", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "side", "position"), name="named_unit_is_matched_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("in_force_from", models.DateField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="agreements.agreement"
                    ),
                ),
                (
                    "amendment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="version",
                        to="agreements.amendment",
                    ),
                ),
            ],
            options={
                "ordering": ("agreement", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "number"), name="version_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), ("amendment__isnull", False), _connector="OR"),
                        name="later_version_needs_an_amendment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meetings_minimum", "Least number of meetings a year"),
                            ("composition", "Composition of a group"),
                            ("prioritised", "Specially prioritised organisations"),
                            ("co_option", "Co-opting of members"),
                            ("annexes", "Annexes"),
                            ("validity", "Term of the agreement"),
                            ("revision", "Revision"),
                            ("revision_condition", "Conditions for revision"),
                            ("annex_update", "How an annex is updated"),
                            ("amendment", "How the agreement is amended"),
                            ("information_duty", "Duty to inform"),
                            ("copies", "Identical copies"),
                            ("working_groups", "Working groups"),
                            ("joint_picture", "Joint situation picture"),
                            ("areas", "Priority collaboration areas"),
                            ("delegation", "Delegation and mandate"),
                            ("note_sharing", "Sharing of meeting notes"),
                            ("signatures", "Signatures"),
                            ("yearly_follow_up", "Yearly follow-up"),
                            ("communication_plan", "Communication plan"),
                            ("succession", "End of the earlier agreement"),
                        ],
                        max_length=30,
                    ),
                ),
                ("clause", models.CharField(max_length=160)),
                ("requirements", models.JSONField(default=list)),
                ("parameters", models.JSONField(default=dict)),
                ("quote", models.TextField(blank=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="agreements.version"
                    ),
                ),
            ],
            options={
                "ordering": ("version", "pk"),
                "constraints": [models.UniqueConstraint(fields=("version", "key"), name="term_key_once_a_version")],
            },
        ),
        migrations.AddField(
            model_name="amendment",
            name="base",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.version"
            ),
        ),
    ]
