"""Who stands behind a right, and how work passes on (授权、移交); passwords used before (旧密码)."""

from typing import ClassVar

from django.db import models
from django.db.models.constraints import BaseConstraint

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.people.models.staff import Account, Appointment, Post
from lianxin.people.rules import Decision, Grant


class Proposal(CountyModel):
    """A right that waits for the security administrator's word (待确认的授权, quality A8).

    `grant` says what it is: an appointment that is written but gives nothing yet, or more duties (`roles`) and
    areas (`scopes`) for a post that somebody holds. Accounts are kept as ids: past ones stay.
    """

    grant = models.CharField(max_length=12, choices=Grant.choices)
    appointment = CountyForeignKey(Appointment, on_delete=models.PROTECT, null=True, related_name="+")
    post = CountyForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(default=list)
    scopes = models.JSONField(default=list)
    proposed_by = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField()
    decision = models.CharField(max_length=12, choices=Decision.choices, blank=True)
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    LEVELS = Levels(
        internal="grant appointment post roles scopes proposed_by proposed_at decision decided_by decided_at"
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "decision", "proposed_at"], name="people_proposal_open"),
        ]

    def __str__(self) -> str:
        return f"{self.grant} {self.pk}"


class Handover(CountyModel):
    """Somebody leaves a post, somebody else takes over, a third watches (移交、接收、监交; XC-06).

    `counts` is what the list held when both had signed: {code of the module: how many}.
    """

    leaver = CountyForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    successor = CountyForeignKey(Appointment, on_delete=models.PROTECT, null=True, related_name="+")
    watcher = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    made_at = models.DateTimeField()
    handed_by = models.BigIntegerField(null=True)
    handed_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    watched_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    LEVELS = Levels(
        internal="leaver successor watcher made_at handed_by handed_at received_at watched_at done_at counts"
    )

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "leaver"], name="people_handover_leaver"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "done_at", "made_at"], name="people_handover_open"),
            models.Index(fields=["county", "successor"], name="people_handover_successor"),
        ]

    def __str__(self) -> str:
        return f"{self.leaver_id} {self.pk}"


class PastPassword(CountyModel):
    """A password an account has or had (历史密码), as its hash; the newest says since when it stands."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    stored = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    LEVELS = Levels(internal="account set_at", restricted="stored")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "account", "set_at"], name="people_pastpassword_account"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.set_at:%Y-%m-%d}"
