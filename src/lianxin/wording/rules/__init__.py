"""Pure rules about words: no tables, no settings."""
