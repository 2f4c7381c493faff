"""What a scanner says of a message as it came, whether or not it could be read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0010_step_without_words")]

    operations = [
        migrations.AddField(
            model_name="arrival",
            name="scan",
            field=models.CharField(
                default="not scanned",
                help_text="what a scanner says of all of it",
                max_length=12,
            ),
        )
    ]
