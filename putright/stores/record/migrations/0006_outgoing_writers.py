"""Who wrote a letter, what a second reader sent it back with, what a translation stands by."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0004_outgoing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="outgoing",
            name="translated_how",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="english_version",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="writers",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="sent_back",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="sent_back_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="wrote",
            field=models.JSONField(default=list),
        ),
    ]
