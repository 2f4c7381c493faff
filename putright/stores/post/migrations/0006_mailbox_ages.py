"""How old a mailbox's password is, how long its server's certificate holds, and its last test."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0005_outbox_told")]

    operations = [
        migrations.AddField(
            model_name="mailbox",
            name="secret_at",
            field=models.DateTimeField(null=True, help_text="when its password was last typed"),
        ),
        migrations.AddField(
            model_name="mailbox",
            name="certificate_until",
            field=models.DateTimeField(null=True, help_text="of its server, as last seen"),
        ),
        migrations.AddField(
            model_name="mailbox",
            name="trial",
            field=models.UUIDField(
                null=True, help_text="the test message that was last sent to it"
            ),
        ),
    ]
