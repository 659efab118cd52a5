"""Sheets that come back: a photo finds its matter by the square; what can't is kept and filed by hand."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import Event
from lianxin.kernel.paper import marks
from lianxin.kernel.paper.layout import Fields, Form
from lianxin.kernel.paper.printing import Paper, give_out
from lianxin.kernel.paper.shelf import form_named
from lianxin.matters.models import Matter
from tests.kernel.paper.photos import as_jpeg, photographed
from tests.township import Township, enter


def sheet(town: Township, matter: Matter, number: str = "") -> bytes:
    """A photo of the answer of a matter, taken askew."""
    paper = Paper(form_named("F-98"), {}, number or f"{matter.number}-1", "matter", matter.pk)
    made = give_out(paper, office="青禾镇", by=town.clerk)
    return as_jpeg(photographed(made.body, degrees=11, lean=0.08))


def bring(client: Client, *photos: bytes, name: str = "IMG_0042.jpg") -> HttpResponse:
    """Upload them."""
    files = [SimpleUploadedFile(name, photo, "image/jpeg") for photo in photos]
    return client.post("/papers/scan/", {"photos": files}, follow=True)


def tray() -> Iterable[Attachment]:
    return Attachment.objects.filter(row_kind="tray")


def white() -> bytes:
    """A photo of nothing."""
    return as_jpeg(Image.new("RGB", (800, 600), "white"))


@pytest.mark.req("FRM-01")
def test_a_photographed_sheet_files_itself_with_its_matter_by_a_move_of_its_own(town: Township) -> None:
    matter, other = town.answered(town.file()), town.file()
    clerk = enter(Client(), town.clerk)
    body = bring(clerk, sheet(town, matter)).content.decode()
    assert f"F-98 办理结果答复书 已归入 {matter.number}。" in body
    kept = Attachment.objects.get()
    assert (kept.row_kind, kept.row_id, kept.origin) == ("matter", matter.pk, "scan")
    event = Event.objects.filter(row_id=matter.pk, move="paper").get()
    assert (event.facts["form"], event.facts["paper"]) == ("F-98", f"{matter.number}-1")
    assert (event.actor_id, event.source, event.target) == (town.clerk.account, "callback", "callback")
    assert "IMG_0042" not in str(event.facts)
    assert clerk.get(f"/files/{kept.client_id}").status_code == 200
    assert enter(Client(), town.roads_handler).get(f"/files/{kept.client_id}").status_code == 404
    shown = clerk.get(f"/matters/{matter.number}/").content.decode()
    assert "归入纸件" in shown
    assert 'href="/papers/scan/"' in shown
    assert (
        'href="/papers/scan/"'
        not in enter(Client(), town.leader).get(f"/matters/{matter.number}/").content.decode()
    )
    assert not Event.objects.filter(row_id=other.pk, move="paper").exists()


def test_the_same_photo_twice_is_filed_once(town: Township) -> None:
    matter = town.answered(town.file())
    clerk, photo = enter(Client(), town.clerk), sheet(town, matter)
    bring(clerk, photo)
    assert f"这张照片已经归在 {matter.number} 里了" in bring(clerk, photo).content.decode()
    assert Attachment.objects.count() == 1
    assert Event.objects.filter(move="paper").count() == 1


def test_what_shows_no_square_is_kept_and_filed_by_the_number_that_is_typed(town: Township) -> None:
    matter = town.file()
    clerk = enter(Client(), town.clerk)
    body = bring(clerk, white()).content.decode()
    assert "没有读出二维码。请把纸放平、拍清楚左下角的方块再传一次" in body
    row = Attachment.objects.get()
    assert clerk.get(f"/files/{row.client_id}").status_code == 200
    assert enter(Client(), town.triage).get(f"/files/{row.client_id}").status_code == 404
    address, prefix = f"/papers/scan/{row.client_id}/", f"{row.client_id}-"
    wrong = clerk.post(address, {f"{prefix}number": "101-2026-000099-9"})
    assert wrong.status_code == 422
    assert "没有这个编号，或者不归您看" in wrong.content.decode()
    assert "101-2026-000099-9" in wrong.content.decode()
    tomorrow = timezone.localdate() + timedelta(days=1)
    late = clerk.post(address, {f"{prefix}number": matter.number, f"{prefix}day": f"{tomorrow}"})
    assert "纸上的日期不能在今天以后" in late.content.decode()
    day = timezone.localdate() - timedelta(days=3)
    assert (
        clerk.post(address, {f"{prefix}number": matter.number, f"{prefix}day": f"{day}"}).status_code == 302
    )
    event = Event.objects.get(row_id=matter.pk, move="paper")
    assert timezone.localdate(event.at) == day
    assert timezone.localdate(event.recorded_at) == timezone.localdate()
    assert list(tray()) == []
    assert Attachment.objects.get().row_id == matter.pk


@pytest.mark.req("FRM-04")
def test_a_blank_sheet_written_on_by_hand_keeps_its_own_number_when_it_is_filed(town: Township) -> None:
    matter = town.file()
    made = give_out(Paper(form_named("F-93")), office="青禾镇", by=town.clerk)
    clerk = enter(Client(), town.clerk)
    body = bring(clerk, as_jpeg(photographed(made.body, degrees=-5, lean=0.02))).content.decode()
    number = f"{timezone.localdate().year}-00001"
    assert f"这是 F-93，编号 {number}" in body
    row = Attachment.objects.get()
    clerk.post(f"/papers/scan/{row.client_id}/", {f"{row.client_id}-number": matter.number})
    facts = Event.objects.get(row_id=matter.pk, move="paper").facts
    assert (facts["form"], facts["paper"]) == ("F-93", number)


def test_a_sheet_of_a_matter_out_of_sight_stays_in_the_tray_as_if_there_were_none(town: Township) -> None:
    matter = town.answered(town.file())
    photo = sheet(town, matter)
    stranger = enter(Client(), town.roads_handler)
    body = bring(stranger, photo).content.decode()
    assert "没有找到它的事项，或者不归您看" in body
    row = Attachment.objects.get()
    assert (row.row_kind, row.row_id) == ("tray", town.roads_handler.account)
    typed = {f"{row.client_id}-number": matter.number}
    assert stranger.post(f"/papers/scan/{row.client_id}/", typed).status_code == 422
    assert enter(Client(), town.clerk).post(f"/papers/scan/{row.client_id}/", typed).status_code == 404
    assert not Event.objects.filter(move="paper").exists()


def test_a_number_whose_code_is_not_its_own_is_not_believed(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = town.answered(town.file())
    with monkeypatch.context() as patch:
        patch.setattr(marks, "check_code", lambda form, number: "ABCD1234")
        photo = sheet(town, matter)
    body = bring(enter(Client(), town.clerk), photo).content.decode()
    assert "查验码和编号对不上" in body
    assert len(list(tray())) == 1


def test_several_at_once_each_go_their_way_and_what_is_no_picture_is_refused_by_name(town: Township) -> None:
    matter, other = town.answered(town.file()), town.answered(town.file())
    clerk = enter(Client(), town.clerk)
    body = bring(
        clerk, sheet(town, matter), white(), b"MZ\x90\x00 no picture", sheet(town, other)
    ).content.decode()
    assert f"已归入 {matter.number}" in body
    assert f"已归入 {other.number}" in body
    assert "没有读出二维码" in body
    assert "“IMG_0042.jpg”" in body
    assert len(list(tray())) == 1
    row = tray()[0]  # type: ignore[index]  # a query set
    assert clerk.post(f"/papers/scan/{row.client_id}/", {"do": "drop"}).status_code == 302
    assert list(tray()) == []
    assert clerk.post("/papers/scan/", {}).status_code == 422


def test_who_files_nothing_has_no_such_page(town: Township) -> None:
    for name, status in (("leader", 403), ("auditor", 403), ("caller", 200), ("water_handler", 200)):
        assert enter(Client(), getattr(town, name)).get("/papers/scan/").status_code == status


def test_the_log_shows_each_reader_the_prints_of_what_they_may_see(town: Township) -> None:
    seen, sealed = town.file(), town.file(type="report", text="反映某人的作风。")
    secret = Form("T-03", "别的", "2026-12", blocks=(Fields(()),))
    for matter in (seen, sealed):
        give_out(
            Paper(form_named("F-93"), {}, matter.number, "matter", matter.pk), office="青禾镇", by=town.triage
        )
    give_out(Paper(secret, {}, "29-000007", "consent", 7), office="青禾镇", by=town.clerk)
    give_out(Paper(form_named("F-28")), office="青禾镇", by=town.clerk)
    leader = enter(Client(), town.leader).get("/papers/log/").content.decode()
    auditor = enter(Client(), town.auditor).get("/papers/log/").content.decode()
    assert (seen.number in leader, sealed.number in leader, "29-000007" in leader) == (True, False, False)
    assert ("29-000007" in auditor, sealed.number in auditor) == (True, False)
    assert "F-28" in leader
    assert town.triage.name in leader
    assert enter(Client(), town.clerk).get("/papers/log/").status_code == 403
