"""Post in and out, the jobs that run by themselves, and who was told of what."""
