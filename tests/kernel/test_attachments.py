"""Files on rows: taken in without harm, fetched only by whom the row's owner lets, and only unchanged."""

import errno
import hashlib
import os
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from lianxin.kernel import attachments
from lianxin.kernel.actor import Actor, resident
from lianxin.kernel.attachment_pages import urlpatterns
from lianxin.kernel.attachments import Damaged, attach, receive, receive_all, store
from lianxin.kernel.context import in_county
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.county import County
from lianxin.kernel.sniffing import FileRefused
from tests.kernel.hostile import HTML, NAMES, REFUSED, TAKEN, pdf, photo_with_gps, picture, upload

STRANGER = resident(990901)
OWNER = resident(990901, receipts=frozenset({7}))
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(county: County, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The county's files; a matter's files are for whoever holds its receipt."""
    monkeypatch.setattr(attachments, "_guards", {})
    attachments.guard_attachments("matter", lambda by, file: file.row_id in by.receipts)
    path = Path(settings.HOME.path) / "files" / str(county.code)
    for file in stored(path):
        file.unlink()
    return path


def stored(path: Path) -> list[Path]:
    """Every file that lies there."""
    return sorted(file for file in path.rglob("*") if file.is_file())


def fetch(file: Attachment, by: Actor, method: str = "get") -> HttpResponse:
    """The answer to one request for a file, through its address."""
    request = getattr(RequestFactory(), method)(f"/files/{file.client_id}")
    request.actor = by
    response = urlpatterns[0].callback(request, client_id=file.client_id)
    assert isinstance(response, HttpResponse)
    return response


def age(path: Path, by: timedelta) -> None:
    """Make a file look that old."""
    moment = time.time() - by.total_seconds()
    os.utime(path, (moment, moment))


@pytest.mark.req("E6")
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_photo_and_no_pdf_is_refused_with_a_remedy(name: str, folder: Path) -> None:
    data, code = REFUSED[name]
    with pytest.raises(FileRefused, match=r"请") as refusal:
        store(upload(data, f"{name}.jpg"), row_kind="matter", row_id=7)
    assert (refusal.value.code, name in refusal.value.message) == (code, True)
    assert stored(folder) == []
    assert not Attachment.objects.exists()


@pytest.mark.req("E6")
@pytest.mark.parametrize("name", TAKEN)
def test_photos_and_pdfs_are_taken_and_served_as_what_they_are(name: str, folder: Path) -> None:
    data, kind = TAKEN[name]
    file = store(upload(data, f"{name}.html", "text/html"), row_kind="matter", row_id=7)
    response = fetch(file, OWNER)
    assert (response.status_code, response["Content-Type"], file.kind) == (200, kind, kind)
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert file.served_sha256 == hashlib.sha256(response.content).hexdigest()
    assert (file.size, stored(folder)) == (
        len(response.content),
        [folder / file.served_sha256[:2] / file.served_sha256],
    )
    assert kind == "application/pdf" or HTML not in response.content


@pytest.mark.req("E7")
@pytest.mark.parametrize(("data", "shown"), [(picture(), "inline"), (pdf(), "attachment")])
def test_a_file_is_harmless_in_the_browser(data: bytes, shown: str) -> None:
    file = store(upload(data, "村口 路灯.jpg"), row_kind="matter", row_id=7)
    response = fetch(file, OWNER)
    disposition = response["Content-Disposition"]
    assert disposition.startswith(f"{shown}; filename*=utf-8''")
    assert unquote(disposition.split("''")[1]) == file.name
    assert {
        name: response[name]
        for name in ("X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    } == {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }


@pytest.mark.parametrize("raw", NAMES)
def test_no_name_gets_out_of_its_header(raw: str, folder: Path) -> None:
    sent = upload(picture(), "x.jpg")
    sent._name = raw  # Django's own cleaning left out
    response = fetch(store(sent, row_kind="matter", row_id=7), OWNER)
    disposition = response["Content-Disposition"]
    assert disposition.isascii()
    assert not set(disposition) & {"\r", "\n"}
    assert [file.parent.parent for file in stored(folder)] == [folder]


@pytest.mark.req("E7")
def test_a_stranger_learns_nothing_not_even_that_the_file_exists() -> None:
    file = store(upload(picture(), "a.jpg"), row_kind="matter", row_id=7)
    unguarded = store(upload(picture(), "a.jpg"), row_kind="visit", row_id=7)
    nothing = Attachment(client_id=uuid7())
    for denied, by in ((file, STRANGER), (unguarded, OWNER), (nothing, OWNER)):
        with pytest.raises(Http404) as answer:
            fetch(denied, by)
        assert str(answer.value) == ""


def test_permission_is_asked_at_every_request() -> None:
    file = store(upload(picture(), "a.jpg"), row_kind="matter", row_id=7)
    assert fetch(file, OWNER).status_code == 200
    attachments.guard_attachments("matter", lambda by, file: False)
    with pytest.raises(Http404):
        fetch(file, OWNER)


def test_another_countys_file_does_not_exist_here() -> None:
    file = store(upload(picture(), "a.jpg"), row_kind="matter", row_id=7)
    County.objects.create(code=990902, name="白石县")
    with in_county(990902), pytest.raises(Http404):
        fetch(file, OWNER)


def test_a_file_can_only_be_fetched() -> None:
    file = store(upload(picture(), "a.jpg"), row_kind="matter", row_id=7)
    assert fetch(file, OWNER, "post").status_code == 405
    assert fetch(file, OWNER, "head").status_code == 200


@pytest.mark.parametrize("harm", ["changed", "cut", "gone", "swapped"])
def test_a_file_that_is_not_what_was_registered_is_not_handed_out(harm: str, folder: Path) -> None:
    file = store(upload(picture(), "a.jpg"), row_kind="matter", row_id=7)
    other = store(upload(pdf(), "b.pdf"), row_kind="matter", row_id=7)
    path = attachments.path_of(990901, file.served_sha256)
    body = path.read_bytes()
    if harm == "changed":
        path.write_bytes(body[:-1] + bytes([body[-1] ^ 1]))
    if harm == "cut":
        path.write_bytes(body[:100])
    if harm == "gone":
        path.unlink()
    if harm == "swapped":
        path.write_bytes(attachments.path_of(990901, other.served_sha256).read_bytes())
    response = fetch(file, OWNER)
    assert response.status_code == 500
    assert "与登记时不一致" in response.content.decode()
    assert body[:20] not in response.content
    assert fetch(other, OWNER).status_code == 200


def test_the_same_file_again_adds_nothing(folder: Path) -> None:
    first = store(upload(picture(), "a.jpg"), row_kind="matter", row_id=7)
    again = store(upload(picture(), "换了名字.jpg"), row_kind="matter", row_id=7)
    other_row = store(upload(picture(), "a.jpg"), row_kind="matter", row_id=8)
    assert first.pk == again.pk != other_row.pk
    assert (Attachment.objects.count(), len(stored(folder))) == (2, 1)


@pytest.mark.req("INV-12")
def test_a_client_id_names_one_file_of_one_row() -> None:
    name, received = uuid7(), receive(upload(picture(), "a.jpg"))
    first = attach(received, row_kind="matter", row_id=7, client_id=name)
    assert attach(received, row_kind="matter", row_id=7, client_id=name).pk == first.pk
    other = receive(upload(pdf(), "b.pdf"))
    for row_id, file in ((7, other), (8, received)):
        with pytest.raises(FileRefused) as refusal:
            attach(file, row_kind="matter", row_id=row_id, client_id=name)
        assert refusal.value.code == "changed"
    assert Attachment.objects.count() == 1


@pytest.mark.req("E8")
def test_evidence_keeps_its_original_sealed(folder: Path) -> None:
    data = photo_with_gps()
    file = store(upload(data, "a.jpg"), row_kind="matter", row_id=7, seal_original=True)
    assert attachments.read_original(file) == data
    assert b"GPS" not in attachments.read_served(file)
    for path in stored(folder):
        assert b"13800001234" not in path.read_bytes()
    sealed = attachments.sealed_path(990901, file.sha256)
    sealed.write_bytes(b"")
    with pytest.raises(Damaged):
        attachments.read_original(file)


def test_what_was_not_kept_can_not_be_read() -> None:
    file = store(upload(picture(), "a.jpg"), row_kind="matter", row_id=7)
    with pytest.raises(Damaged, match="no sealed original"):
        attachments.read_original(file)


@pytest.mark.parametrize(
    ("size", "taken"), [(attachments.MOST_BYTES, True), (attachments.MOST_BYTES + 1, False)]
)
def test_ten_megabytes_is_the_limit(size: int, taken: bool) -> None:
    data = pdf(b"%" + b"x" * (size - len(pdf(b"%"))))
    assert len(data) == size
    if taken:
        assert receive(upload(data, "卷宗.pdf")).size == size
    else:
        with pytest.raises(FileRefused, match="10 MB") as refusal:
            receive(upload(data, "卷宗.pdf"))
        assert refusal.value.code == "too_large"


def test_nine_files_at_a_time(folder: Path) -> None:
    nine = [upload(picture((80 + number, 60)), "a.jpg") for number in range(9)]
    assert len(receive_all(nine)) == len(stored(folder)) == 9
    with pytest.raises(ValidationError, match="一次最多 9 个") as refusal:
        receive_all([*nine, upload(picture(), "a.jpg")])
    assert refusal.value.code == "too_many"


def test_a_crash_leaves_an_orphan_that_is_swept_a_day_later(folder: Path) -> None:
    kept = store(upload(picture(), "a.jpg"), row_kind="matter", row_id=7)
    evidence = store(upload(photo_with_gps(), "b.jpg"), row_kind="matter", row_id=7, seal_original=True)
    orphan = receive(upload(pdf(), "c.pdf"), seal_original=True)
    unfinished = folder / "ab" / ("ab" * 32 + ".0011223344556677.part")
    unfinished.parent.mkdir(exist_ok=True)
    unfinished.write_bytes(b"half")
    assert attachments.sweep() == 0
    for path in stored(folder):
        age(path, by=2 * DAY)
    young = receive(upload(pdf(b"% another"), "d.pdf"))
    assert attachments.sweep() == 3
    names = {kept.served_sha256, evidence.served_sha256, f"{evidence.sha256}.sealed", young.served_sha256}
    assert {path.name for path in stored(folder)} == names
    assert orphan.served_sha256 not in names


def test_an_orphan_sent_again_is_young_again(folder: Path) -> None:
    receive(upload(pdf(), "a.pdf"))
    age(stored(folder)[0], by=2 * DAY)
    file = attach(receive(upload(pdf(), "a.pdf")), row_kind="matter", row_id=7)
    Attachment.objects.all().delete()
    assert attachments.sweep() == 0
    assert attachments.read_served(file) == pdf()


@pytest.mark.req("G1")
def test_a_full_disk_costs_the_photo_not_the_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileRefused, match="文字可以照常提交") as refusal:
        receive(upload(picture(), "a.jpg"))
    assert refusal.value.code == "disk"
    assert stored(folder) == []


def test_files_are_for_the_service_alone(folder: Path) -> None:
    store(upload(picture(), "a.jpg"), row_kind="matter", row_id=7)
    assert {path.stat().st_mode & 0o777 for path in stored(folder)} == {0o600}


def test_the_files_of_rows_come_in_order() -> None:
    files = [
        store(upload(picture((80, 60 + row)), "a.jpg"), row_kind="matter", row_id=row) for row in (8, 7, 9)
    ]
    assert list(attachments.attached_to("matter", [7, 8])) == [files[0], files[1]]
