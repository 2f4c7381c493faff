"""Words to find cases, people and homes by, and the engines' indexes of them."""

import django.db.models.deletion
from django.db import migrations, models

from putright.stores.accounts import guards
from putright.stores.worklist import search_tables


def guard(apps: object, editor: object) -> None:
    for table in ("worklist_findable", "worklist_subject"):
        guards.keep_landlords_apart(editor, table)
    search_tables.make(editor)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("record", "0002_guards"),
        ("worklist", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Findable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=6)),
                ("of", models.UUIDField()),
                ("number", models.PositiveIntegerField(default=0)),
                ("words", models.TextField()),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="accounts.landlord"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("landlord"),
                        models.F("kind"),
                        models.F("of"),
                        models.F("number"),
                        name="findable_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="record.case"
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
                "constraints": [
                    models.UniqueConstraint(
                        models.F("landlord"), models.F("case"), models.F("key"), name="subject_once"
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop, elidable=False),
    ]
