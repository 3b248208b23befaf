import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0001_first"),
        ("notices", "0001_first"),
        ("organisation", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Information",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sender_party",
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
                ("sender_name", models.CharField(max_length=120)),
                ("sender_title", models.CharField(max_length=160)),
                ("happened_on", models.DateField(verbose_name="when")),
                ("event", models.TextField(verbose_name="what has happened or been decided")),
                (
                    "concerns",
                    models.CharField(
                        choices=[
                            ("agreement", "The agreement itself"),
                            ("situation_picture", "The situation picture"),
                            ("measures_plan", "The measures plan"),
                            ("communication_plan", "The communication plan"),
                            ("contact_details", "The contact details"),
                        ],
                        max_length=20,
                        verbose_name="may be material for",
                    ),
                ),
                ("materiality", models.TextField(verbose_name="why it may be assumed to be material")),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
                (
                    "group",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="groups.group"),
                ),
                (
                    "sender",
                    models.ForeignKey(
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
                "ordering": ("-sent_at", "-pk"),
                "indexes": [models.Index(fields=["unit", "sent_at"], name="information_of_a_unit")],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("function_title", models.CharField(max_length=160)),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="notices.notice"
                    ),
                ),
                (
                    "information",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="communication.information",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
    ]
