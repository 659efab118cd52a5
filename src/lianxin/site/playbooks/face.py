"""What the pages of a story's office say about it: its name, its telephone, where it is (单位名称)."""

from functools import partial

from lianxin.kernel.actor import system
from lianxin.kernel.editions import Change, change
from lianxin.site.demo.cast import DESK
from lianxin.site.playbooks.script import Script
from lianxin.web.office import FACE


def write(script: Script) -> None:
    """The office names itself on its first day."""
    town, desk = script.book.town["town"]["name"], script.cast.units[DESK]
    words = {"name": f"{town}连心桥", "phone": desk.phone, "address": f"{town}{DESK}"}
    by, unique = system(script.book.code), script.key("face")
    script.at(script.book.first, partial(change, FACE, Change(words), by=by, client_id=unique))
