"""People who sign in through the pages, as staff do."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

PASSWORD = "four walnut lorries sing"


@dataclass
class Person:
    """Somebody with an account, a browser, and (once set up) an app that makes codes."""

    user: Any
    client: Any
    password: str = PASSWORD
    seed: str = ""
    recovery: list[str] = field(default_factory=list)

    def type_password(self, password: str = "", **told: Any) -> Any:
        sent = {"login": self.user.email, "password": password or self.password} | told
        return self.client.post("/account/login/", sent)

    def code(self, ahead: int = 0) -> str:
        """What the app shows now, or so many half minutes from now."""
        return code_of(self.seed, ahead)

    def type_code(self, code: str) -> Any:
        return self.client.post("/account/factor/code/", {"code": code})

    def set_up(self) -> Any:
        """Set up an app, on a session that has given the password; keeps the recovery codes."""
        page = self.client.get("/account/factor/app/")
        self.seed = page.context["form"].secret
        done = self.client.post("/account/factor/app/", {"code": self.code(-1)})
        assert done.status_code == 302, done.content
        shown = self.client.get(done.headers["Location"])
        self.recovery = list(shown.context["unused_codes"])
        return shown

    def sign_in(self) -> Any:
        self.type_password()
        return self.set_up() if not self.seed else self.type_code(self.code())

    def gets_in(self) -> bool:
        """Whether a page of staff opens."""
        page = self.client.get("/staff/settings/")
        return bool(page.status_code == 200)


def code_of(seed: str, ahead: int = 0) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    from putright.gateways import clock

    return str(format_hotp_value(hotp_value(seed, int(clock.machine().timestamp()) // 30 + ahead)))


def path_of(response: Any) -> str:
    """Where a redirect leads."""
    return urlsplit(response.headers.get("Location", "")).path
