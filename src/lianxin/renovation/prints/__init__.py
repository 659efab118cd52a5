"""The paper of renovations (表单); found when the apps are ready."""

from lianxin.renovation.prints import posting as posting
