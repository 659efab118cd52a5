"""Lianxin (连心桥): a county, township or street listens to its people and closes the loop."""

__version__ = "0.1.0"
