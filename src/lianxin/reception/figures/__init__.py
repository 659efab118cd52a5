"""The figures of reception (接待数字): visits, people and matters are three numbers, and callbacks two."""

from lianxin.reception.figures import visits as visits
