"""Pages about places (区划和地名)."""
