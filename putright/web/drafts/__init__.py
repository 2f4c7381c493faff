"""Drafts and the session: what the kit's script calls while somebody writes."""
