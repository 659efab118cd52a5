"""The client id of a page (客户端编号): made when it is opened, signed, good for one appeal."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from lianxin.kernel.ids import uuid7


def _signer() -> Signer:
    return Signer(salt="lianxin.doors.filing")


def new_claim() -> str:
    """A client id for a page that is being opened, signed: nobody but this page can send it again."""
    return claim_of(uuid7())


def claim_of(client_id: UUID) -> str:
    """A client id that was drawn elsewhere, signed as a page of ours has it."""
    return _signer().sign(str(client_id))


def claimed(value: str) -> UUID | None:
    """The client id of a page of ours; None for anything else."""
    try:
        return UUID(_signer().unsign(value))
    except (BadSignature, ValueError):
        return None
