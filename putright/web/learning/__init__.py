"""P26: what was learned: changes committed to, what shows them, and whether they worked."""

MENU = ((65, "Learning", "learning:page", "lesson.see"),)
