"""Units and posts, the persons who hold them, and the accounts they sign in with (单位、岗位、人员、账号).

Work belongs to a post in a unit; a person holds posts for a period. Accounts are a reference table, shared by
all counties of a cluster and written rarely; what changes at each sign-in lies in tables of the county.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.constraints import BaseConstraint

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import County, CountyForeignKey, CountyModel
from lianxin.kernel.sealed import Sealed, SealedField
from lianxin.people.models.persons import DIGEST, Person
from lianxin.people.rules import How, Purpose, UnitKind, role_names
from lianxin.places.models import Area


class Unit(CountyModel):
    """An office that work is given to (单位); its area is what its people may see."""

    name = models.CharField(max_length=64)
    code = models.CharField(max_length=16)
    kind = models.CharField(max_length=12, choices=UnitKind.choices)
    area = CountyForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=32, blank=True)
    active = models.BooleanField(default=True)

    LEVELS = Levels(public="name code kind area phone", internal="active")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "code"], name="people_unit_code"),
            models.UniqueConstraint(fields=["county", "name"], name="people_unit_name"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "area"], name="people_unit_area"),
        ]

    def __str__(self) -> str:
        return self.name


class Post(CountyModel):
    """A post in a unit (岗位); `roles` are values of kernel.actor.Role, what its holder may do.

    `scopes` are prefixes of the areas it serves; without any it serves its unit's area.
    """

    unit = CountyForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    name = models.CharField(max_length=64)
    roles = models.JSONField(default=list)
    scopes = models.JSONField(default=list, blank=True)
    active = models.BooleanField(default=True)

    LEVELS = Levels(public="unit name", internal="roles scopes active")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "unit", "name"], name="people_post_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def does(self) -> str:
        """What its holder may do, in plain words."""
        return role_names(self.roles)

    @property
    def serves(self) -> tuple[str, ...]:
        """The prefixes of what its holder may see; unit and area should have been fetched with it."""
        return tuple(self.scopes) or self.unit.area.scopes


class AccountManager(BaseUserManager["Account"]):
    """Accounts by their login."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login=username)


class Account(AbstractBaseUser):
    """What a member of staff signs in with (账号): password and shared secret of the second factor.

    `must_set` until the holder has chosen a password and bound a telephone through a one-time link; so long
    nobody signs in with it. Who it belongs to and what it may do is said by its appointments alone.
    """

    table_kind: ClassVar[str] = "reference"

    client_id = models.UUIDField(default=uuid7, editable=False, unique=True)
    login = models.CharField(max_length=64, unique=True)
    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="+")
    totp_sealed = SealedField(blank=True)
    active = models.BooleanField(default=True)
    must_set = models.BooleanField(default=True)
    last_login = None  # a write at each sign-in would stop a whole cluster when one of its machines is down

    totp = Sealed("totp_sealed")

    objects = AccountManager()

    USERNAME_FIELD = "login"
    LEVELS = Levels(
        internal="id client_id county active must_set", personal="login", restricted="password totp_sealed"
    )

    def __str__(self) -> str:
        return self.login

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # a plain attribute in Django's base
        return self.active


class Appointment(CountyModel):
    """A person on a post for a period (任职), acting through an account; the period is what gives rights.

    With `substitute_for` it stands in for somebody who is away (代班). While it `awaits` the second person's
    word it gives no right. `inherits` are accounts whose personal things came with the post (移交).
    """

    person = CountyForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    post = CountyForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    substitute_for = CountyForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="substitutes"
    )
    awaits = models.BooleanField(default=False)
    inherits = models.JSONField(default=list, blank=True)

    LEVELS = Levels(internal="post since until substitute_for awaits inherits", personal="person account")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["county", "account", "post"],
                condition=models.Q(until=None),
                name="people_appointment_open",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "account", "since"], name="people_appointment_account"),
            models.Index(fields=["county", "person"], name="people_appointment_person"),
            models.Index(fields=["county", "post", "until"], name="people_appointment_post"),
            models.Index(fields=["county", "substitute_for"], name="people_appointment_standin"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.post_id}"


class OneTimeLink(CountyModel):
    """A link that lets one person choose a password once (一次性链接); only its hash is kept.

    `paper`: the second factor is a printed list of codes, for who has no telephone.
    """

    digest = models.CharField(max_length=DIGEST)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    paper = models.BooleanField(default=False)

    LEVELS = Levels(
        internal="account purpose made_at expires_at used_at withdrawn_at paper", restricted="digest"
    )

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "digest"], name="people_onetimelink_digest"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "account"], name="people_onetimelink_account"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class RecoveryCode(CountyModel):
    """A code that stands in once for a lost telephone (恢复码); only its keyed hash is kept.

    `paper`: one of a printed list that stands for the telephone altogether (口令单), good until `expires_at`
    unless its one-time link was used by then.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    digest = models.CharField(max_length=DIGEST)
    used_at = models.DateTimeField(null=True)
    paper = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True)

    LEVELS = Levels(internal="account used_at paper expires_at", restricted="digest")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["county", "account", "digest"], name="people_recoverycode_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.pk}"


class LastStep(CountyModel):
    """The last time step whose code an account has used up: no code works twice."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    step = models.BigIntegerField()

    LEVELS = Levels(internal="account step")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "account"], name="people_laststep_account"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.step}"


class SignIn(CountyModel):
    """One stay from sign-in to sign-out (登录); a session lives only while its row has no end.

    `device` is a few coarse words (Chrome · Windows), to know one's own devices by.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    how = models.CharField(max_length=12, choices=How.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=40, blank=True)

    LEVELS = Levels(internal="how", personal="account started_at ended_at seen_at device")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "account", "ended_at"], name="people_signin_account"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.started_at:%Y-%m-%d %H:%M}"
