"""Codes and pure questions of the reception of the public, by noun (群众接待)."""
