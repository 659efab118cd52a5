"""Which teams, rounds, doors and cards an actor may know of, and what the pages read of them."""
