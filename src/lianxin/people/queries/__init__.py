"""Who somebody is at this moment, and what the pages about people read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor, Duty, Role
from lianxin.kernel.context import current_county
from lianxin.kernel.masking import mask_phone
from lianxin.kernel.models.county import County
from lianxin.people.models import (
    Account,
    Appointment,
    OneTimeLink,
    PastPassword,
    Person,
    Post,
    RecoveryCode,
    SignIn,
    Unit,
)
from lianxin.people.queries.conflicts import declared_anything, shunned_by
from lianxin.people.rules import ABSOLUTE, ROLE_CARDS, UnitKind, role_names
from lianxin.people.terms import terms
from lianxin.places.queries import areas_of_prefixes
from lianxin.web.parts import Tone


def only_county() -> int | None:
    """The county of an installation that has one, None where there is none yet or there are several."""
    codes = list(County.objects.filter(served=True).values_list("code", flat=True)[:2])
    return codes[0] if len(codes) == 1 else None


def in_force(at: datetime) -> QuerySet[Appointment]:
    """Appointments that give rights now: begun, not ended, confirmed, on a post and in a unit still in use."""
    return Appointment.objects.filter(
        Q(until=None) | Q(until__gt=at),
        since__lte=at,
        awaits=False,
        post__active=True,
        post__unit__active=True,
    )


def actor_of(account: Account, *, at: datetime, demo: bool = False) -> Actor | None:
    """The account as it may act now, read afresh; None when it is closed or holds no post (A6).

    In the demo nobody has a password, so none is asked for.
    """
    if not account.active or (account.must_set and not demo):
        return None
    related = ("post__unit__area", "person", "substitute_for")
    appointed = in_force(at).filter(account=account).select_related(*related)
    held = list(appointed.annotate(declared=declared_anything(account.pk)).order_by("post_id"))
    if not held:
        return None
    held.sort(key=lambda appointment: appointment.substitute_for_id is not None)  # one's own posts first
    duties = tuple(duty_of(appointment) for appointment in held)
    return Actor(
        account=account.pk,
        county=account.county_id,
        name=held[0].person.name,
        posts=frozenset(duty.post for duty in duties),
        units=frozenset(duty.unit for duty in duties),
        roles=frozenset(role for duty in duties for role in duty.roles),
        scopes=tuple(sorted({scope for duty in duties for scope in duty.scopes})),
        duty=_("、").join(in_words(appointment) for appointment in held),
        duties=duties,
        inherits=frozenset(one for appointment in held for one in appointment.inherits),
        shuns=shunned_by(account.pk, {one.person for one in held}, declared=held[0].declared),
    )


def actor_on(appointment: Appointment) -> Actor:
    """The holder of an appointment on that post alone, whether or not it still holds; for handover lists."""
    duty = duty_of(appointment)
    return Actor(
        account=appointment.account_id,
        county=appointment.county_id,
        name=appointment.person.name,
        posts=frozenset({duty.post}),
        units=frozenset({duty.unit}),
        roles=duty.roles,
        scopes=duty.scopes,
        inherits=frozenset(appointment.inherits),
    )


def duty_of(appointment: Appointment) -> Duty:
    """What an appointment lets its holder do; unit, area and who is away have been fetched with it."""
    post = appointment.post
    away = appointment.substitute_for if appointment.substitute_for_id else None
    return Duty(
        post=post.pk,
        unit=post.unit_id,
        roles=frozenset(post.roles),
        scopes=post.serves,
        stands_for=away.account_id if away is not None else None,
    )


def in_words(appointment: Appointment) -> str:
    """`unit post`, and that it is held for somebody else, if it is."""
    named = f"{appointment.post.unit.name} {appointment.post.name}"
    return named + _("（代班）") if appointment.substitute_for_id else named


def posts_held(account: Account, *, at: datetime) -> list[Post]:
    """The posts this account's holder is on now."""
    held = in_force(at).filter(account=account).select_related("post")
    return [appointment.post for appointment in held]


def posts_of_units(units: Iterable[int]) -> dict[int, list[Post]]:
    """The posts in use of these units, by unit."""
    wanted, found = set(units), dict[int, list[Post]]()
    if wanted:
        for post in Post.objects.filter(unit_id__in=wanted, active=True).order_by("pk"):
            found.setdefault(post.unit_id, []).append(post)
    return found


def account_by_login(login: str, *, county: int) -> Account | None:
    """The account of this county with this login."""
    return Account.objects.filter(login=login, county_id=county).first()


def account_by_id(pk: int) -> Account | None:
    """One account of the current county."""
    return Account.objects.filter(pk=pk, county_id=current_county()).first()


