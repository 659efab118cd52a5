"""Imported so that Django finds the tables; import each from its own module."""
