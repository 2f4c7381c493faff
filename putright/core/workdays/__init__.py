"""Working days, hours and bank holidays: the only place where days are counted."""
