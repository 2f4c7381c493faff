"""Cases that belong together: joined by a person, suggested with the reason, never silently."""
