"""Somebody who uses nothing but the keyboard, and whose key presses are counted."""

from typing import Any

FOCUS = """
() => {
  const at = document.activeElement;
  const set = at.type === 'radio' || at.type === 'checkbox' ? at.closest('fieldset') : null;
  const legend = set && set.querySelector('legend');
  const label = at.labels && at.labels[0];
  return [legend, label || at].filter(Boolean)
    .map(e => e.textContent.trim().replace(/\\s+/g, ' ')).join(': ');
}
"""
MOST_TABS = 30


class Keys:
    """One pair of hands."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.count = 0
        self.stops: list[str] = []

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.count += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.count += len(words)

    def at(self) -> str:
        """What the field in focus asks."""
        told: str = self.page.evaluate(FOCUS)
        return told

    def reach(self, words: str, *, back: bool = False) -> None:
        """Press Tab until the field that says these words has the focus."""
        for _press in range(MOST_TABS):
            self.press("Shift+Tab" if back else "Tab")
            self.stops.append(self.at())
            if words in self.stops[-1]:
                return
        raise AssertionError(f"{words!r} was not reached: {self.stops[-MOST_TABS:]}")
