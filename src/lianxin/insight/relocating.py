"""What of stories depends on the installation they lie in (迁移登记)."""

from lianxin.insight.models import Story
from lianxin.kernel.relocation.registry import accounts

accounts(Story, "account_id")
