"""What can happen in a case: one kind of event for each."""
