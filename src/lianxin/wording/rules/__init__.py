"""What can be read off a text by itself: pieces, places, wording, warnings. No database and no settings here."""
