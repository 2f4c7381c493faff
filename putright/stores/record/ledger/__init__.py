"""Where the core meets the database: entries become rows and rows entries, here only."""
