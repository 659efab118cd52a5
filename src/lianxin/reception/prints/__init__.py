"""The paper of reception, by form (接待的纸件); found when the apps are ready."""

from lianxin.reception.prints import plan as plan, talks as talks, visits as visits
