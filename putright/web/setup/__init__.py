"""P2: from an empty landlord to its first real case, step by step."""

MENU = ((90, "Set up", "setup:list", "landlord.set_up"),)
