"""The retrospective audit: each failure found, and how serious it is."""
