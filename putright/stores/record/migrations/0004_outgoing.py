"""Letters that are being written; and streams of lessons."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from putright.stores.accounts import guards


def guard(apps: object, editor: object) -> None:
    guards.keep_landlords_apart(editor, "record_outgoing")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_signed_in"),
        ("record", "0003_links"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("case_id", models.UUIDField()),
                ("kind", models.CharField(max_length=60)),
                ("language", models.CharField(default="en", max_length=12)),
                ("party", models.CharField(max_length=60)),
                ("channel", models.CharField(blank=True, max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("entries", models.JSONField(default=list)),
                ("reasons", models.JSONField(default=dict)),
                ("permission", models.CharField(max_length=40)),
                ("needs_second", models.BooleanField(default=False)),
                ("complaint", models.CharField(blank=True, max_length=60)),
                ("leads_to", models.CharField(blank=True, max_length=200)),
                ("state", models.CharField(default="writing", max_length=10)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("agreed_version", models.PositiveIntegerField(null=True)),
                ("translated_by", models.CharField(blank=True, max_length=120)),
                ("translation_checked_by", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="stream",
            name="stream_kind",
        ),
        migrations.AddConstraint(
            model_name="stream",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("case", "person", "lesson"))), name="stream_kind"
            ),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="agreed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="begun_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="changed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="english",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="record.outgoing",
            ),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="accounts.landlord"
            ),
        ),
        migrations.AddIndex(
            model_name="outgoing",
            index=models.Index(
                models.F("landlord"),
                models.F("case_id"),
                models.F("state"),
                name="outgoing_of_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("writing", "asked", "agreed", "sent", "dropped"))
                ),
                name="outgoing_state",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop, elidable=False),
    ]
