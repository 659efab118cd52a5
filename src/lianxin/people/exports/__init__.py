"""The lists about people that may be taken out; found when the apps are ready (可导出的清单)."""

from lianxin.people.exports import households, looks, residents, staff, units

__all__ = ["households", "looks", "residents", "staff", "units"]
