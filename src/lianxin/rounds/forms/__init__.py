"""What people type about rounds, doors, cards, teams."""
