"""The pages about readings of texts."""
