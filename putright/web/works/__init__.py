"""P17: works that make a home safer, and what the resident spent: asked, ordered, done, paid."""
