"""The paper of reception (接待表单); found when the apps are ready."""

from lianxin.reception.prints import talks as talks, visits as visits
