"""P19: letters and messages of a case: written, checked, read by a second person, sent."""
