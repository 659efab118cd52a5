"""What comes in from telephones that had no signal, and from sheets typed in the evening."""
