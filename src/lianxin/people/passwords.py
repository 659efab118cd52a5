"""Passwords: how they are kept, and what is a good one (ASVS 5.0 chapter 6.2)."""

from functools import cache

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

SHORTEST = 12
LONGEST = 128


class Argon2(Argon2PasswordHasher):
    """Argon2id by OWASP's sheet (19 MiB, 2 passes): thirty people signing in at once fit a small server.

    Django's own setting takes 100 MiB a sign-in, three gigabytes on a Monday morning.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


def fault_of(password: str, *, login: str, name: str = "", kinds: int = 0) -> str | None:
    """Why this password is refused, in words, or None.

    Length and lists only (ASVS 6.2.5); rules of composition where an office has to have them: `kinds` of capital,
    small letter, digit and other sign (等保).
    """
    if len(password) < SHORTEST:
        return _("密码至少 12 个字，可以用一句自己记得住的话。")
    if len(password) > LONGEST:
        return _("密码最多 128 个字。")
    if len(set(password)) < 5 or _is_common(password):
        return _("这个密码太常见，容易被猜中。请换一句话。")
    if any(word and word in password.lower() for word in (login.lower(), name.lower())):
        return _("密码里不要带登录名或姓名。")
    if kinds_in(password) < kinds:
        return _("密码要有大写字母、小写字母、数字、其他字符中的 %(kinds)d 种，请补上。") % {"kinds": kinds}
    return None


def kinds_in(password: str) -> int:
    """How many of the four kinds of sign are in it; a Chinese character is of the fourth."""
    marks = {"A" if sign.isascii() and sign.isupper() else kind_of(sign) for sign in password}
    return len(marks)


def kind_of(sign: str) -> str:
    """The kind of one sign that is no capital."""
    if sign.isascii() and sign.islower():
        return "a"
    return "0" if sign.isascii() and sign.isdigit() else "-"


def _is_common(password: str) -> bool:
    try:
        _list().validate(password)
    except ValidationError:
        return True
    return False


@cache
def _list() -> CommonPasswordValidator:
    return CommonPasswordValidator()


def hashed(password: str) -> str:
    """The stored form of a password."""
    return make_password(password)


def matches(password: str, stored: str | None) -> bool:
    """Whether the password fits; with nothing stored it costs the same work and says no.

    Equal work keeps an attacker from telling known logins by the clock (ASVS 6.3.8, quality B3).
    """
    stand_in = _stand_in()
    return check_password(password, stored or stand_in) and stored is not None


@cache
def _stand_in() -> str:
    return make_password(get_random_string(32))
