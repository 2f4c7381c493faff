"""What the Housing Ombudsman has published: shares upheld, and complaints like one's own."""

MENU = ((70, "Published decisions", "published:page", "published.see"),)
