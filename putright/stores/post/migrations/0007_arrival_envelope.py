"""From and for whom a server handed a message on: the message itself need not say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0006_mailbox_ages")]

    operations = [
        migrations.AddField(
            model_name="arrival",
            name="envelope",
            field=models.JSONField(
                default=dict, help_text="from and for whom a server handed it on"
            ),
        )
    ]
