"""Invented landlords, people and cases for tests, and the databases they live in."""
