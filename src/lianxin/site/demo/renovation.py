"""A renovation under way when the demo's year ends: plan, posting, promises, one word against it (小区改造)."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from lianxin.kernel.actor import Actor
from lianxin.matters.act import open_row
from lianxin.matters.models import Matter
from lianxin.renovation.actions.filing import make_with_files
from lianxin.renovation.models import Project, SitePromise
from lianxin.renovation.workflow import PROJECT
from lianxin.site.demo.cast import DESK, Cast
from lianxin.site.demo.content import local
from lianxin.site.demo.files import key, one_of

VILLAGE, UNIT, HEARD = "樟荫社区", "村镇建设办公室", "三伏天连着三天停电"
PLAN = {
    "name": "学府巷老旧小区改造",
    "plan": "换雨污管网，架空线入地；东侧绿地一半改成 18 个停车位，一半留作菜园和桂花；12 月底完。",
    "buildings": ["1 栋", "2 栋", "3 栋", "4 栋"],
    "contractor": "云汀建筑公司学府巷项目部",
    "phone": "0990-1234567",
}
ASKED: dict[str, Any] = {"how": "1—4 栋逐户上门", "asked": 96, "agreed": 78, "against": 7, "silent": 11}
BASIS: dict[str, Any] = {
    "what": "3 栋东侧砖棚，约 6 平方米",
    "building": "3 栋",
    "body": "云汀县综合行政执法局",
    "decision": "云综执决〔2026〕31 号",
    "law": "城乡规划法第六十四条（请核对原文）",
    "decided_on": date(2026, 4, 2),
    "served_on": date(2026, 4, 7),
    "remedy": "60 日内可以向县政府申请复议，6 个月内可以向法院起诉",
    "remedy_until": date(2026, 10, 7),
}
HOURS: dict[str, Any] = {
    "noise_from": time(8),
    "noise_until": time(18),
    "rest_from": time(12),
    "rest_until": time(14),
}
FIRM = PLAN["contractor"]
GARDEN: dict[str, Any] = {"what": "东侧留 30 平方米菜园，沿路补种 12 株桂花", "by_whom": FIRM}
QUIET: dict[str, Any] = {"what": "每晚 6 点收工，洒水降尘", "by_whom": FIRM}


def renovate(cast: Cast) -> None:
    """From the plan of September to the works of November."""
    works = Works(cast)
    works.plan()
    works.begin()
    works.promise()


class Works:
    """The one project, its hands, and the days they worked on it."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.unit = one_of(cast, UNIT, "承办岗")
        self.desk = one_of(cast, DESK, "派单岗", "车佩玲")
        self.mayor = one_of(cast, "党政综合办公室", "镇长岗")
        said = {**PLAN, "area": cast.villages[VILLAGE].pk, "unit": cast.units[UNIT].pk}
        self.row: Project = open_row(
            PROJECT, by=self.desk, data=said, client_id=key("project"), at=moment("2026-09-14 09:20")
        )

    def go(self, move: str, at: str, by: Actor | None = None, **data: Any) -> None:
        """One move at a moment of the story."""
        self.row.refresh_from_db()
        known = key(f"project/{move}/{self.row.version}")
        make_with_files(
            self.row,
            move,
            by=by or self.unit,
            data=data,
            client_id=known,
            version=self.row.version,
            at=moment(at),
        )

    def plan(self) -> None:
        """Drawn, asked, posted for nine days, one structure with its decision."""
        self.go("add_files", "2026-09-15 10:00", kind="drawing", papers=[drawing("总平面图.png")])
        self.go("consult", "2026-09-20 18:00", day=date(2026, 9, 20), **ASKED)
        self.go("demolish", "2026-09-21 09:00", papers=[drawing("决定书.png", shade=190)], **BASIS)
        days: dict[str, Any] = {
            "since": date(2026, 9, 23),
            "until": date(2026, 10, 1),
            "where": "小区东门、各单元门口",
        }
        photos = [drawing("公示第一天.png", shade=210)]
        self.go("post", "2026-09-23 08:30", photos=photos, no_photo="", **days)

    def begin(self) -> None:
        """Looked at to the end, begun with the hours of quiet, one appeal that speaks of it."""
        photos = [drawing("公示最后一天.png", shade=170)]
        self.go("take_down", "2026-10-02 08:40", photos=photos, no_photo="")
        self.go("start", "2026-10-09 09:00", by=self.mayor, day=date(2026, 10, 9), **HOURS)
        heard = Matter.objects.get(title=HEARD)
        self.go("link", "2026-10-10 10:00", by=self.desk, number=heard.number, about="other", building="2 栋")
        self.go("promise", "2026-10-12 09:00", due_on=date(2026, 11, 10), **GARDEN)
        self.go("advance", "2026-10-26 17:00", day=date(2026, 10, 26), words="1、2 栋雨污管换完。", photos=[])

    def promise(self) -> None:
        """One kept, one open."""
        self.go("promise", "2026-11-02 09:00", due_on=date(2026, 12, 25), **QUIET)
        kept = SitePromise.objects.get(what=GARDEN["what"])
        self.go("settle", "2026-11-09 16:00", promise=kept.pk, kept="yes", words="居民一起种的。")
        self.go("advance", "2026-11-16 17:00", day=date(2026, 11, 16), words="架空线全部入地。", photos=[])


def moment(text: str) -> datetime:
    """A moment of the office: `2026-09-14 09:20`."""
    return local(datetime.fromisoformat(text))


def drawing(name: str, shade: int = 240) -> SimpleUploadedFile:
    """A sheet with a few lines on it, in place of a photograph."""
    sheet, file = Image.new("L", (420, 300), shade), BytesIO()
    pen = ImageDraw.Draw(sheet)
    for left in range(30, 390, 90):
        pen.rectangle((left, 60, left + 60, 200), outline=60)
    pen.line((10, 250, 410, 250), fill=60, width=4)
    sheet.save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), "image/png")
