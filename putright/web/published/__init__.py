"""What the Housing Ombudsman has published: shares upheld, and complaints like one's own."""
