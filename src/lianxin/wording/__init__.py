"""What a text is about: class, place, same issue, answer check. It proposes and shows why, and never decides."""
