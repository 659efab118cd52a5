"""What must not be restored is refused in a sentence of its own, before anything is touched."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from lianxin.kernel.backups import archive, keys, making, sealed_file
from lianxin.kernel.backups.archive import Manifest, Packing, look_through
from lianxin.kernel.backups.keys import Keys
from lianxin.kernel.backups.loading import last_steps
from lianxin.kernel.backups.making import Source
from lianxin.kernel.backups.sealed_file import PIECE, Refused
from lianxin.kernel.crypto import make_key_file
from lianxin.site.cli import main
from lianxin.site.home import write_home

pytestmark = pytest.mark.once
NOTHING = "没有改动任何东西"


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    path = tmp_path_factory.mktemp("keys") / "field.key"
    make_key_file(path)
    return keys.from_file(path)


@pytest.fixture(scope="module")
def sound(ring: Keys, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of two pieces and a bit: settings and one attachment, no tables."""
    folder = tmp_path_factory.mktemp("stick")
    path = folder / "lianxin-990901-20261129-020000.backup"
    photo = bytes(2 * PIECE)
    name = hashlib.sha256(photo).hexdigest()
    place = folder / "files" / "990901" / name[:2]
    place.mkdir(parents=True)
    (place / name).write_bytes(photo)
    with path.open("wb") as file:
        packing = Packing(file, head_of(ring), ring, Manifest("sqlite", {"990901": "青禾县"}, []))
        packing.add("config.toml", b'mode = "office"\ncounty = 990901\n')
        packing.add_files(folder / "files")
        packing.finish()
    return path


def head_of(ring: Keys, **other: object) -> sealed_file.Head:
    made = Source(Path(), ring, 990901, "0.1.0").head()
    return replace(made, **other)


def refusal(path: Path, ring: Keys) -> str:
    with pytest.raises(Refused) as refused:
        look_through(path, ring)
    return refused.value.code


