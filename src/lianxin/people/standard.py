"""The units and posts a township begins with (标准单位和岗位); an administrator changes them afterwards."""

from dataclasses import dataclass

from lianxin.kernel.actor import Role
from lianxin.people.rules import UnitKind


@dataclass(frozen=True)
class StandardPost:
    """A post and what its holder may do."""

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class StandardUnit:
    """A unit of the township with its posts."""

    code: str
    name: str
    kind: str
    posts: tuple[StandardPost, ...]


HANDLING = (StandardPost("承办岗", (Role.HANDLER,)), StandardPost("负责人岗", (Role.HANDLER, Role.REVIEWER)))
VILLAGE_POSTS = (StandardPost("村级登记岗", (Role.CLERK,)), StandardPost("村级承办岗", (Role.HANDLER,)))

TOWNSHIP: tuple[StandardUnit, ...] = (
    StandardUnit("LD", "领导班子", UnitKind.LEADERSHIP, (StandardPost("领导岗", (Role.LEADER,)),)),
    StandardUnit(
        "SL",
        "便民服务中心",
        UnitKind.DESK,
        (
            StandardPost("登记岗", (Role.CLERK,)),
            StandardPost("派单岗", (Role.CLERK, Role.TRIAGE)),
            StandardPost("审核岗", (Role.REVIEWER,)),
            StandardPost("回访岗", (Role.CALLBACK,)),
        ),
    ),
    StandardUnit(
        "DZ",
        "党政综合办公室",
        UnitKind.OFFICE,
        (
            *HANDLING,
            StandardPost("系统管理岗", (Role.ADMINISTRATOR,)),
            StandardPost("安全管理岗", (Role.SECURITY,)),
        ),
    ),
    StandardUnit(
        "JW",
        "纪检监察办公室",
        UnitKind.OFFICE,
        (StandardPost("纪检岗", (Role.DISCIPLINE,)), StandardPost("审计岗", (Role.AUDITOR,))),
    ),
    StandardUnit("ZZ", "综治中心", UnitKind.OFFICE, HANDLING),
    StandardUnit("MZ", "民政和社会事务办公室", UnitKind.OFFICE, HANDLING),
    StandardUnit("NY", "农业农村办公室", UnitKind.OFFICE, HANDLING),
    StandardUnit("CJ", "村镇建设和环境办公室", UnitKind.OFFICE, HANDLING),
    StandardUnit("SF", "司法所", UnitKind.STATION, HANDLING),
    StandardUnit("SD", "水电和公用事业站", UnitKind.STATION, HANDLING),
)
ADMINISTRATOR_UNIT, ADMINISTRATOR_POST = "DZ", "系统管理岗"
VILLAGE_CODE = "C{number:02d}"
VILLAGE_UNIT = "{village}村委会"
COMMUNITY_UNIT = "{village}居委会"


def village_unit_name(village: str) -> str:
    """What the office of a village or community is called: 樟荫村 → 樟荫村委会, 新桥社区 → 新桥社区居委会."""
    if village.endswith("社区"):
        return COMMUNITY_UNIT.format(village=village)
    return VILLAGE_UNIT.format(village=village.removesuffix("村"))
