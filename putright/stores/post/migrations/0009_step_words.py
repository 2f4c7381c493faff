"""Reasons typed on what came in stand apart from the steps: they can be erased, steps cannot."""

import django.db.models.deletion
from django.db import migrations, models

from putright.stores.accounts import guards
from putright.stores.accounts.scope import OPERATOR, SETTING

PROTECT = django.db.models.deletion.PROTECT
TABLE = "post_stepwords"


def guard(apps: object, editor: object) -> None:
    guards.make_erasable(
        editor, TABLE, ("step_id",), known=guards.ERASED_ITEM, function="putright_erase_item"
    )
    guards.keep_landlords_apart(editor, TABLE)


def move(apps: object, editor: object) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("SELECT set_config(%s, %s, true)", [SETTING, OPERATOR])
    editor.execute(
        f"INSERT INTO {TABLE} (step_id, landlord_id, item, why, before) "  # nosec B608
        "SELECT id, landlord_id, item, why, before FROM post_itemstep"
    )


class Migration(migrations.Migration):
    dependencies = [("post", "0008_arrival_starts")]

    operations = [
        migrations.CreateModel(
            name="StepWords",
            fields=[
                (
                    "step",
                    models.OneToOneField(
                        on_delete=PROTECT,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="post.itemstep",
                    ),
                ),
                ("item", models.UUIDField()),
                ("why", models.CharField(blank=True, max_length=400)),
                ("before", models.JSONField(default=dict)),
                ("landlord", models.ForeignKey(on_delete=PROTECT, to="accounts.landlord")),
            ],
            options={"indexes": [models.Index("landlord", "item", name="words_of_item")]},
        ),
        migrations.RunPython(guard, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(move, migrations.RunPython.noop, elidable=False),
    ]
