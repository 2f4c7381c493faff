"""Working days for whole columns of dates: a numpy gather over the core's two tables.

It stands above the core, which stays free of numpy. Dates are datetime64[D] arrays.
"""

from datetime import date
from typing import Any

import numpy as np

from putright.core.workdays import Calendar, OutsideCalendar

Days = np.ndarray[Any, np.dtype[np.datetime64]]
Numbers = np.ndarray[Any, np.dtype[np.integer[Any]]]

EPOCH = date(1970, 1, 1).toordinal()


class BatchDays:
    """`Calendar.count` and `Calendar.add` (from 1 working day) for arrays."""

    def __init__(self, calendar: Calendar) -> None:
        self.base = calendar.base - EPOCH
        self.working_up_to = np.array(calendar.working_up_to, np.int32)
        self.working_days = np.array(calendar.working_days, np.int32) - EPOCH

    def count(self, start: Days, end: Days) -> Numbers:
        return self._number(end) - self._number(start)

    def add(self, start: Days, n: Numbers) -> Days:
        if n.min(initial=1) < 1:
            raise ValueError("add one working day or more")
        days = self._gather(self.working_days, self._number(start) + n)
        return days.astype(np.int64).view("datetime64[D]")

    def _number(self, days: Days) -> Numbers:
        return self._gather(self.working_up_to, days.view(np.int64) - self.base)

    def _gather(self, table: Numbers, at: Numbers) -> Numbers:
        if at.size and not (at.min() >= 0 and at.max() < len(table)):
            raise OutsideCalendar("a day lies outside the calendar; add the bank holidays there")
        return table.take(at, mode="clip")
