"""The part of a county's move that needs the database; the command says what came of it (迁移)."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from lianxin import __version__
from lianxin.kernel import crypto
from lianxin.kernel.backups.archive import Say
from lianxin.kernel.backups.sealed_file import Refused
from lianxin.kernel.chain import Closed
from lianxin.kernel.context import in_county
from lianxin.kernel.counties import served
from lianxin.kernel.relocation import arriving, closing, leaving
from lianxin.kernel.relocation.arriving import Arrived, Checked
from lianxin.kernel.relocation.leaving import Left
from lianxin.site import relocating_words as words
from lianxin.site.commands.rebuild import sentences


def leave(county: int, path: Path, *, say: Say) -> Left:
    """Write a county's file. Raises Unable, Refused."""
    if county not in served():
        raise words.not_here(county, served())
    if path.exists():
        raise words.there_already(path)
    try:
        with in_county(county):
            return leaving.leave(Path(settings.HOME.path), path, __version__, say=say)
    except Closed as closed:
        raise words.closed(county, closed.where) from closed


def prepare() -> None:
    """A data folder that was made a moment ago gets its key and its tables."""
    crypto.make_key_file(crypto.key_file())
    call_command("migrate", verbosity=0, interactive=False)


def arrive(checked: Checked, *, say: Say) -> Arrived:
    """Take a county in, when it fits here. Raises Refused."""
    arriving.refuse_unfit(checked)
    return arriving.take_in(checked, Path(settings.HOME.path), prove=prove, say=say)


def prove() -> None:
    """Every matter as its log says, every number accounted for. Raises Refused."""
    wrong = next(sentences(), None)
    if wrong is not None:
        raise Refused("chain", sentence=wrong)


def close(county: int, where: str) -> None:
    """Nothing more happens here in this county, whose people are told where it went. Raises Unable."""
    if county not in served():
        raise words.not_here(county, served())
    if not where:
        raise words.where_to(county)
    try:
        with in_county(county):
            closing.close(where)
    except Closed as closed:
        raise words.closed(county, closed.where) from closed
    except closing.NeverExported as never:
        raise words.never_exported(county) from never
    except closing.WorkedSince as since:
        raise words.worked_since(county, since.count) from since


def reopen(county: int) -> bool:
    """Work goes on here after all; False when it never stopped."""
    with in_county(county):
        return closing.reopen()
