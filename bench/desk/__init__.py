"""A county's desk under a measure: the real server beside bare Django and the driver alone (docs/decisions/0030)."""
