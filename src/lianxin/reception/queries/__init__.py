"""What pages and rules read of reception, by noun (接待查询)."""
