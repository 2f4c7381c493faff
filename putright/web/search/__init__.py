"""P6: reach a person, home, case or act in three seconds, from a page or the command bar."""
