"""What erasing means for readings of texts: they hold codes and no words, so there is nothing to erase (删除登记)."""

from lianxin.kernel.erasure.registry import ACTED, stays
from lianxin.wording.models import ClassTraining

stays(ClassTraining, "asked_by", ACTED)
