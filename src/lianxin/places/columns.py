"""The columns of sheets about areas: one declaration for what goes out and what comes in (表格的列)."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.levels import Level
from lianxin.kernel.sheets.columns import Column, Kind
from lianxin.places.rules import AreaKind

AREA = (
    Column(
        "code",
        _("区划代码"),
        Kind.CODE,
        required=True,
        level=Level.PUBLIC,
        width=20,
        aliases=("代码", "code"),
    ),
    Column("name", _("名称"), required=True, level=Level.PUBLIC, width=20, aliases=("地名", "name")),
    Column("kind", _("类别"), Kind.CHOICE, level=Level.PUBLIC, choices=AreaKind.choices, width=12),
    Column("parent", _("上级代码"), Kind.CODE, level=Level.PUBLIC, width=20, aliases=("parent",)),
    Column("parent_name", _("上级"), level=Level.PUBLIC, width=20),
    Column("reading", _("读音"), level=Level.PUBLIC, width=20, note=_("拼音，只在词典读错时写。")),
    Column("valid_from", _("设立日期"), Kind.DATE, level=Level.PUBLIC, width=12),
    Column("formerly", _("曾用名"), level=Level.PUBLIC, width=24),
)
