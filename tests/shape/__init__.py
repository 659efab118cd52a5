"""Tables only the tests have: every kind of key a county table may carry."""
