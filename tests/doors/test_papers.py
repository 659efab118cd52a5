"""The papers of a matter: fetched by who may see the matter, asked afresh each time."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from lianxin.doors.papers import may_fetch
from lianxin.kernel.actor import Role, resident
from lianxin.kernel.attachments import attach, receive
from lianxin.kernel.models.attachment import Attachment
from lianxin.matters.models import Matter
from lianxin.matters.receipts import receipt_code
from tests.doors.conftest import Phone, signed_in, text_of
from tests.township import Township


def paper(matter: Matter, origin: str, colour: str = "green") -> Attachment:
    """A photo that hangs on the matter."""
    file = io.BytesIO()
    Image.new("RGB", (32, 24), colour).save(file, "JPEG")
    upload = SimpleUploadedFile(f"{origin or 'desk'}.jpg", file.getvalue(), "image/jpeg")
    return attach(receive(upload), row_kind="matter", row_id=matter.pk, origin=origin)


def test_residents_fetch_what_they_handed_in_and_nothing_the_office_added(town: Township) -> None:
    matter = town.file()
    own, desks, office = paper(matter, "web"), paper(matter, "desk", "red"), paper(matter, "", "blue")
    holder = resident(town.county, receipts=frozenset({matter.pk}))
    assert [may_fetch(holder, one) for one in (own, desks, office)] == [True, True, False]
    stranger = resident(town.county)
    assert [may_fetch(stranger, one) for one in (own, desks, office)] == [False, False, False]


def test_staff_fetch_the_papers_of_the_matters_they_may_see(town: Township) -> None:
    matter = town.dispatched(town.file())
    one = paper(matter, "web")
    assert may_fetch(town.triage, one)
    assert may_fetch(town.water_handler, one)
    assert not may_fetch(town.roads_handler, one)


def test_the_address_of_a_paper_opens_nothing_by_itself(town: Township) -> None:
    matter = town.file()
    one, office = paper(matter, "web"), paper(matter, "", "blue")
    phone = Phone()
    assert phone.open(f"/files/{one.client_id}").status_code == 404
    assert signed_in(town, "jingban", Role.HANDLER).get(f"/files/{one.client_id}").status_code == 404
    page = phone.open(phone.follow(matter.number, receipt_code(matter))["Location"])
    assert "web.jpg" in text_of(page)
    assert f"/files/{one.client_id}" in page.content.decode()
    assert str(office.client_id) not in page.content.decode()
    assert phone.open(f"/files/{office.client_id}").status_code == 404
    assert phone.open(f"/files/{one.client_id}").status_code == 200
    phone.client.post("/follow/close/")
    assert phone.open(f"/files/{one.client_id}").status_code == 404
    assert Client().get(f"/files/{one.client_id}").status_code == 404
