"""The pages of reception, by noun (接待页面)."""
