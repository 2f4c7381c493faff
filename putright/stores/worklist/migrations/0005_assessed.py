"""Whether somebody assessed the risk, or it is only treated as what was reported.

Cards that stand are worked out anew by themselves: an upgrade changes their fingerprint.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("worklist", "0004_root")]

    operations = [
        migrations.AddField("card", "is_assessed", models.BooleanField(default=True)),
    ]
