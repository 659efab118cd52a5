"""An invented township with a year of appeals, played through the same moves as in an office (演示)."""

from lianxin.site.demo.load import load_demo, load_if_empty

__all__ = ["load_demo", "load_if_empty"]
