"""P16: the other party, each apart, and the tools against what is done."""
