"""The sheets of a case: how any area shows a form about a case, sends it, and shows it again.

Areas build on this floor and do not know each other.
"""
