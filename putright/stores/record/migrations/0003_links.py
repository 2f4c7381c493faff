"""How cases stand to each other: rows that are added to, each landlord's its own."""

import django.db.models.deletion
from django.db import migrations, models

from putright.stores.accounts import guards

PROTECT = django.db.models.deletion.PROTECT


def guard(apps: object, editor: object) -> None:
    guards.make_append_only(editor, "record_caselink", ("id",))
    guards.keep_landlords_apart(editor, "record_caselink")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("record", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="CaseLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=30)),
                ("says", models.CharField(default="joined", max_length=12)),
                ("why", models.CharField(blank=True, max_length=400)),
                ("actor_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="record.case"),
                ),
                (
                    "landlord",
                    models.ForeignKey(on_delete=PROTECT, to="accounts.landlord"),
                ),
                (
                    "other",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="record.case"),
                ),
            ],
            options={
                "indexes": [
                    models.Index("landlord", "case", name="link_from"),
                    models.Index("landlord", "other", name="link_to"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(case=models.F("other")), name="link_of_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(says__in=("joined", "parted", "refused")),
                        name="link_says",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            what__in=(
                                "same incident", "same home", "same people", "counter report",
                                "follows a closed case", "patch",
                            )
                        ),
                        name="link_what",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop, elidable=False),
    ]  # fmt: skip
