"""What staff are told inside the office (消息): one row for each post or account that should know."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel


class Topic(models.TextChoices):
    """What a notice is about (消息类别); each account chooses how it wants to hear of it."""

    WORK = "work", _("交给我办的事")
    TIME = "time", _("时限和催办")
    OFFICE = "office", _("设置和分工变动")
    DIGEST = "digest", _("每天的汇总")


def fresh_key() -> str:
    """A key for a notice that nothing else could have written before."""
    return uuid7().hex


class Notice(CountyModel):
    """One notice to a post (whoever holds it) or to one account; `variables` holds codes, numbers and dates.

    `key` is what makes it come once: a chore that runs twice writes its notices once. `row_kind` and `row_id` say
    what it is about; empty for notices about no row.
    """

    key = models.CharField(max_length=96, default=fresh_key, editable=False)
    topic = models.CharField(max_length=8, choices=Topic.choices)
    post_id = models.BigIntegerField(null=True)
    account_id = models.BigIntegerField(null=True)
    letter = models.CharField(max_length=32)
    variables = models.JSONField(default=dict)
    row_kind = models.CharField(max_length=24, blank=True)
    row_id = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    LEVELS = Levels(internal="key topic post_id account_id letter variables row_kind row_id at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "key"], name="kernel_notice_key"),
            models.CheckConstraint(
                condition=models.Q(post_id=None) ^ models.Q(account_id=None),
                name="kernel_notice_one_recipient",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "post_id", "at"], name="kernel_notice_post"),
            models.Index(fields=["county", "account_id", "at"], name="kernel_notice_account"),
            models.Index(fields=["county", "at"], name="kernel_notice_at"),
            models.Index(fields=["county", "row_kind", "row_id"], name="kernel_notice_row"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.row_kind} {self.row_id}"


class NoticeRead(CountyModel):
    """That one account has read one notice; the other holders of the post still have it before them."""

    notice = CountyForeignKey(Notice, models.CASCADE, related_name="readings")
    account_id = models.BigIntegerField()
    at = models.DateTimeField()

    LEVELS = Levels(internal="notice", personal="account_id at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "account_id", "notice"], name="kernel_noticeread_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.notice_id}"


class Wish(models.TextChoices):
    """What an account asks for beside the usual (消息习惯): topics once a day, a text message, quiet evenings."""

    WORK = "work", _("交给我办的事")
    TIME = "time", _("时限和催办")
    OFFICE = "office", _("设置和分工变动")
    TEXT = "text", _("每天早上的汇总也发短信给我")
    QUIET = "quiet", _("下班时间不显示条数")


class NoticeWish(CountyModel):
    """One thing an account asked for; no row is the usual (消息习惯)."""

    account_id = models.BigIntegerField()
    wish = models.CharField(max_length=8, choices=Wish.choices)

    LEVELS = Levels(internal="wish", personal="account_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "account_id", "wish"], name="kernel_noticewish_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.wish}"
