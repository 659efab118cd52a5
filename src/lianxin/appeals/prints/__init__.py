"""The paper of appeals (表单); found when the apps are ready."""

from lianxin.appeals.prints import (
    answer as answer,
    correction as correction,
    extension as extension,
    notice as notice,
    orders as orders,
    returning as returning,
    supervision as supervision,
    whistle as whistle,
)
