"""What people do with a case: the actions, questions and reports behind every door."""
