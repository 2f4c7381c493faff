"""Who works here: landlords, staff, roles, teams, patches, absence."""
