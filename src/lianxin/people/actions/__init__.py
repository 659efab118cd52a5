"""Everything that changes an account, a post or a unit; each act is in the event log."""
