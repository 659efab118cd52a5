"""What each move of an appeal does; the writer calls these, nobody else does."""
