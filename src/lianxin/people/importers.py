"""What of people can be brought in by a sheet, and who an account is when the worker does it later."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.context import current_county
from lianxin.kernel.imports.registry import Importer, actors_by, register
from lianxin.kernel.policy import holds
from lianxin.people.intake import households, residents, staff_sheet
from lianxin.people.intake.columns import HOUSEHOLDS, PERSON_EXAMPLE, RESIDENTS, SINCE, STAFF
from lianxin.people.models import Account
from lianxin.people.queries import actor_of
from lianxin.people.rules.residents import residents_desk


def actor_now(account: int) -> Actor | None:
    """The account as it may act now in this county."""
    row = Account.objects.filter(pk=account, county=current_county()).first()
    return actor_of(row, at=timezone.now(), passwordless=settings.HOME.demo) if row else None


actors_by(actor_now)

register(
    Importer(
        "residents",
        _("居民"),
        RESIDENTS,
        see=residents_desk,
        take=residents.take,
        undo=residents.undo,
        lead=_("一人一行。有身份证号的按证号、没有的按姓名和电话，已经建过档案的不会重复。"),
        order=20,
        onward=(_("看居民名单"), "residents"),
        example=PERSON_EXAMPLE,
    )
)
register(
    Importer(
        "households",
        _("户和成员"),
        HOUSEHOLDS,
        see=residents_desk,
        take=households.take,
        undo=households.undo,
        lead=_(
            "一人一行，同一户写同一个户编号。没有档案的成员会一起建档案；一户里有一行不对，这一户都不收。"
        ),
        asks=(SINCE,),
        order=21,
        onward=(_("看各户"), "households"),
        example={"household": "1", "kin": "户主", **PERSON_EXAMPLE},
    )
)
register(
    Importer(
        "staff",
        _("人员和账号"),
        STAFF,
        see=holds(Role.ADMINISTRATOR),
        take=staff_sheet.take,
        undo=staff_sheet.undo,
        lead=_(
            "本单位的工作人员，一人一行。有一行不对，就一个也不导入。导入以后到“人员和账号”打印一次性链接单。"
        ),
        whole=True,
        order=60,
        onward=(_("打印一次性链接单"), "slips"),
        example={
            "姓名": "白鹭洲",
            "登录名": "bailuzhou",
            "单位": "便民服务中心",
            "岗位": "登记岗",
            "电话": "19900001111",
        },
    )
)
