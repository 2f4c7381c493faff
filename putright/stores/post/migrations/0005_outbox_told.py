"""When the case was told how its letter went."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0004_triage_kept")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="told_at",
            field=models.DateTimeField(help_text="when the case was told how it went", null=True),
        ),
    ]
