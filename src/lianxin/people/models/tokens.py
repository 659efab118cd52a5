"""Tokens by which a program works for one post, and what their keys were used for (接口令牌)."""

from typing import ClassVar

from django.db import models
from django.db.models.constraints import BaseConstraint

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.people.models.persons import DIGEST
from lianxin.people.models.staff import Account, Post

LONGEST_LABEL = 40


class ApiToken(CountyModel):
    """What a program shows to work as one account on one post (接口令牌); only its hash is kept.

    `scopes` are values of `rules.tokens.Scope`. `made_by` is the account that made it, none for the operator.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    digest = models.CharField(max_length=DIGEST)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    post = CountyForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_LABEL)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    LEVELS = Levels(
        internal="client_id account post name scopes made_at made_by expires_at used_at revoked_at",
        restricted="digest",
    )

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "digest"], name="people_apitoken_digest"),
            models.UniqueConstraint(fields=["county", "client_id"], name="people_apitoken_client_id"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "account", "revoked_at"], name="people_apitoken_account"),
            models.Index(fields=["county", "post"], name="people_apitoken_post"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class ApiCall(CountyModel):
    """An `Idempotency-Key` that had its effect (幂等键), written in the effect's own transaction.

    `client_id` is drawn from token and key, `content` a keyed hash of what was asked, `row_id` the matter that was
    acted on; what a key registered is found by its client id.
    """

    token = CountyForeignKey(ApiToken, on_delete=models.CASCADE, related_name="calls")
    client_id = models.UUIDField(editable=False)
    content = models.CharField(max_length=DIGEST)
    row_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    LEVELS = Levels(internal="token client_id row_id at", restricted="content")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "client_id"], name="people_apicall_client_id"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "token"], name="people_apicall_token"),
            models.Index(fields=["county", "at"], name="people_apicall_at"),
        ]

    def __str__(self) -> str:
        return f"{self.token_id} {self.client_id}"
