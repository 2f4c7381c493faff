"""A directory of agencies: which desk covers which homes, and when that was last checked."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from putright.stores.accounts import guards


def guard(apps: object, editor: object) -> None:
    guards.keep_landlords_apart(editor, "people_agency")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_signed_in"),
        ("people", "0002_safe_address"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=40)),
                ("areas", models.JSONField(default=list)),
                ("postcodes", models.JSONField(default=list)),
                ("route", models.CharField(max_length=20)),
                ("address", models.CharField(max_length=300)),
                ("higher", models.CharField(blank=True, max_length=300)),
                ("checked_on", models.DateField(null=True)),
                ("wrong_at", models.DateTimeField(null=True)),
                ("wrong_why", models.CharField(blank=True, max_length=400)),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
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
                    models.Index(models.F("landlord"), models.F("kind"), name="agency_kind")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("landlord"), models.F("name"), name="agency_name"
                    )
                ],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop, elidable=False),
    ]