def name_of(account: Account) -> str:
    """Whose account it is; empty when nobody was ever appointed with it."""
    return names_of_accounts([account.pk]).get(account.pk, "")


def recovery_codes_left(account: int) -> int:
    """How many recovery or printed codes the account has not used yet."""
    return RecoveryCode.objects.filter(account_id=account, used_at=None).count()


def on_paper(account: int) -> bool:
    """Whether a printed list of codes stands for this account's telephone (口令单)."""
    return RecoveryCode.objects.filter(account_id=account, paper=True).exists()


def password_is_old(account: Account, *, at: datetime) -> bool:
    """Whether the password has to be changed before going on; in 等保 mode only (轮换)."""
    rule = terms()
    if not rule.dengbao:
        return False
    newest = PastPassword.objects.filter(account=account).order_by("-set_at").first()
    return newest is None or newest.set_at + rule.rotation < at


def open_appointment(pk: int, *, account: int, at: datetime) -> Appointment | None:
    """An appointment of this account that has not ended, perhaps not begun or not been confirmed."""
    related = ("post__unit__area", "person", "account")
    found = Appointment.objects.select_related(*related).filter(Q(until=None) | Q(until__gt=at))
    return found.filter(pk=pk, account_id=account).first()


def account_to_sign_in(pk: int) -> Account | None:
    """The account, as long as it may be signed in with."""
    return Account.objects.filter(pk=pk, active=True, must_set=False).first()


def open_sign_in(pk: int) -> SignIn | None:
    """A stay that nobody has ended, with its account."""
    return SignIn.objects.select_related("account").filter(pk=pk, ended_at=None).first()


def stay_of_account(pk: int, *, account: int) -> SignIn | None:
    """A stay of this account that nobody has ended."""
    return SignIn.objects.select_related("account").filter(pk=pk, account_id=account, ended_at=None).first()


def open_sign_ins(account: int, *, at: datetime) -> list[SignIn]:
    """Every stay of the account that may still be going on, the newest first."""
    stays = SignIn.objects.filter(account_id=account, ended_at=None, started_at__gte=at - ABSOLUTE)
    return list(stays.order_by("-started_at", "-pk"))


def usable_link(digest: str, *, at: datetime) -> OneTimeLink | None:
    """The link with this hash, while it is neither used, withdrawn nor expired."""
    return usable_links(at).filter(digest=digest).first()


def usable_link_by_id(pk: int, *, at: datetime) -> OneTimeLink | None:
    """The link a browser has already shown, while it is still usable."""
    return usable_links(at).filter(pk=pk).first()


def usable_links(at: datetime) -> QuerySet[OneTimeLink]:
    """Links neither used, withdrawn nor expired."""
    links = OneTimeLink.objects.select_related("account")
    return links.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)


def names_of_accounts(accounts: Iterable[int]) -> dict[int, str]:
    """The person's name behind each account, past ones included; for timelines."""
    rows = Appointment.objects.filter(account_id__in=set(accounts)).order_by("pk")
    return dict(rows.values_list("account_id", "person__name"))


def names_of_posts(posts: Iterable[int]) -> dict[int, str]:
    """`unit post` for each post; for timelines."""
    rows = Post.objects.filter(pk__in=set(posts)).values_list("pk", "unit__name", "name")
    return {pk: f"{unit} {post}" for pk, unit, post in rows}


@dataclass(frozen=True)
class Member:
    """A line of the staff list: an account, whose it is, and the posts it holds now."""

    account: Account
    person: Person
    appointments: list[Appointment]

    @property
    def does(self) -> str:
        """What this member may do, in plain words."""
        return role_names(self.roles)

    @property
    def may(self) -> str:
        """The same in whole sentences, for somebody who is new here."""
        return "".join(str(card.may) for card in ROLE_CARDS if card.role in self.roles)

    @property
    def roles(self) -> set[str]:
        """The roles of the posts held."""
        return {role for appointment in self.appointments for role in appointment.post.roles}

    @property
    def state(self) -> str:
        """Whether the account is in use: waiting for its first sign-in, in use, or closed."""
        if not self.account.active:
            return _("已停用")
        return _("待首次登录") if self.account.must_set else _("在用")

    @property
    def tone(self) -> str:
        """How that state looks on a page."""
        if not self.account.active:
            return Tone.ENDED
        return Tone.WAIT if self.account.must_set else Tone.DONE

    @property
    def phone(self) -> str:
        """The telephone as lists show it."""
        return mask_phone(self.person.phone)


@dataclass(frozen=True)
class Office:
    """A unit with its members, as listed on a page."""

    unit: Unit
    members: list[Member]