@pytest.fixture
def said(tmp_path: Path, ring: Keys, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """What `./run restore` says, with the right key at hand; nothing may be there afterwards."""
    home, key = tmp_path / "empty", tmp_path / "field.key"
    key.write_text(ring.file_text())
    monkeypatch.setenv("LIANXIN_HOME", str(home))

    def said(path: Path, *words: str) -> str:
        assert main(["restore", str(path), *(words or ("--keys", str(key)))]) == 1
        assert not home.exists()
        return capsys.readouterr().err

    return said


def test_a_sound_file_is_read_to_its_end(sound: Path, ring: Keys) -> None:
    _, manifest = look_through(sound, ring)
    assert (manifest.files, manifest.file_bytes, len(manifest.members)) == (1, 2 * PIECE, 2)


@pytest.mark.req("I3")
def test_a_wrong_key_is_refused_with_the_fingerprint_that_is_needed(
    sound: Path, ring: Keys, said, tmp_path
) -> None:
    make_key_file(tmp_path / "other.key")
    other = keys.from_file(tmp_path / "other.key")
    words = said(sound, "--keys", str(tmp_path / "other.key"))
    assert f"要用指纹 {ring.fingerprint} 的密钥，给的是 {other.fingerprint}，{NOTHING}" in words
    assert f"密钥指纹是 {ring.fingerprint}" in said(sound, "--replace")


@pytest.mark.req("I3")
def test_half_a_key_is_a_wrong_key(sound: Path, ring: Keys, tmp_path: Path) -> None:
    make_key_file(tmp_path / "other.key")
    mixed = Keys((("index", keys.from_file(tmp_path / "other.key").index), ("seal", ring.seals[0])))
    assert refusal(sound, mixed) == "wrong_key"


@pytest.mark.req("I5")
def test_a_file_cut_off_anywhere_is_refused(sound: Path, ring: Keys, said, tmp_path: Path) -> None:
    whole, short = sound.read_bytes(), tmp_path / "short.backup"
    head = len(head_of(ring).lines())
    for length in (head, head + 1, head + 5, head + PIECE, head + PIECE + 20, len(whole) - 1):
        short.write_bytes(whole[:length])
        assert refusal(short, ring) == "truncated", length
    short.write_bytes(whole[: len(whole) // 2])
    assert f"不完整，到 1.0 MB 处就断了，{NOTHING}" in said(short)


@pytest.mark.req("I5")
def test_one_flipped_bit_anywhere_is_refused(sound: Path, ring: Keys, said, tmp_path: Path) -> None:
    whole, bad = bytearray(sound.read_bytes()), tmp_path / "bad.backup"
    head = len(head_of(ring).lines())
    for place in (20, head - 5, head + 3, head + 4, head + PIECE, head + 2 * PIECE, len(whole) - 1):
        whole[place] ^= 4
        bad.write_bytes(whole)
        assert refusal(bad, ring) == "altered", place
        whole[place] ^= 4
    whole[head + PIECE + 100] ^= 1
    bad.write_bytes(whole)
    assert f"在 1.0 MB 处被改动过或已损坏，{NOTHING}" in said(bad)


@pytest.mark.req("I5")
def test_pieces_in_another_order_or_from_another_file_are_refused(
    sound: Path, ring: Keys, tmp_path: Path
) -> None:
    whole, bad = sound.read_bytes(), tmp_path / "bad.backup"
    head, piece = len(head_of(ring).lines()), PIECE + 20
    first, second = whole[head : head + piece], whole[head + piece : head + 2 * piece]
    bad.write_bytes(whole[:head] + second + first + whole[head + 2 * piece :])
    assert refusal(bad, ring) == "altered"
    bad.write_bytes(whole[:head] + first + whole[head + 2 * piece :])
    assert refusal(bad, ring) == "altered"
    bad.write_bytes(head_of(ring).lines() + whole[head:])
    assert refusal(bad, ring) == "altered"
    bad.write_bytes(whole + b"more")
    assert refusal(bad, ring) == "altered"


@pytest.mark.req("I5")
@pytest.mark.parametrize(
    ("number", "words"), [(sealed_file.FORMAT + 1, "是更新版本（9.0）的备份"), (0, "的格式太旧（9.0 版）")]
)
def test_a_format_of_another_release_is_refused_with_the_way_out(
    number: int, words: str, ring: Keys, said, tmp_path: Path
) -> None:
    path = tmp_path / "other.backup"
    path.write_bytes(head_of(ring, format=number, release="9.0").lines())
    assert words in said(path)


@pytest.mark.req("I5")
def test_tables_of_a_later_release_are_refused_and_replaced_names_are_known() -> None:
    with pytest.raises(Refused) as refused:
        last_steps([("kernel", "0001_tables"), ("kernel", "0999_later")])
    assert (refused.value.code, refused.value.facts) == ("newer", {"release": "kernel/0999_later"})
    assert last_steps(
        [("people", "0001_initial"), ("people", "0002_duties"), ("people", "0003_residents")]
    ) == [("people", "0001_tables")]


@pytest.mark.req("I5")
def test_another_countys_backup_does_not_replace_ours(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "ours"
    write_home(home, mode="office", county=990902)
    before = sorted(path.name for path in home.iterdir())
    monkeypatch.setenv("LIANXIN_HOME", str(home))
    assert main(["restore", str(sound), "--replace"]) == 1
    assert f"是县代码 990901 的备份，这里是 990902，{NOTHING}" in capsys.readouterr().err
    assert sorted(path.name for path in home.iterdir()) == before


def test_a_folder_with_data_is_left_alone(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "ours"
    write_home(home, mode="office", county=990901)
    monkeypatch.setenv("LIANXIN_HOME", str(home))
    assert main(["restore", str(sound)]) == 1
    assert f"里已经有数据，{NOTHING}" in capsys.readouterr().err


def test_any_other_file_is_named_as_no_backup(said, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff" + bytes(500))
    assert "不是连心桥的备份文件" in said(tmp_path / "photo.jpg")
    assert "找不到文件" in said(tmp_path / "nothing.backup")


def test_a_name_that_leads_out_of_the_folder_is_refused(ring: Keys, tmp_path: Path) -> None:
    path = tmp_path / "sly.backup"
    with path.open("wb") as file:
        packing = Packing(file, head_of(ring), ring, Manifest("sqlite", {}, []))
        packing.add("files/../../etc/passwd", b"x")
        packing.finish()
    assert refusal(path, ring) == "altered"


def test_a_member_that_is_not_as_listed_is_refused(ring: Keys, tmp_path: Path) -> None:
    path = tmp_path / "sly.backup"
    with path.open("wb") as file:
        packing = Packing(file, head_of(ring), ring, Manifest("sqlite", {}, []))
        packing.add("config.toml", b"x")
        packing.manifest.members["config.toml"] = "0" * 64
        packing.finish()
    assert refusal(path, ring) == "altered"


def test_the_signing_secret_stays_behind_however_it_is_written() -> None:
    text = 'mode = "office"\nsecret_key = "abc"\n[office]\nname = "青禾镇"\n'
    assert archive.without_secret(text) == 'mode = "office"\n[office]\nname = "青禾镇"\n'
    with pytest.raises(ValueError, match="secret_key"):
        archive.without_secret('"secret_key" = "abc"\n')


def test_a_backup_that_was_killed_leaves_no_file_under_its_name(ring: Keys, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    left = folder / "lianxin-990901-20261128-020000.backup.999999999.part"
    left.write_bytes(b"half")
    assert making.found_in(folder) == []
    making.sweep_unfinished(folder)
    assert list(folder.iterdir()) == []


def test_a_head_is_plain_and_names_no_key(ring: Keys, sound: Path) -> None:
    said = json.loads(sound.read_bytes().splitlines()[1])
    assert set(said) == {"format", "release", "county", "made_at", "key", "index", "secrets", "salt"}
    for secret in (ring.index, *ring.seals):
        assert secret.hex() not in json.dumps(said)
        assert secret not in sound.read_bytes()
