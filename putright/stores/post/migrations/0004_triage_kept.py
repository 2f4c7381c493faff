"""What came in is never deleted: the database itself refuses."""

from django.db import migrations

from putright.stores.accounts import guards


def guard(apps: object, editor: object) -> None:
    guards.keep_for_ever(editor, "post_item")


class Migration(migrations.Migration):
    dependencies = [("post", "0003_triage_patch")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop, elidable=False)]
