"""Imported so that Django finds the tables; import each from its own module."""

from lianxin.kernel.models import county as county
