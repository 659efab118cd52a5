"""What of stories and months depends on the installation they lie in (迁移登记)."""

from lianxin.insight.models import MonthEdition, MonthTopic, Story
from lianxin.kernel.relocation.registry import accounts

accounts(MonthEdition, "made_by")
accounts(MonthTopic, "account_id")
accounts(Story, "account_id")
