"""The one place that asks what time it is. Everyone else is handed the answer."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return this moment, in the landlord's own time zone."""
    return datetime.now(LONDON)


def today() -> date:
    """Return the day it is in England, whatever zone the machine keeps."""
    return now().date()
