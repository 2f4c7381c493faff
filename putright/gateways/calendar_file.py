"""Writes a calendar that calendar programs read (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event
from msgspec import Struct

TYPE = "text/calendar; charset=utf-8"


class Happening(Struct, frozen=True, kw_only=True):
    """Something at a time, or on a whole day: what it is, and where it can be read."""

    uid: str
    what: str
    starts: datetime | date
    ends: datetime | date
    url: str = ""
    is_busy: bool = False


def written(name: str, happenings: Iterable[Happening], *, now: datetime) -> bytes:
    """The calendar as a file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Putright//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for one in happenings:
        calendar.add_component(_event(one, now))
    return bytes(calendar.to_ical())


def _event(one: Happening, now: datetime) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", _utc(now))
    event.add("summary", one.what)
    event.add("dtstart", _utc(one.starts))
    event.add("dtend", _utc(one.ends))
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if one.is_busy else "TRANSPARENT")
    if one.url:
        event.add("url", one.url)
    return event


def _utc(when: datetime | date) -> datetime | date:
    """A moment in the one zone that every program knows without being told of it."""
    return when.astimezone(UTC) if isinstance(when, datetime) else when
