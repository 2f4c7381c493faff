"""Goals of the running application: database, desk and pages, timed against bare ones."""
