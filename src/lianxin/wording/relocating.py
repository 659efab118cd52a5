"""What of readings of texts depends on the installation they lie in (迁移登记)."""

from lianxin.kernel.relocation.registry import accounts
from lianxin.wording.models import ClassTraining

accounts(ClassTraining, "asked_by")
