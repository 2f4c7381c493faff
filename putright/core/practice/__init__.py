"""Daily practice worked out: risk scored, criteria held against a case, what closing still lacks.

All of it is pure and follows the tables of the packs (``putright.core.policy.practice``).
"""
