"""What may be seen of renovations, and what their pages read (小区改造)."""
