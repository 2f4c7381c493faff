"""Look and feel: page templates, styles and the way dates are written."""
