"""Which settings have a page, in which group, and what a change of each would alter (设置目录)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.editions import Json, Setting
from lianxin.kernel.policy import Rule, holds
from lianxin.web.parts import Text
from lianxin.web.settings_form import SettingForm

Alters = Callable[[Json, Json], list[Text]]
Foresee = Callable[[Setting[Any], str, Json], list[Text]]
Scopes = Callable[[Actor], list[tuple[str, str]]]

administrator = holds(Role.ADMINISTRATOR)


def nothing_more(before: Json, after: Json) -> list[Text]:
    """A change that alters nothing but itself."""
    return []


def nothing_else(setting: Setting[Any], scope: str, value: Json) -> list[Text]:
    """A change that moves nothing elsewhere."""
    return []


@dataclass(frozen=True)
class SettingPage:
    """The page of one setting; `alters` says in sentences what a change would touch beyond the value itself.

    `foresee` is asked with the setting and the area, for what has to be counted. A page that is not `listed` is
    reached from another one.
    """

    setting: Setting[Any]
    form: type[SettingForm]
    group: Text
    lead: Text = ""
    alters: Alters = nothing_more
    see: Rule = administrator
    template: str = "web/settings/boxes.html"
    order: int = 50
    listed: bool = True
    foresee: Foresee = nothing_else


@dataclass(frozen=True)
class Elsewhere:
    """A line of the same list that leads to pages of their own (areas, units, the duty catalogue …)."""

    label: Text
    name: str
    group: Text
    lead: Text = ""
    see: Rule = administrator
    order: int = 50


_pages: dict[str, SettingPage] = {}
_elsewhere: dict[str, Elsewhere] = {}
_scopes: list[Scopes] = []


def show(*pages: SettingPage) -> None:
    """Give these settings a page; called from an app's `ready()`, twice does no harm."""
    _pages.update({page.setting.code: page for page in pages})


def link(*entries: Elsewhere) -> None:
    """List these pages beside the settings."""
    _elsewhere.update({entry.name: entry for entry in entries})


def offer_scopes(scopes: Scopes) -> None:
    """Say for which areas an actor may set what differs by area; handed in by the app that knows areas."""
    _scopes[:] = [scopes]


def scopes_of(actor: Actor) -> list[tuple[str, str]]:
    """(prefix, name) of the areas this actor may choose from."""
    return [scope for offered in _scopes for scope in offered(actor)]


def page_of(code: str, actor: Actor) -> SettingPage | None:
    """The page of a setting this actor may change."""
    page = _pages.get(code)
    return page if page is not None and page.see(actor, None) else None


def pages_without_setting(codes: list[str]) -> list[str]:
    """Settings nobody can reach on a page: the build has none."""
    return [code for code in codes if code not in _pages]


def listed(actor: Actor) -> list[tuple[Text, list[SettingPage | Elsewhere]]]:
    """Everything this actor may set, by group."""
    groups: dict[str, list[SettingPage | Elsewhere]] = {}
    known: list[SettingPage | Elsewhere] = [*_pages.values(), *_elsewhere.values()]
    for entry in sorted(known, key=lambda entry: entry.order):
        if entry.see(actor, None) and getattr(entry, "listed", True):
            groups.setdefault(str(entry.group), []).append(entry)
    return list(groups.items())
