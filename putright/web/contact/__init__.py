"""P10: logging a contact or an attempt, promising something, and the quiet questions after it."""
