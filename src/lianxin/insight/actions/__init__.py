"""What is written about figures: copies, claims, stories, what is published."""
