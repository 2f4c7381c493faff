"""P24: the answer to a complaint, point by point beside what the timeline shows, then a letter."""
