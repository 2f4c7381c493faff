"""How dates, sums and names of rules are written for a reader."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from putright.kit.say import _

ISO_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
LARGE_SUM = re.compile(r"£(\d{4,})\b")


def months() -> tuple[str, ...]:
    """The names of the months."""
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
        _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip


def short_months() -> tuple[str, ...]:
    """Their short names, for the axis of a picture."""
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"),
        _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip


def long_day(day: date) -> str:
    """A day as "18 September 2023"."""
    return f"{day.day} {months()[day.month - 1]} {day.year}"


def clock(iso: str) -> str:
    """A moment as "4:50pm on 19 September 2023"."""
    moment = datetime.fromisoformat(iso)
    hour, half = moment.hour % 12 or 12, "am" if moment.hour < 12 else "pm"
    return f"{hour}:{moment.minute:02}{half} {_('on')} {long_day(moment.date())}"


def days_in_words(text: str) -> str:
    """The same sentence with any ISO day in it written out, and any £1200 as £1,200."""
    text = LARGE_SUM.sub(lambda found: f"£{int(found[1]):,}", text)
    return ISO_DAY.sub(lambda found: long_day(date.fromisoformat(found[1])), text)


def pounds(amount: Decimal) -> str:
    """A sum as "£1,200" or "£75.50"."""
    whole = amount == amount.to_integral_value()
    return f"£{amount:,.0f}" if whole else f"£{amount:,.2f}"


def with_version(pack: str) -> str:
    """The name of a pack and its version: "code-2024 2024" as "code-2024 (version 2024)"."""
    name, _space, version = pack.partition(" ")
    if not version:
        return name
    return _("{name} (version {version})").format(name=name, version=version)


def sentence_case(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def name_of_code(code: str) -> str:
    """A code of a finding as words: "late-reply" is "Late reply"."""
    return sentence_case(code.replace("-", " "))


def name_of_rule(rule_id: str, what: str = "") -> str:
    """The id of a rule, or what was promised: "asb.first_action" is "ASB, first action"."""
    area, _dot, promise = rule_id.partition(".")
    named = area.upper() if len(area) <= 3 else sentence_case(area)
    says = what or promise.replace("_", " ")
    return f"{named}, {says}" if says else named


def short_days() -> tuple[str, ...]:
    """The short names of the days of a week, Monday first."""
    return _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")


def list_day(day: date) -> str:
    """A day in a list: "Mon 18 Sep 2023"."""
    return f"{short_day(day)} {day.year}"


def short_day(day: date) -> str:
    """A day whose year is told beside it: "Mon 18 Sep"."""
    return f"{short_days()[day.weekday()]} {day.day} {short_months()[day.month - 1]}"


def time_of(at: datetime | time) -> str:
    """A time of day: "4:30pm"."""
    hour, half = at.hour % 12 or 12, "am" if at.hour < 12 else "pm"
    return f"{hour}:{at.minute:02}{half}"


def moment(at: datetime) -> str:
    """A moment: "4:30pm on Mon 18 Sep 2023"; a midnight is 11:59pm of the day that ends in it."""
    if (at.hour, at.minute) == (0, 0):
        at -= timedelta(minutes=1)
    return _("{time} on {day}").format(time=time_of(at), day=list_day(at))


def happened(at: datetime | date) -> str:
    """When something was: a moment, or only a day where the hour is not known."""
    return moment(at) if isinstance(at, datetime) else list_day(at)


def iso(at: datetime | date) -> str:
    """For machines, in the ``datetime`` of a ``<time>``."""
    return at.isoformat(timespec="minutes") if isinstance(at, datetime) else at.isoformat()
