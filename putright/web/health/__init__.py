"""P34: whether post, jobs and the nightly count are well, and what runs out soon."""

MENU = ((93, "Health", "health:page", "post.health"),)
