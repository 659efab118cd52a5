"""The pages lead somewhere, name buttons that there are, and list every setting that is read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lianxin.people.standard import TOWNSHIP
from lianxin.site.cli import commands
from lianxin.site.msgids import PACKAGE, used
from lianxin.web.office import Office
from tests.docs.pages import HOW_TO, PAGES, ROOT, prose

pytestmark = pytest.mark.once

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$", re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CHINESE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff（）？]*")
READ = re.compile(r'environ(?:\.get\(|\.pop\(|\.setdefault\(|\[)\s*["\'](\w+)["\'](?!\] = )')
ASKED = re.compile(r"\$\{(LIANXIN_\w+|PIP_INDEX_URL)")
SETTINGS = ROOT / "docs" / "reference" / "settings.md"
TUTORIAL = ROOT / "docs" / "tutorial" / "first-hour.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = [target for target in targets(page) if not is_there(page, target)]
    assert lost == []


def targets(page: Path) -> Iterator[str]:
    """Where the links of a page lead, those to other sites aside."""
    for inline, listed in LINK.findall(prose(page)):
        if not re.match(r"[a-z]+:", inline or listed):
            yield inline or listed


def is_there(page: Path, target: str) -> bool:
    """Whether the file is there, and in it the heading that an address with # names."""
    name, _, anchor = target.partition("#")
    file = page.parent / name if name else page
    if not file.exists():
        return False
    return not anchor or anchor in {slug(heading) for heading in HEADING.findall(file.read_text("utf-8"))}


def slug(heading: str) -> str:
    """A heading as the address of its place."""
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


@pytest.fixture(scope="module")
def known() -> str:
    """Everything in Chinese that the pages of the program can show, and the demo's content."""
    sentences = [msgid.text for msgid in used()]
    demo = [path.read_text("utf-8") for path in (PACKAGE / "site" / "demo" / "content").rglob("*.toml")]
    units = [f"{unit.name} {post.name}" for unit in TOWNSHIP for post in unit.posts]
    printed = [path.read_text("utf-8") for path in (PACKAGE / "site").rglob("*.py")]
    scripts = [path.read_text("utf-8") for path in (ROOT / "setup").glob("*.sh")]
    return "\n".join([*sentences, *demo, *units, *printed, *scripts])


TYPED = {"林小满", "方远舟", "枫桐村"}  # people and places invented by the pages


@pytest.mark.parametrize("page", [*HOW_TO, TUTORIAL], ids=lambda page: page.stem)
def test_a_page_names_buttons_as_they_are(page: Path, known: str) -> None:
    words = [word for line in prose(page).splitlines() for word in named_on(line)]
    assert [word for word in words if word not in known and word not in TYPED] == []


def named_on(line: str) -> list[str]:
    """The Chinese words of a line, apart from whole sentences that a reader is to type."""
    return CHINESE.findall(re.sub(r"[^\s，。]*[，。]\S*", "", line))


def test_the_settings_page_lists_what_is_read_and_nothing_else() -> None:
    listed = {name for line in rows(SETTINGS) for name in re.findall(r"`([A-Z][A-Z_]+)`", line.split("|")[1])}
    assert listed == environment() | {"PORT", "HOST"}


def environment() -> set[str]:
    """The variables that the program and its scripts read; those of the tests are named below the table."""
    modules = [path.read_text("utf-8") for path in PACKAGE.rglob("*.py")]
    scripts = [(ROOT / name).read_text("utf-8") for name in ("run", "setup/install.sh", "setup/bundle.sh")]
    return set(READ.findall("\n".join(modules))) | set(ASKED.findall("\n".join(scripts)))


def rows(page: Path) -> list[str]:
    """The lines of a page's tables."""
    return [line for line in page.read_text("utf-8").splitlines() if line.startswith("| `")]


def test_the_settings_page_lists_the_keys_of_config_toml() -> None:
    source = (PACKAGE / "site" / "home.py").read_text("utf-8")
    read = {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "settings.get"
        if isinstance(node.args[0], ast.Constant)
    } | set(re.findall(r'settings\["(\w+)"\]', source))
    listed = set(re.findall(r"`([a-z_]+)`", " ".join(line.split("|")[1] for line in rows(SETTINGS))))
    nights = set(
        re.findall(r'said\.get\("(\w+)"', (PACKAGE / "kernel/backups/nightly.py").read_text("utf-8"))
    )
    assert listed == read | set(Office.__dataclass_fields__) | nights


def test_the_commands_page_has_every_command() -> None:
    page = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
    assert re.findall(r"^## `\./run (\S+)`$", page, re.MULTILINE) == sorted(commands())


def test_every_page_is_reached_from_the_contents() -> None:
    contents = ROOT / "docs" / "README.md"
    reached = {(contents.parent / target).resolve() for target in targets(contents)}
    pages = {page for page in PAGES if "docs" in page.parts and "decisions" not in page.parts}
    assert pages - reached == {contents}
