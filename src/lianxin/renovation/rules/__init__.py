"""What is asked about a renovation without looking at any table (小区改造的规则)."""