def offices(at: datetime) -> list[Office]:
    """Every unit in use with who holds a post in it now; somebody on two posts of one unit comes once."""
    held = in_force(at).select_related("post__unit", "person", "account").order_by("post_id", "pk")
    by_unit: dict[int, dict[int, Member]] = {}
    for appointment in held:
        members = by_unit.setdefault(appointment.post.unit_id, {})
        member = members.setdefault(
            appointment.account_id, Member(appointment.account, appointment.person, [])
        )
        member.appointments.append(appointment)
    return [Office(unit, list(by_unit.get(unit.pk, {}).values())) for unit in units_in_use()]


def member(account: int) -> Member | None:
    """One account with every appointment it ever had, those in force first."""
    rows = Appointment.objects.filter(account_id=account).select_related("post__unit", "person", "account")
    held = list(rows.order_by("until", "-since"))
    held.sort(key=lambda one: one.until is not None)
    return Member(held[0].account, held[0].person, held) if held else None


def rank(unit: Unit) -> tuple[int, str]:
    """Where a unit stands in a list: by kind, then by code."""
    kinds = UnitKind.values
    return kinds.index(unit.kind) if unit.kind in kinds else len(kinds), unit.code


def units_taking_work() -> list[Unit]:
    """The units with a handling post, to which matters may be sent."""
    posts = Post.objects.filter(active=True, unit__active=True).values_list("unit_id", "roles")
    handling = {unit for unit, roles in posts if Role.HANDLER in roles}
    return [unit for unit in units_in_use() if unit.pk in handling]


def units_in_use() -> list[Unit]:
    """The units there are, by kind and code."""
    return sorted(Unit.objects.filter(active=True), key=rank)


@dataclass(frozen=True)
class UnitPosts:
    """A unit with its posts, as listed on a page."""

    unit: Unit
    posts: list[Post]


def with_posts(units: Sequence[Unit]) -> list[UnitPosts]:
    """These units with their posts, those no longer in use last."""
    by_unit: dict[int, list[Post]] = {}
    for post in Post.objects.filter(unit__in=units).order_by("-active", "pk"):
        by_unit.setdefault(post.unit_id, []).append(post)
    return [UnitPosts(unit, by_unit.get(unit.pk, [])) for unit in units]


def unit_facts(unit: Unit) -> dict[str, object]:
    """What a unit is, to correct in a form."""
    kept = {"name": unit.name, "code": unit.code, "kind": unit.kind, "area": unit.area_id}
    return kept | {"phone": unit.phone, "active": unit.active}


def post_facts(post: Post) -> dict[str, object]:
    """What a post is, to correct in a form."""
    scopes = "、".join(scopes_in_words(post).values())
    return {"name": post.name, "roles": post.roles, "scopes": scopes, "active": post.active}


def scopes_in_words(post: Post) -> dict[str, str]:
    """{prefix: name} of the areas a post lists, ended ones included; what no area has stands for itself."""
    names = areas_of_prefixes(post.scopes)
    return {scope: names.get(scope, scope) for scope in post.scopes}


def unit(pk: int) -> Unit | None:
    """One unit with its area."""
    return Unit.objects.select_related("area").filter(pk=pk).first()


def posts_of(unit: Unit) -> list[Post]:
    """The posts of a unit, those no longer in use last."""
    return list(Post.objects.filter(unit=unit).order_by("-active", "pk"))


def post(pk: int) -> Post | None:
    """One post with its unit."""
    return Post.objects.select_related("unit").filter(pk=pk).first()


def post_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """Posts in use by unit, for a plain <select> with groups."""
    groups: dict[str, list[tuple[int, str]]] = {}
    rows = Post.objects.filter(active=True, unit__active=True).select_related("unit").order_by("pk")
    for post in sorted(rows, key=lambda post: rank(post.unit)):
        groups.setdefault(post.unit.name, []).append((post.pk, post.name))
    return list(groups.items())


def ever_administered() -> bool:
    """Whether anybody was ever given an administrator's post in this county."""
    held = Appointment.objects.select_related("post")
    return any(Role.ADMINISTRATOR in one.post.roles for one in held)


def administrators(at: datetime) -> set[int]:
    """Accounts that may keep accounts now and can really sign in."""
    return keepers(Role.ADMINISTRATOR, at)


def security_hands(at: datetime) -> set[int]:
    """Accounts that may confirm rights now and can really sign in (安全管理员)."""
    return keepers(Role.SECURITY, at)


def keepers(role: Role, at: datetime) -> set[int]:
    """Accounts that hold this role now and can really sign in; in the demo nobody needs a password."""
    rows = in_force(at).filter(account__active=True)
    if not settings.DEMO:
        rows = rows.filter(account__must_set=False)
    return {row.account_id for row in rows.select_related("post") if role in row.post.roles}
