"""The database itself refuses to change the record, and keeps landlords apart."""

from django.db import migrations

from putright.stores.accounts import guards

KEY = ("landlord_id", "stream_id", "number")
APPEND_ONLY = {
    "record_entry": KEY,
    "record_erasure": ("id",),
    "record_seal": ("landlord_id", "number"),
    "record_reading": ("id",),
    "accounts_securityevent": ("id",),
}
APART = (
    "accounts_team", "accounts_roleheld", "accounts_patch", "accounts_away",
    "people_home", "people_person", "people_tenancy", "people_member", "people_interest",
    "record_stream", "record_entry", "record_wording", "record_erasure", "record_seal",
    "record_case", "record_party", "record_clearance", "record_file", "record_reading",
    "record_draft", "record_formused",
)  # fmt: skip


def guard(apps: object, editor: object) -> None:
    for table, key in APPEND_ONLY.items():
        guards.make_append_only(editor, table, key)
    guards.make_erasable(editor, "record_wording", KEY)
    for table in APART:
        guards.keep_landlords_apart(editor, table)
    guards.keep_landlords_apart(editor, "accounts_landlord", column="id", at_sign_in=True)
    guards.keep_landlords_apart(editor, "accounts_user", at_sign_in=True)
    guards.keep_landlords_apart(editor, "accounts_securityevent", at_sign_in=True)


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0001_initial"),
        ("people", "0001_initial"),
        ("accounts", "0001_initial"),
    ]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop, elidable=False)]
