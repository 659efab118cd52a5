"""The papers of reception, by form (接待的纸件)."""

from lianxin.reception.prints.plan import F46

__all__ = ["F46"]
