"""Passwords of mailboxes, sealed with a key that is no part of the database (security V13.3).

The one place that opens them. A password is never shown again and never logged; what was sealed
under an older key opens as long as that key is named among the old ones.
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class CannotOpen(Exception):
    """The key with which it was sealed is not here: the password has to be typed again."""


class _Keys:
    ring: MultiFernet | None = None


def use_keys(keys: list[bytes]) -> None:
    """Seal with the first of these, open with any."""
    _Keys.ring = MultiFernet([Fernet(key) for key in keys])


def seal(words: str) -> bytes:
    """Seal a password; nothing is sealed as nothing."""
    return _ring().encrypt(words.encode()) if words else b""


def opened(sealed: bytes) -> str:
    """The password itself, for the one call that signs in with it."""
    if not sealed:
        return ""
    try:
        return _ring().decrypt(bytes(sealed)).decode()
    except InvalidToken as fault:
        raise CannotOpen("it was sealed with another key") from fault


def _ring() -> MultiFernet:
    if _Keys.ring is None:
        raise CannotOpen("no key was set")
    return _Keys.ring
