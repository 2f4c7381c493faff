"""What whoever runs the installation does: each command of `putright` that needs the database."""
