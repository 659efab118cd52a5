"""Bare Django: what a careful programmer would write for one office in a day, over the same tables."""
