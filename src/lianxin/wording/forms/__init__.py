"""What people type about words and what is read in them."""
