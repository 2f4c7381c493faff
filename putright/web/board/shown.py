"""The columns of the board's tables."""

from putright.kit.say import _
from putright.kit.shown import Column


def columns_of_people() -> tuple[Column, ...]:
    """Who, whether here, and what they act on today."""
    return (
        Column(key="name", word=_("Person"), is_heading=True),
        Column(key="state", word=_("Today")),
        Column(key="overdue", word=_("Overdue"), is_number=True),
        Column(key="today", word=_("Due today"), is_number=True),
        Column(key="high", word=_("High-risk cases"), is_number=True),
        Column(key="owed", word=_("Open promises"), is_number=True),
        Column(key="do", word=_("Set")),
    )


def columns_of_patches() -> tuple[Column, ...]:
    """Whose patch it is, and who acts in it today."""
    return (
        Column(key="name", word=_("Patch"), is_heading=True),
        Column(key="team", word=_("Team")),
        Column(key="officer", word=_("Officer")),
        Column(key="cover", word=_("Cover")),
        Column(key="acts", word=_("Acts today")),
        Column(key="do", word=_("Set")),
    )
