"""Speaking for others: 登记代为反映, 撤回委托, 登记代表和附议."""

from collections.abc import Iterable

from lianxin.appeals import letters
from lianxin.appeals.actions.telling import tell_everybody
from lianxin.appeals.models import Appellant, Proxy
from lianxin.appeals.queries.speakers import keys_of_speakers
from lianxin.appeals.queries.speaking import first_speaker, standing_proxy
from lianxin.appeals.rules import Identity, way_by
from lianxin.appeals.rules.speaking import Part
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.message import Channel as TellBy
from lianxin.matters.workflow import Acting


def person(acting: Acting, name: str, phone: str, part: Part) -> Appellant:
    """One more of those who speak; who only cosigns is told nothing by themselves."""
    one = Appellant(matter=acting.row, identity=identity_of(acting), part=part)
    one.name, one.phone = name, phone
    one.phone_index = blind_index(phone, "phone") if phone else ""
    one.tell_by = TellBy.NONE if part == Part.COSIGNER else way_by(phone)
    acting.add(one)
    return one


def identity_of(acting: Acting) -> str:
    """Who joins somebody who asked for confidence is kept in confidence too."""
    speaker = first_speaker(acting.row)
    return speaker.identity if speaker is not None else Identity.NAMED


def name_proxy(acting: Acting) -> None:
    """登记代为反映: who filed speaks for the one named here, by their consent."""
    speaker, data = first_speaker(acting.row), acting.data
    assert speaker is not None  # noqa: S101  # the guard looked
    principal = person(acting, data["name"], data.get("phone") or "", Part.SELF)
    acting.change(speaker, part=Part.PROXY)
    acting.add(
        Proxy(
            matter=acting.row,
            proxy=speaker,
            principal=principal,
            kin=data["kin"],
            agreed=data["agreed"],
            agreed_at=acting.now,
            taken_by=acting.by.account,
        )
    )
    acting.facts |= {"kin": str(data["kin"]), "agreed": str(data["agreed"])}
    index_names(acting, [principal])


def take_back(acting: Acting) -> None:
    """撤回委托: the matter goes on with the one it is about; the proxy is told so, and nothing after it."""
    proxy = standing_proxy(acting.row)
    assert proxy is not None  # noqa: S101  # the guard looked
    how = {"withdrawn": acting.data["how"], "withdrawn_by": acting.by.account}
    acting.change(proxy, withdrawn_at=acting.now, **how)
    acting.facts["withdrawn"] = str(acting.data["how"])
    # The receipt is in the proxy's hands: it opens nothing any more, the desk tells the principal by their own way.
    acting.row.query_hash = ""
    tell_everybody(acting, letters.TAKEN_BACK_TOLD)


def come_together(acting: Acting) -> None:
    """登记代表和附议: at most five speak for all; everybody's name stays on record."""
    speaker, data = first_speaker(acting.row), acting.data
    assert speaker is not None  # noqa: S101  # the guard looked
    named = everybody(acting, data.get("representatives"), Part.REPRESENTATIVE)
    agreeing = everybody(acting, data.get("cosigners"), Part.COSIGNER)
    if named and speaker.part == Part.SELF:
        acting.change(speaker, part=Part.REPRESENTATIVE)
    acting.facts |= {"representatives": len(named), "cosigners": len(agreeing)}
    index_names(acting, [*named, *agreeing])


def everybody(acting: Acting, people: Iterable[tuple[str, str]] | None, part: Part) -> list[Appellant]:
    """Those of a list of names and telephones."""
    return [person(acting, name, phone, part) for name, phone in people or ()]


def index_names(acting: Acting, fresh: Iterable[Appellant]) -> None:
    """The matter is found by their names too."""
    acting.name(keys_of_speakers([*acting.row.appellants.order_by("pk"), *fresh]))
