"""What pages and other rooms ask about texts, by noun; each proposal comes with its reasons."""
