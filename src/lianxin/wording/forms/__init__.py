"""What is typed about readings of texts."""
