"""Staffings made for tests: people by letters, who is away, who covers whom."""

from datetime import date
from uuid import UUID

from putright.casework.cover import Post, Staffing, TimeAway

TODAY = date(2026, 4, 14)
TEAM = UUID(int=900)


def user(letter):
    return UUID(int=ord(letter))


def away(who, cover, *, start=TODAY, end=TODAY, leaving=False):
    return TimeAway(
        user(who), start, None if leaving else end, user(cover), is_leaving=leaving,
        told_by=user("l"), id=ord(who),
    )  # fmt: skip


def staffing(here, *times, posts=(), leaders="", heads="", **holders):
    roles = {role.replace("_", " "): tuple(map(user, who)) for role, who in holders.items()}
    return Staffing(
        day=TODAY,
        here=frozenset(map(user, here)),
        away=times,
        posts=posts,
        leaders={TEAM: tuple(map(user, leaders))} if leaders else {},
        heads=tuple(map(user, heads)),
        holders={"officer": tuple(map(user, here))} | roles,
        members={TEAM: tuple(map(user, here))},
    )


def post(officer, cover):
    return Post(UUID(int=1), "Mill Row", TEAM, user(officer) if officer else None, user(cover))
