"""What people type at boxes, openings and slips."""
