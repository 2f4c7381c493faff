"""A case: at a glance, its timeline, its promises, an entry, and who may see it."""
