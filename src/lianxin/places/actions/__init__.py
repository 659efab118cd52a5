"""What an administrator does to the map: each act whole, dated, on record (区划维护)."""
