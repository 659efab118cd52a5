"""反映一件事: three pages without an account or JavaScript; sent once, kept whole, lost never."""

import pytest

from lianxin.appeals.models import Appeal, Appellant
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Contact, Matter
from tests.doors.conftest import WORDS, Phone, fields_of, text_of
from tests.township import Township


def nothing_written() -> bool:
    """No matter, no event, no file, no session."""
    return not (Matter.objects.exists() or Event.objects.exists() or Attachment.objects.exists())


@pytest.mark.req("XC-01", "F-93")
def test_a_resident_files_in_three_pages_and_has_a_receipt(town: Township, phone: Phone) -> None:
    page = phone.file(town)
    matter = Matter.objects.get()
    assert matter.number in text_of(page)
    contact = Contact.objects.get()
    assert (contact.channel, contact.words) == ("web", WORDS)
