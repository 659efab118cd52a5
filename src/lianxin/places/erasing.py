"""What erasing means for places: they are the map, nobody's file (删除登记)."""

from lianxin.kernel.erasure.registry import stays
from lianxin.places.models import Address

stays(Address, "room", "地址簿里的门牌，不连着任何人")
