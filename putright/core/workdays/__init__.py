"""Working days, hours, calendar spans and bank holidays: the one place that counts time.

Days are counted as the Housing Ombudsman counts them: the day of the trigger is day 0, the due
day counts.
"""

from putright.core.workdays.calendar import (
    Calendar,
    CalendarFault,
    OutsideCalendar,
    calendar_from_data,
)
from putright.core.workdays.due import due_after, due_before, is_late, may_be_late
from putright.core.workdays.moments import (
    When,
    day_end,
    day_of,
    day_start,
    end_of_day,
    iso_day,
    to_datetime,
    when_at,
    when_between,
    when_on,
)
from putright.core.workdays.reconcile import CONVENTIONS, Reconciled, reconcile
from putright.core.workdays.spans import Span, SpanFault, Unit, parse_span
from putright.core.workdays.working import Skipped, Working, show_add, show_count

__all__ = [
    "CONVENTIONS",
    "Calendar",
    "CalendarFault",
    "OutsideCalendar",
    "Reconciled",
    "Skipped",
    "Span",
    "SpanFault",
    "Unit",
    "When",
    "Working",
    "calendar_from_data",
    "day_end",
    "day_of",
    "day_start",
    "due_after",
    "due_before",
    "end_of_day",
    "is_late",
    "iso_day",
    "may_be_late",
    "parse_span",
    "reconcile",
    "show_add",
    "show_count",
    "to_datetime",
    "when_at",
    "when_between",
    "when_on",
]
