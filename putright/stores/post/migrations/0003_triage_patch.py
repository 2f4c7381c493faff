"""Whose patch something belongs to, where nobody knows of which home it speaks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="item",
            name="patch",
            field=models.UUIDField(null=True, help_text="where nobody knows the home"),
        ),
    ]
