"""Closing a case: the checklist, the resident's view, a second person, the letter, the ASB Case
Review."""
