"""What of reception depends on the installation it lies in (迁移登记)."""

from lianxin.kernel.relocation.registry import accounts, index
from lianxin.reception.models import OutcomeChange, Talk, Visit
from lianxin.reception.queries.visits import phone_key

accounts(OutcomeChange, "changed_by")
accounts(Talk, "recorder_id")
index(Visit, "phone_index", of="phone_sealed", by=lambda plain, row: phone_key(plain))
