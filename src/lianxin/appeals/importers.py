"""What of appeals can be brought in by a sheet."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.intake import importing
from lianxin.appeals.intake.columns import ASKS, COLUMNS, EXAMPLE
from lianxin.kernel.actor import Role
from lianxin.kernel.imports.registry import Importer, register
from lianxin.kernel.policy import holds

register(
    Importer(
        "appeals",
        _("诉求"),
        COLUMNS,
        see=holds(Role.CLERK, Role.TRIAGE),
        take=importing.take,
        undo=importing.undo,
        made=importing.made,
        lead=_("12345、信箱或本单位台账里的诉求。填了答复的按历史补录，没填的在派单岗等着。"),
        asks=ASKS,
        known=importing.known,
        keeps=True,
        keeps_file=True,
        order=10,
        onward=(_("看全部事项"), "matters"),
        example=EXAMPLE,
    )
)
