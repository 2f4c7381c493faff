"""Residents and homes as they are now: read from the streams of people, rebuilt from them."""
