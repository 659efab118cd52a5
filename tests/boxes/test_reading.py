"""What a machine reads on a photo: a proposal from a process of its own without a network; typing works without it."""

import ast
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from lianxin.boxes import reader
from lianxin.boxes.actions import reading
from lianxin.kernel.models.attachment import Attachment
from tests.boxes.opened import AtTheBox
from tests.township import enter

READER = Path(reader.__file__).parent
SOURCE = READER.parents[1]


def picture() -> SimpleUploadedFile:
    """A photo of a slip."""
    data = BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "JPEG")
    return SimpleUploadedFile("slip.jpg", data.getvalue(), content_type="image/jpeg")


@pytest.mark.req("BOX-04")
def test_what_is_read_is_proposed_and_kept_nowhere(
    at_box: AtTheBox, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "reads", lambda: True)
    monkeypatch.setattr(reading, "read_bytes", lambda picture: "村口的路灯<坏了>")
    opening = at_box.counted(1)
    enter(client, at_box.town.clerk)
    answer = client.post(reverse("slip_read", kwargs={"opening": opening.pk}), {"photo": picture()})
    text = answer.content.decode()
    assert 'data-take="text"' in text
    assert "村口的路灯&lt;坏了&gt;" in text
    assert not Attachment.objects.exists()
    assert not opening.slips.exists()


def test_without_the_extra_one_types(
    at_box: AtTheBox, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "reads", lambda: False)
    opening = at_box.counted(1)
    enter(client, at_box.town.clerk)
    page = client.get(reverse("slip_new", kwargs={"opening": opening.pk})).content.decode()
    assert 'data-read=""' in page
    answer = client.post(reverse("slip_read", kwargs={"opening": opening.pk}), {"photo": picture()})
    assert (answer.status_code, "请照着打" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("name", ["slip.jpg", "slip.pdf"])
def test_a_file_that_is_no_picture_is_not_handed_on(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    monkeypatch.setattr(reading, "reads", lambda: True)
    monkeypatch.setattr(reading, "read_bytes", lambda picture: asked.append(picture) or "x")
    assert reading.read_photo(SimpleUploadedFile(name, b"<svg onload='x'>")) == ""
    assert asked == []


@pytest.mark.req("BOX-04")
def test_the_process_that_reads_can_reach_nobody() -> None:
    asks = (
        "import sys, socket; sys.path.insert(0, sys.argv[1]);"
        "from lianxin.boxes.reader.__main__ import without_network; sys.addaudithook(without_network);"
        "socket.create_connection(('127.0.0.1', 9), timeout=1)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asks, str(SOURCE.parent)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "PermissionError: socket." in done.stderr


@pytest.mark.req("BOX-04")
def test_the_network_is_shut_before_the_library_is_loaded() -> None:
    main = ast.parse((READER / "__main__.py").read_text(encoding="utf-8"))
    steps = next(one for one in main.body if isinstance(one, ast.FunctionDef) and one.name == "main").body
    lines = [ast.unparse(one) for one in steps]
    shut = next(place for place, line in enumerate(lines) if "addaudithook" in line)
    loaded = next(place for place, line in enumerate(lines) if "rapidocr" in line)
    assert shut < loaded
    assert "rapidocr" not in "".join(
        ast.unparse(one) for one in main.body if not isinstance(one, ast.FunctionDef)
    )


@pytest.mark.req("BOX-04")
def test_no_field_of_a_slip_could_say_whose_hand_it_was() -> None:
    words = [path.read_text(encoding="utf-8") for path in SOURCE.glob("boxes/models/*.py")]
    assert [one for one in ("handwriting", "writer", "字迹", "笔迹") if f"{one} = " in "".join(words)] == []
