"""The claims check: what a letter says, held against what the timeline shows, before it goes."""

from putright.core.claims.mark import Mark as Mark
