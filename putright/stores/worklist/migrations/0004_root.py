"""A promise's root, the day that was told before, and from whom rows are kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("worklist", "0003_handed"), ("worklist", "0003_findable")]

    operations = [
        migrations.AddField("owed", "root", models.CharField(default="", max_length=80)),
        migrations.AddField("owed", "told_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "owed",
            "kept_from",
            models.JSONField(default=list, help_text="staff who may not know of it"),
        ),
        migrations.AddField(
            "card",
            "kept_from",
            models.JSONField(default=list, help_text="staff who may not know of a complaint"),
        ),
    ]
