"""What erasing means for the index of texts: it goes with the text (删除登记)."""

from lianxin.kernel.erasure.registry import on_row, part
from lianxin.wording.models import Mark, Sketched

part(Mark, on_row, delete=True)
part(Sketched, on_row, delete=True)
