"""How long a recording plays, as the file itself says it. Runs in the process apart."""

import math
from typing import BinaryIO

from tinytag import TinyTag

LONGEST = 14 * 24 * 3600
"""A file that claims to play longer says something wrong."""


def seconds_of(file: BinaryIO, name: str) -> float:
    """Seconds, or nothing where the file does not say; ``name`` tells what kind it is."""
    found = TinyTag.get(filename=name, file_obj=file, tags=False, duration=True).duration
    is_known = found is not None and math.isfinite(found) and 0 < found < LONGEST
    return round(found, 1) if is_known and found is not None else 0.0
