"""What is typed about figures."""
