"""What the moves of a renovation do, by noun (小区改造的办理)."""
