"""Pages about rounds, doors, cards, teams, and the field telephone."""
