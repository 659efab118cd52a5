"""The forms of the kernel's own registers (表单); found when the apps are ready."""

from lianxin.kernel.prints import erasure as erasure
