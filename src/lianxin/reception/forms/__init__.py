"""What people type about reception, by noun (接待表单)."""
