"""Pure rules about figures: what may be shown to the public."""
