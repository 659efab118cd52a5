"""What of staff and residents depends on the installation they lie in (迁移登记)."""

from lianxin.kernel import clock
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.relocation.registry import Hashed, accounts, accounts_listed, index, on_arrival, shared
from lianxin.people.actions.sign_in import end_all
from lianxin.people.models import (
    Account,
    ApiToken,
    Appointment,
    Avoidance,
    Consent,
    Handover,
    Merging,
    Person,
    Proposal,
    RecoveryCode,
    ResidentTag,
    SecurityAlarm,
)
from lianxin.people.queries.residents import ID_NUMBER, PHONE


def hashed(purpose: str) -> Hashed:
    """The blind index of what is sealed beside, for one purpose."""
    return lambda plain, row: blind_index(plain, purpose)


shared(Account, called="login")
accounts_listed(Appointment, "inherits")
accounts(ApiToken, "made_by")
accounts(Consent, "taken_by")
accounts(Handover, "handed_by")
accounts(Merging, "proposed_by decided_by undone_by")
accounts(Proposal, "proposed_by decided_by")
accounts(ResidentTag, "set_by ended_by")
accounts(SecurityAlarm, "closed_by")
index(Person, "phone_index", of="phone_sealed", by=hashed(PHONE))
index(Person, "other_phone_index", of="other_phone_sealed", by=hashed(PHONE))
index(Person, "id_number_index", of="id_number_sealed", by=hashed(ID_NUMBER))
index(Avoidance, "phone_index", of="phone_sealed", by=hashed(PHONE))


@on_arrival("people.recovery_codes")
def void_codes() -> None:
    """Codes on paper are kept as hashes under the old key: none of them fits any more, new ones are printed."""
    RecoveryCode.objects.filter(used_at=None).update(used_at=clock.now())


@on_arrival("people.sign_ins")
def end_stays() -> None:
    """Everybody signs in anew, where the county is now."""
    end_all(at=clock.now())


@on_arrival("people.tokens")
def revoke_tokens() -> None:
    """A program's token was given for the old place: it gets a new one here."""
    ApiToken.objects.filter(revoked_at=None).update(revoked_at=clock.now())
