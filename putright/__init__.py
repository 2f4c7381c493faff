"""Putright: one append-only timeline per case, and every promise on it a duty with a clock."""

__version__ = "0.1.0"
