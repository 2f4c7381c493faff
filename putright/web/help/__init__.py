"""Help: in the same place on each page."""
