"""What a web server loads: ``putright.config.wsgi:application``."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")

from putright.cli import application as command

application = command.web()
