"""What a text is about: class suggestion, place reading, same issue, answer check. Proposes and shows why, never decides."""
