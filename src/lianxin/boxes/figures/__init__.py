"""The figures of the opinion box (意见箱的数字); found when the apps are ready."""

from lianxin.boxes.figures import declared as declared
