"""What a timeline adds up to: derived from its entries each time, never stored."""
