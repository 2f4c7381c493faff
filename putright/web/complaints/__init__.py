"""Complaints of a case: taken from any entry, their stages and clocks, what their handler does."""
