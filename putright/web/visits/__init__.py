"""P20: a visit on a phone at the door: where, whom, what not to say, arriving, noting, leaving."""

MENU = ((15, "Visits", "visits:today", "work.see"),)
