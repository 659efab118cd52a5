"""The page of the field telephone: the same for everybody, made of files the worker keeps, wiped with care (XC-05)."""

import json
import re

import pytest
from django.test import Client

from lianxin.rounds.pages.field import SHELL
from tests.rounds.drive import Drive
from tests.township import Township, enter
from tests.web.rendering import read

FILES = re.compile(r"const FILES = (\[.*?\]);")


@pytest.mark.req("XC-05")
def test_the_page_holds_nothing_of_anybody(drive: Drive, client: Client) -> None:
    stranger = client.get("/field/").content
    drive.begin()
    enter(client, drive.town.clerk)
    assert client.get("/field/").content == stranger


@pytest.mark.req("XC-05")
def test_the_worker_keeps_every_file_the_page_is_made_of(town: Township, client: Client) -> None:
    script = client.get("/field/worker.js")
    assert script["Content-Type"].startswith("text/javascript")
    found = FILES.search(script.content.decode())
    assert found is not None
    kept = json.loads(found[1])
    asked = {
        str(attrs.get("src") or attrs.get("href"))
        for tag, attrs in read(client.get("/field/").content.decode()).tags
        if tag == "script" or (tag == "link" and attrs.get("rel") in {"stylesheet", "icon"})
    }
    modules = {f"/static/{name}" for name in SHELL if name.startswith("rounds/")}
    assert asked | modules | {"/field/"} <= set(kept)
    assert all(client.get(one).status_code == 200 for one in kept)


def test_every_module_that_is_imported_is_kept(town: Township, client: Client) -> None:
    scripts = [name for name in SHELL if name.startswith("rounds/") and name.endswith(".js")]
    for name in scripts:
        text = b"".join(client.get(f"/static/{name}").streaming_content).decode()
        imported = re.findall(r'from "\./([\w.]+)"', text)
        assert {f"rounds/{one}" for one in imported} <= set(scripts), name


@pytest.mark.req("XC-05")
def test_signing_out_waits_for_what_was_not_sent(drive: Drive, client: Client) -> None:
    enter(client, drive.town.clerk)
    client.cookies["unsent"] = "3"
    answer = client.post("/sign-out/", follow=True)
    assert "还有没送出的走访记录" in answer.content.decode()
    assert client.get("/field/list/").status_code == 200
    everywhere = client.post("/me/sign-out-everywhere/")
    assert everywhere["Clear-Site-Data"] == '"cache"'
    enter(client, drive.town.clerk)
    del client.cookies["unsent"]
    assert client.post("/sign-out/")["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/field/list/").status_code == 401
