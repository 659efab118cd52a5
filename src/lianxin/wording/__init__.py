"""What a text is about: class, place, same issue, answer check. Proposes and shows why, never decides (文本研判)."""
