"""What a text is about: it proposes and shows why, it never decides."""
