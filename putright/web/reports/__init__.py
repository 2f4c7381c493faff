"""P7: taking a report on the phone, in under two minutes, and reading out what is promised."""

MENU = ((30, "New report", "reports:new", "report.take"),)
