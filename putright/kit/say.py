"""The words of the pages: every sentence passes here, so that it can be translated."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ENGLISH = gettext.NullTranslations()
_spoken: ContextVar[gettext.NullTranslations] = ContextVar("spoken", default=ENGLISH)


def _(text: str) -> str:
    """The text in the language spoken; English where nobody set one."""
    return _spoken.get().gettext(text)


def N_(text: str) -> str:
    """The text itself, marked to be translated where it is shown."""
    return text


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a text that its count asks for, with ``{n}`` filled in."""
    return _spoken.get().ngettext(one, many, count).format(n=count)


@contextmanager
def spoken(translations: gettext.NullTranslations) -> Iterator[None]:
    """Speak that language inside the block."""
    token = _spoken.set(translations)
    try:
        yield
    finally:
        _spoken.reset(token)
