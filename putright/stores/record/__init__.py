"""The record: streams of entries, appended once; wording, files, and who read what."""
