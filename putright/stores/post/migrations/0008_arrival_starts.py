"""How often the reading of a message was begun, beside how often it was seen to fail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0007_arrival_envelope")]

    operations = [
        migrations.AddField(
            model_name="arrival",
            name="starts",
            field=models.PositiveIntegerField(
                default=0, help_text="how often reading it was begun"
            ),
        ),
        migrations.AlterField(
            model_name="arrival",
            name="tries",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="how often reading it failed"
            ),
        ),
    ]
