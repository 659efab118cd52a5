"""The pages of reception, one noun a file (接待页面)."""
