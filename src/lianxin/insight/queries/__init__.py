"""What the pages about figures read."""
