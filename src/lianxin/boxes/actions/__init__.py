"""What the box's moves do, each a plain function; and what takes several rows at once."""
