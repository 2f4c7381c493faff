"""A shadow of the timelines that makes lists fast; it can be dropped and rebuilt."""
