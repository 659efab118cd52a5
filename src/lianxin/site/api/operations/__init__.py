"""What the interface does, one file a noun; each operation stands behind the door of `urls` that has its name."""
