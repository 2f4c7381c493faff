"""The wiring as a Django app: it brings the checks that settings must pass, and the clock."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "putright.config"
    label = "wiring"

    def ready(self) -> None:
        from django.conf import settings

        from putright.config import checks
        from putright.gateways import clock, files, sealed

        checks.register()
        sealed.use_keys(settings.POST_KEYS)
        files.use_packs(settings.HOME / "packs")
        if not settings.PRODUCTION:
            clock.use_file(settings.CLOCK_FILE)
