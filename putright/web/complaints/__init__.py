"""Complaints of a case: taken from any entry, their stages and clocks, what their handler does."""

MENU = ((32, "New complaint", "complaints:new", "report.take"),)
