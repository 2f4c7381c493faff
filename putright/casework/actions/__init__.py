"""What people do: each checks its permission, builds entries and hands them to the desk."""
