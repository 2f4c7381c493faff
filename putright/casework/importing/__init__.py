"""Looks at rows of CSV files of homes, people and tenancies. Pure: no table, no clock, no disk."""
