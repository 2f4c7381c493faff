"""Kept files, handed out one request at a time: asked for each time, never shown in the page."""
