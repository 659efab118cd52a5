"""What people type about words."""
