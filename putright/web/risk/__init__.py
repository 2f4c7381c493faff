"""Risk of a case: the questions, what they come to, another level, and safeguarding."""
