"""Triage: everything that came in, by whichever door, until a person has given it an end (P5)."""

MENU = ((15, "Triage", "triage:list", "post.triage"),)
