"""One's own promises and turns in the calendar program that one uses anyway."""
