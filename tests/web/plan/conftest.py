"""A case of threats whose resident must not be rung, and somebody to work in it."""

from factories.threatened import (  # noqa: F401 - fixtures are found by being here
    _standing_clock,
    barred,
    case,
    officers,
)
