"""Makes the look and feel a Django app: templates and static files, no tables."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "putright.kit"
    label = "kit"
    verbose_name = "Look and feel"
