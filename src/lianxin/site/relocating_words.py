"""What the command of a county's move says: each refusal its own sentence, in both languages."""

from collections.abc import Sequence
from pathlib import Path

from lianxin.kernel.backups.sealed_file import Refused
from lianxin.site import saying
from lianxin.site.errors import Unable
from lianxin.site.saying import NOTHING

SENTENCES = {
    "not_ours": (
        f"{{path}} 不是迁出的县的文件，{NOTHING}；请选 ./run county export 写的文件（备份用 ./run restore）。",
        "{path} is not the file of a county; nothing was changed. Choose what ./run county export wrote.",
    ),
    "truncated": (
        f"{{path}} 不完整，到 {{place}} MB 处就断了，{NOTHING}；请重新拷贝。",
        "{path} is cut off at {place} MB; nothing was changed. Copy it again.",
    ),
    "altered": (
        f"{{path}} 在 {{place}} MB 处被改动过或已损坏，{NOTHING}；请重新拷贝，还不行就重新迁出。",
        "{path} was altered or is damaged at {place} MB; nothing was changed. Copy it again.",
    ),
    "newer": (
        f"{{path}} 是更新版本（{{release}}）写的，{NOTHING}；请先升级这里的软件。",
        "{path} was written by a later release ({release}); nothing was changed. Upgrade this software first.",
    ),
    "older": (
        f"{{path}} 的格式太旧（{{release}} 版），{NOTHING}；请先升级原处的软件，再迁出一次。",
        "{path} has a format of old ({release}); nothing was changed. Upgrade where it came from, export again.",
    ),
    "steps": (
        f"{{path}} 是 {{release}} 版写的，数据表与这里不同，{NOTHING}；请把两处升级到同一个版本，再迁出一次。",
        "{path} was written by {release}, whose tables differ; nothing was changed. Upgrade both, export again.",
    ),
    "wrong_key": (
        f"密钥不对：这个文件要用指纹 {{wanted}} 的迁移密钥，给的是 {{had}}，{NOTHING}；请核对。",
        "Wrong key: this file needs {wanted}, given was {had}; nothing was changed.",
    ),
    "tables": (
        f"{{path}} 里的数据表 {{table}} 与这里的不一致，{NOTHING}；请把两处升级到同一个版本，再迁出一次。",
        "Table {table} of {path} is not as it is here; nothing was changed. Bring both places to one release.",
    ),
    "known": (
        f"{{county}} 在这里办过公，{NOTHING}；同一个县不能有两份记录，请迁到别的安装里。",
        "{county} is or was at work here; nothing was changed. One county can't have two logs.",
    ),
    "taken": (
        f"数据表 {{table}} 里有编号与这里另一个县的相同，{NOTHING}；请先运行 ./run move-to-postgresql 再迁入。",
        "Table {table} has ids another county has here; nothing was changed. First ./run move-to-postgresql.",
    ),
    "counts": (
        f"迁入后 {{table}} 的行数与清单不符，{NOTHING}；请把 {{path}} 留给技术人员。",
        "Table {table} has other rows than the list says; nothing was changed.",
    ),
    "chain": (
        f"迁入后核验不通过（{{sentence}}），{NOTHING}；请在原处运行 ./run audit verify 和 ./run rebuild --check。",
        "What arrived does not verify; nothing was changed. Run ./run audit verify where it came from.",
    ),
    "unreadable": (
        f"有一处加密的内容解不开（{{what}}），{NOTHING}，没有写出文件；请先运行 ./run drill 找出坏在哪里。",
        "Something sealed can't be opened ({what}); no file was written. Run ./run drill to find it.",
    ),
}


def refused(refusal: Refused, path: Path) -> Unable:
    """The sentence for a county that is not moved."""
    return saying.refused(refusal, path, SENTENCES)


def no_code(what: str) -> Unable:
    """The county, or the file, was not named."""
    how = "export 990101 文件" if what == "export" else "moved 990101 --to 新的网址"
    return Unable(f"请写明六位县代码：./run county {how}", f"Name the county by its six digits: {how}")


def not_here(code: int, known: Sequence[int]) -> Unable:
    """Nobody works for this county here."""
    return Unable(
        f"这里没有县 {code}，{NOTHING}；这里的县有：{'、'.join(map(str, known)) or '无'}。",
        f"County {code} is not served here; nothing was changed.",
    )


def there_already(path: Path) -> Unable:
    """A file of this name is there."""
    return Unable(
        f"{path} 已经在了，{NOTHING}；请换一个文件名。", f"{path} is there already: choose another name."
    )


def closed(code: int, where: str) -> Unable:
    """The county moved away before."""
    return Unable(
        f"{code} 已经标明迁往 {where}，{NOTHING}；没有迁成的话：./run county moved {code} --undo",
        f"{code} has moved to {where} already; nothing was changed. If it did not: --undo",
    )


def where_to(code: int) -> Unable:
    """Nobody said where it goes."""
    return Unable(
        f"请写明迁到哪里：./run county moved {code} --to 新的网址", "Say where it went: --to ADDRESS"
    )


def never_exported(code: int) -> Unable:
    """There is no file to move it by."""
    return Unable(
        f"{code} 还没有迁出过，{NOTHING}；请先 ./run county export {code} 文件",
        f"{code} was never exported; nothing was changed. Run ./run county export first.",
    )


def worked_since(code: int, count: int) -> Unable:
    """What was done since the export is not in the file."""
    return Unable(
        f"迁出以后这里又有 {count} 条办理记录，不在文件里，{NOTHING}；请停着服务重新迁出一次，用新的文件。",
        f"{count} events happened here after {code} was exported and are not in the file; nothing was changed. "
        "Keep the service stopped, export again, use the new file.",
    )
