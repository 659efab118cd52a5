"""What can be said of a text without a database: its pieces, the class they speak for (文本规则)."""
