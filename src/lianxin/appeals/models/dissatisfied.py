"""What follows a bad rating: asking why, putting right, and a panel's word where the law allowed no more (差评)."""

from typing import ClassVar

from django.db import models

from lianxin.appeals.rules import Satisfaction
from lianxin.appeals.rules.dissatisfied import Cause, Verdict
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter


class BadRating(CountyModel):
    """The task a bad rating opens (差评整改, T14): somebody else asks why, then the unit puts it right.

    The rating itself is elsewhere and nobody edits it. `mended_at` is empty while the task is open.
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="bad_ratings")
    level = models.PositiveSmallIntegerField(choices=Satisfaction.choices)
    rated_at = models.DateTimeField()
    ask_by = models.DateTimeField()
    mend_by = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.BigIntegerField(null=True, blank=True)
    cause = models.CharField(max_length=12, choices=Cause.choices, blank=True)
    said = models.TextField(blank=True)
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_by = models.BigIntegerField(null=True, blank=True)
    mended = models.TextField(blank=True)

    FREE_TEXT: ClassVar = ("said", "mended")
    LEVELS = Levels(
        internal="matter level rated_at ask_by mend_by asked_at cause mended_at",
        personal="asked_by said mended_by mended",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter"],
                condition=models.Q(mended_at=None),
                name="appeals_badrating_open_once",
            )
        ]
        indexes = [
            models.Index(fields=["county", "matter"], name="appeals_badrating_matter"),
            models.Index(
                fields=["county", "mend_by"],
                condition=models.Q(mended_at=None),
                name="appeals_badrating_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.get_level_display()}"


class Panel(CountyModel):
    """A bad rating after a lawful, explained outcome, put before a panel (评议, DSP-03); one to a matter.

    `verdict` is empty until all of them have voted. It changes no rating and no figure of satisfaction.
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="panels")
    why = models.TextField()
    size = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True, blank=True)
    verdict = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("why",)
    LEVELS = Levels(internal="matter size asked_at verdict decided_at", personal="why asked_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "matter"], name="appeals_panel_once"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.get_verdict_display()}"


class PanelVote(CountyModel):
    """One member's word, with the reason (评议意见)."""

    panel = CountyForeignKey(Panel, models.CASCADE, related_name="votes")
    account_id = models.BigIntegerField()
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    reason = models.TextField()
    at = models.DateTimeField()

    FREE_TEXT: ClassVar = ("reason",)
    LEVELS = Levels(internal="panel verdict at", personal="account_id reason")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "panel", "account_id"], name="appeals_panelvote_once")
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()
