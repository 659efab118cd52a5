"""Messages from files, and files with what was read of them."""
