"""What erasing means for what was read in texts: the index goes with its text; a proposal holds no word (删除登记)."""

from lianxin.kernel.erasure.registry import ACTED, on_row, part, stays
from lianxin.wording.models import ClassTraining, Mark, Sketched

part(Mark, on_row, delete=True)
part(Sketched, on_row, delete=True)
stays(ClassTraining, "asked_by", ACTED)
