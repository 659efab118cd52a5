"""What happens to rounds, doors and cards: guards, effects, and what a page does in one go."""
