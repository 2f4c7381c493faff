"""P14: when the resident hears from us next, how that was agreed, and how the last updates went."""
