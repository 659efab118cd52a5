"""The paper of the doors (表单); found when the apps are ready."""

from lianxin.doors.prints import receipt as receipt
