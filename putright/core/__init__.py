"""The pure core: handed the policy, the timeline, the calendar and the time, it returns values.

It reads no disk, asks no network and never asks what time it is.
"""
