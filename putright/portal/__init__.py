"""The door for residents without an account: report something, complain, and see that it came.

It shows nothing of anybody's case, and answers alike whatever is there (security R6).
"""
