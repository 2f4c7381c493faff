"""Staff screens: one package an area; none knows another."""
