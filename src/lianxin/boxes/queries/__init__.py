"""What may be known of boxes, openings and slips, and what their pages read."""
