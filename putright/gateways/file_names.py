"""Makes the name that a file came with safe to show and to download under, and still readable."""

import re
import unicodedata

UNNAMED = "unnamed"
MOST_BYTES = 200
MOST_EXTENSION = 12
# What a line cannot hold, what turns its reading direction or hides in it, and halves of signs.
DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
NOT_IN_NAMES = str.maketrans({sign: "_" for sign in '<>:"|?*'})
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
ENDING = re.compile(r"[a-z0-9]{1,12}")


def clean_name(*, name: str) -> str:
    """The name without path, line ends and signs that mislead; never empty, never over 200 bytes.

    A name that is clean stays as it is.
    """
    for sign in "\r\n\t":
        name = name.replace(sign, " ")
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign) not in DROPPED)
    kept = unicodedata.normalize("NFC", kept.translate(NOT_IN_NAMES))
    kept = _shorter(_trimmed(" ".join(kept.split())))
    if not kept:
        return UNNAMED
    return _shorter(f"_{kept}") if DEVICES.match(kept) else kept


def endings(*, name: str) -> list[str]:
    """What the parts of a name after its dots say it is, in small letters, the last one last."""
    return [part.strip() for part in name.lower().split(".")[1:]]


def extension_of(*, name: str) -> str:
    """The last ending of a name; empty where it has none that could be one."""
    _stem, dot, last = name.lower().rpartition(".")
    return last if dot and ENDING.fullmatch(last) else ""


def _trimmed(name: str) -> str:
    """Without the dots that hide a file and the ends that a desktop drops when saving."""
    return name.strip(". ")


def _shorter(name: str) -> str:
    """Cut in the stem, so that the ending goes on saying what the file is."""
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > MOST_EXTENSION:
        stem, dot, ending = name, "", ""
    room = MOST_BYTES - len((dot + ending).encode())
    return _trimmed(stem.encode()[:room].decode(errors="ignore")) + dot + ending
