"""P3: what somebody owes now, the first page after signing in."""

MENU = ((10, "My work", "work:list", "work.see"),)
