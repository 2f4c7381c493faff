"""P27 and P28: what the Ombudsman asked and ordered, by when, and the proof that it was done."""
