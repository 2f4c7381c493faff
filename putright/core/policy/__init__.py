"""Promises as data: the packs, their rules, and which version was in force on a day."""
