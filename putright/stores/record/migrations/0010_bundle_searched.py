"""What a bundle was searched in for the words withheld from it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0009_bundles")]

    operations = [
        migrations.AddField(
            model_name="bundle",
            name="searched",
            field=models.CharField(blank=True, default="", max_length=8),
            preserve_default=False,
        ),
    ]
