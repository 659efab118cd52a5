"""What can be read off a text by itself: its places, its wording, which texts are alike. No database here."""
