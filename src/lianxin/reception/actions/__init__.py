"""What changes in reception, by noun: guards and effects (接待动作)."""
