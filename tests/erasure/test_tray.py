"""Pictures of sheets that nobody filed belong to no matter: they have a time of their own (C11, 拍照归档)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from lianxin.kernel import clock
from lianxin.kernel.actor import system
from lianxin.kernel.attachments import attach, path_of, receive
from lianxin.kernel.editions import Change, change
from lianxin.kernel.erasure import batches
from lianxin.kernel.erasure.retention import RETENTION
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.erasure import RegisterLine
from lianxin.matters import scans
from tests.erasure.canary import LISTED, RUN, agreed
from tests.kernel.paper.photos import as_jpeg
from tests.township import Township, at, enter

OLD, FRESH = at("2026-05-31 17:00"), at("2026-06-02 08:00")
Capture = Callable[..., Any]


def picture(grey: int) -> SimpleUploadedFile:
    """A photo without a square, every grey another file."""
    photo = as_jpeg(Image.new("RGB", (60, 40), (grey, grey, grey)))
    return SimpleUploadedFile("IMG_0042.jpg", photo, "image/jpeg")


def brought(town: Township, grey: int, when: datetime) -> Attachment:
    """A picture in the clerk's tray."""
    with clock.standing_at(when):
        return scans.take_in(picture(grey), by=town.clerk, client_id=uuid7()).scan


@pytest.mark.req("C11")
def test_what_nobody_filed_for_half_a_year_is_listed_and_goes_with_its_file_and_a_line_in_the_register(
    town: Township, django_capture_on_commit_callbacks: Capture
) -> None:
    old, twin, fresh = brought(town, 10, OLD), brought(town, 20, OLD), brought(town, 30, FRESH)
    filed = attach(receive(picture(20)), row_kind="matter", row_id=town.file().pk)
    with clock.standing_at(LISTED):
        (batch,) = batches.list_next_month()
    assert [(line.record, line.row_id) for line in batch.lines.all()] == [("tray", batches.ROLLS)]
    page = enter(Client(), town.administrator).get(f"/erasure/{batch.pk}/").content.decode()
    assert all(words in page for words in ("拍照归档里没有归到事项的照片", "过了期限的", "期限暂定"))
    with clock.standing_at(RUN), django_capture_on_commit_callbacks(execute=True):
        agreed(town, batch)
    assert set(Attachment.objects.all()) == {fresh, filed}
    paths = [path_of(town.county, one.served_sha256) for one in (old, twin, fresh)]
    assert [path.exists() for path in paths] == [False, True, True]
    line = RegisterLine.objects.get()
    assert (line.record, line.count, line.cause) == ("tray", 2, "monthly")
    assert line.basis.startswith("个人信息保护法")


@pytest.mark.req("C11")
def test_an_office_says_how_long_and_the_tray_says_it_to_who_has_something_in_it(town: Township) -> None:
    brought(town, 10, OLD)
    tray = enter(Client(), town.clerk)
    assert "放了 0.5 年还没有归档的，会列入到期删除" in tray.get("/papers/scan/").content.decode()
    wanted = Change({"tray": {"months": 12, "basis": "本单位档案期限表"}})
    with clock.standing_at(FRESH):
        change(RETENTION, wanted, by=system(town.county), client_id=uuid7())
    assert "放了 1 年还没有归档的" in tray.get("/papers/scan/").content.decode()
    with clock.standing_at(LISTED):
        assert batches.list_next_month() == []
    rules = enter(Client(), town.security).get("/erasure/").content.decode()
    assert all(words in rules for words in ("拍照归档里没有归到事项的照片", "1 年", "本单位档案期限表"))
