"""The worklist's rows, too, are seen by their own landlord only."""

from django.db import migrations

from putright.stores.accounts import guards


def guard(apps: object, editor: object) -> None:
    for table in ("worklist_owed", "worklist_card"):
        guards.keep_landlords_apart(editor, table)


class Migration(migrations.Migration):
    dependencies = [("worklist", "0001_initial"), ("record", "0002_guards")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop, elidable=False)]
