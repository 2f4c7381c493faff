"""Bundles of a case's papers for the Ombudsman."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from putright.stores.accounts import guards


def guard(apps: object, editor: object) -> None:
    guards.keep_landlords_apart(editor, "record_bundle")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_signed_in"),
        ("record", "0008_outgoing_agreed_at"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bundle",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("case_id", models.UUIDField()),
                ("is_unredacted", models.BooleanField(default=False)),
                ("told", models.JSONField(default=dict)),
                ("state", models.CharField(max_length=8)),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("fault", models.CharField(blank=True, max_length=400)),
                ("blob", models.CharField(blank=True, max_length=32)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("pages", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("ready_at", models.DateTimeField(null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="accounts.landlord"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("landlord"),
                        models.F("case_id"),
                        models.F("asked_at"),
                        name="bundle_of_case",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("agree", "asked", "ready", "failed", "gone"))
                        ),
                        name="bundle_state",
                    )
                ],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop, elidable=False),
    ]
