"""Lessons as a list, and files that are kept for a lesson."""

import django.db.models.deletion
from django.db import migrations, models

from putright.stores.accounts import guards


def guard(apps: object, editor: object) -> None:
    guards.keep_landlords_apart(editor, "record_lesson")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_signed_in"), ("record", "0006_outgoing_writers")]

    operations = [
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("what", models.TextField()),
                ("owner", models.CharField(max_length=80)),
                ("due_on", models.DateField(null=True)),
                ("state", models.CharField(max_length=10)),
                (
                    "cases",
                    models.JSONField(
                        default=list, help_text="ids of cases whose failings it answers"
                    ),
                ),
                ("recorded_on", models.DateField()),
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
                        models.F("state"),
                        models.F("due_on"),
                        name="lesson_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("to do", "said", "done", "given up"))),
                        name="lesson_state",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="file",
            name="lesson",
            field=models.UUIDField(null=True),
        ),
        migrations.AlterField(
            model_name="file",
            name="case",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="record.case",
            ),
        ),
        migrations.AddConstraint(
            model_name="file",
            constraint=models.CheckConstraint(
                condition=models.Q(("case__isnull", True), ("lesson__isnull", False))
                | models.Q(("case__isnull", False), ("lesson__isnull", True)),
                name="file_of_one",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop, elidable=False),
    ]
