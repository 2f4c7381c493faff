"""Accounts, for whoever administers them (no case content), and everybody's own settings."""

MENU = (
    (91, "Accounts", "staff:accounts", "staff.account"),
    (92, "Second factors", "staff:second_person", "staff.second_person"),
)
