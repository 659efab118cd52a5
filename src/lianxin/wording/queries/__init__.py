"""What is proposed from a text, each proposal with its reasons."""
