"""Everything that happened in one case, in the order it was recorded, with its evidence."""
