"""Says in a sentence what an invitation that came by mail is for, and when."""

from datetime import date, datetime

import icalendar

from putright.gateways.mail_text import line

UNREAD = "It has a calendar invitation that could not be read."
METHODS = {"CANCEL": "a meeting that is called off", "REPLY": "an answer to an invitation"}
MOST = 200_000


def said_by(content: bytes) -> str:
    """What the first meeting in it is, as its writer has it; a calendar of this house is never
    changed by it."""
    if len(content) > MOST:
        return UNREAD
    try:
        found = icalendar.Calendar.from_ical(content)
        event = next(iter(found.walk("VEVENT")), None)
        if event is None:
            return UNREAD
        what = METHODS.get(line(str(found.get("METHOD", "")), 20).upper(), "a calendar invitation")
        when = _when(event.get("DTSTART"))
        return line(f"It has {what}: {event.get('SUMMARY', 'untitled')}{when}.", 300)
    except Exception:  # a calendar of somebody else's breaks in ways that no list names
        return UNREAD


def _when(start: object) -> str:
    at = getattr(start, "dt", None)
    if isinstance(at, datetime):
        return f", {at.day} {at:%B %Y} at {at:%H:%M} {at.tzname() or ''}".rstrip()
    return f", {at.day} {at:%B %Y}" if isinstance(at, date) else ""
