"""What each page may ask the database, whatever the size of the country and of the office."""

from dataclasses import dataclass

from tests.township import TOWN

FILING = {"text": "水管漏了三天。", "type": "help", "identity": "anonymous", "go": "where"}
LOOKING = FILING | {"area-find": "1"}
SETTING = 7
WITH_PREVIEW = {"erasure.retention": 8}  # counts what would fall due
SETTING_BY_AREA = SETTING + 1  # and the townships it may differ for


@dataclass(frozen=True)
class Page:
    """An address, who opens it (nobody signed in: ""), and how many queries it takes; a form with what is `sent`."""

    who: str
    address: str
    queries: int
    sent: dict[str, str] | None = None


PICKER = (
    Page("", "/areas/find/?name=area&q=樟荫", 4),
    Page("clerk", "/areas/find/?name=area&q=樟荫", 7),
    Page("clerk", "/areas/find/?name=area&q=zyc", 7),
    Page("clerk", "/areas/find/?name=area&q=张英村", 7),  # as it sounds
    Page("clerk", "/areas/find/?name=area&q=990901101201", 7),
    Page("clerk", "/matters/?area-find=1", 15),  # the townships
    Page("clerk", "/matters/?area-find=1&area={township}", 17),  # the villages of one
    Page("clerk", "/matters/?area={village}", 17),
    Page("clerk", "/matters/?area-words=樟荫村", 17),
    Page("", "/file/", 3, FILING),
    Page("", "/file/", 5, LOOKING),
    Page("", "/file/", 6, LOOKING | {"area-words": "zy"}),
    Page("", "/file/", 5, LOOKING | {"area": "{township}"}),
)
FORMS = (
    Page("clerk", "/desk/new/", 12),
    Page("town clerk", "/desk/new/", 12),
    Page("triage", "/matters/{waiting}/do/accept/", 24),
    Page("town triage", "/matters/{waiting}/do/accept/", 24),
    Page("triage", "/matters/{accepted}/do/dispatch/", 30),
    Page("administrator", "/units/new/", 7),
    Page("administrator", "/units/{unit}/", 10),
    Page("administrator", "/posts/{post}/", 7),
    Page("administrator", "/people/new/", 7),
    Page("administrator", "/people/new/", 8, {"unit_words": "站", "find": "1"}),
    Page("administrator", "/people/{account}/", 10),
    Page("administrator", "/duties/{draft}/lines/new/", 12),
    Page("triage", "/duties/{draft}/try/", 11),
    Page("triage", "/duties/{draft}/try/?go=1&area={village}&text=水管", 16),
    Page("administrator", "/areas/{group}/change/move/", 8),
    Page("administrator", "/areas/{village}/change/merge/", 7),
    Page("administrator", "/areas/{village}/add/", 7),
    Page("clerk", "/residents/new/", 7),
    Page("clerk", "/households/new/", 7),
    Page("clerk", "/me/avoid/", 8),
)
LISTS = (
    Page("administrator", "/areas/", 7),
    Page("administrator", "/areas/?q=zy", 10),
    Page("administrator", "/areas/{county}/", 12),
    Page("administrator", "/areas/{township}/", 13),
    Page("administrator", "/areas/{village}/", 13),
    Page("administrator", "/areas/changes/", 7),
    Page("administrator", "/people/", 17),
    Page("administrator", "/people/?q=zaa", 17),
    Page("administrator", "/people/slips/?state=", 12),
    Page("administrator", "/units/", 8),
    Page("administrator", "/classes/", 12),
    Page("administrator", "/duties/", 10),
    Page("administrator", "/suggestions/", 15),
    Page("administrator", "/duties/{draft}/", 13),
    Page("administrator", "/duties/{draft}/checks/", 13),
    Page("administrator", "/handovers/", 8),
    Page("security", "/grants/", 9),
    Page("clerk", "/residents/", 8),
    Page("clerk", "/households/", 7),
    Page("auditor", "/audit/looks/", 20),
    Page("auditor", "/audit/avoidances/", 13),
    Page("leader", "/leader/", 22),
    Page("leader", "/leader/villages/", 12),
    Page("leader", "/leader/monday/", 56),
    Page("leader", "/leader/wall/", 8),
    Page("leader", "/leader/months/", 11),
    Page("leader", "/leader/months/2026-10/analysis/", 13),
    Page("leader", "/leader/topics/new/", 11),
    Page("leader", "/leader/frozen/", 8),
    Page("leader", "/leader/claims/", 7),
    Page("auditor", "/leader/quality/", 7),
    Page("leader", "/stories/", 7),
    Page("", "/open/", 4),
    Page("leader", "/matters/?figure=on_time&since=2026-11-02&until=2026-11-08&side=denominator", 14),
    Page("leader", "/by-class/", 15),
    Page("leader", "/by-unit/", 18),
    Page("clerk", "/papers/", 6),
    Page("clerk", "/papers/scan/", 8),
    Page("auditor", "/papers/log/", 7),
    Page("administrator", "/settings/", 7),
    Page("triage", "/imports/", 7),
    Page("administrator", "/settings/calendar/", 6),
    Page("administrator", "/settings/backups/", 6),
    Page("administrator", "/settings/restored/", 8),
    Page("administrator", f"/settings/office.hours/?area={TOWN}", 9),
)
QUEUES = (
    Page("triage", "/matters/", 13),
    Page("triage", "/matters/?state=open", 13),
    Page("leader", "/matters/?q=水管", 15),
    Page("leader", "/matters/?place=樟荫", 17),
    Page("triage", "/matters/?who=林小满", 19),
    Page("triage", "/matters/?who=lxm", 19),
    Page("triage", "/matters/?who=19900001111", 19),
    Page("triage", "/matters/views/new/?state=open", 8),
    Page("triage", "/desk/triage/", 19),
    Page("caller", "/desk/callbacks/", 9),
    Page("town caller", "/desk/callbacks/", 9),
    Page("caller", "/desk/tell/", 9),
    Page("reviewer", "/desk/corrections/", 7),
    Page("triage", "/desk/returns/", 8),
    Page("handler", "/desk/returns/", 9),
    Page("clerk", "/desk/", 21),
    Page("triage", "/desk/", 29),
    Page("handler", "/desk/", 25),
    Page("reviewer", "/desk/", 20),
    Page("caller", "/desk/", 15),
    Page("leader", "/desk/", 21),
    Page("handler", "/desk/morning/", 16),
    Page("triage", "/desk/morning/", 16),
    Page("handler", "/matters/{working}/", 27),
)
PAGES = (*PICKER, *FORMS, *LISTS, *QUEUES)
