"""What people ask: each reads tables within what the asker may see, and returns plain values."""
