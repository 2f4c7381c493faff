"""Steps keep no words themselves any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("post", "0009_step_words")]

    operations = [
        migrations.RemoveField(model_name="itemstep", name="why"),
        migrations.RemoveField(model_name="itemstep", name="before"),
    ]
