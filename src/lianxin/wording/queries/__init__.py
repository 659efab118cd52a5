"""What pages and other rooms ask about readings of texts, by noun."""
