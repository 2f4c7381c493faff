"""Post is seen by its own landlord only; what was done with an item stays as it was written."""

from django.db import migrations

from putright.stores.accounts import guards

TABLES = (
    "mailbox", "arrival", "item", "itemfile", "itemstep", "post", "job", "told", "turn", "feed",
    "count",
)  # fmt: skip


def guard(apps: object, editor: object) -> None:
    for table in TABLES:
        guards.keep_landlords_apart(editor, f"post_{table}")
    for table in ("itemstep", "count"):
        guards.make_append_only(editor, f"post_{table}", ["id"])


class Migration(migrations.Migration):
    dependencies = [("post", "0001_initial")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop, elidable=False)]
