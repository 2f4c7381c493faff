"""The outside world: the clock and the disk today; mail, letters and files later."""
