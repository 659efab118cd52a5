"""What of rounds depends on the installation they lie in (迁移登记)."""

from lianxin.kernel.relocation.registry import accounts
from lianxin.rounds.models import Card, CardBlock, Door, Need, Round

accounts(Round, "made_by")
accounts(Door, "knocked_by")
accounts(Need, "taken_by")
accounts(Card, "given_by")
accounts(CardBlock, "made_by")
