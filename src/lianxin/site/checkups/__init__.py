"""What `./run doctor` looks at; each file holds the checks of one place."""
