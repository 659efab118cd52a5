"""Figures that can be recounted: units, counts, rates, what a figure is, its frozen copies, claims beside it (数字)."""
