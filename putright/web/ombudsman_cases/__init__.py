"""P27: every case that is with the Ombudsman, with its own clock."""

MENU = ((42, "Ombudsman", "ombudsman_cases:page", "ombudsman.see"),)
