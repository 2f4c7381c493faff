"""What is owed, by whom and by when, whether it was kept, and what must not be done."""
