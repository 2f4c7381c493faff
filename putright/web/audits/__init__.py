"""P29: the audit of a case on any day: what the Ombudsman would find, and what still helps."""
