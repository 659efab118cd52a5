"""The paper of reception (接待表单); found when the apps are ready."""

from lianxin.reception.prints import plan as plan, talks as talks, visits as visits
