"""What people type about places; each fault names the field and the remedy."""
