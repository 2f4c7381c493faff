"""Wiring: settings, addresses, the server. The one place that may see everything."""
