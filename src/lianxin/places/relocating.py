"""What of areas depends on the installation they lie in (迁移登记)."""

from lianxin.kernel.relocation.registry import accounts
from lianxin.places.models import AreaChange

accounts(AreaChange, "maker_id")
