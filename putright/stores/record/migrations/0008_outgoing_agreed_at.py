"""When a second person agreed to a letter: it cannot have gone before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0007_lessons")]

    operations = [
        migrations.AddField(
            model_name="outgoing",
            name="agreed_at",
            field=models.DateTimeField(null=True),
        ),
    ]
