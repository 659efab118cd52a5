"""What a drill looks at in a restored installation: every file against its sum, and sealed values opened."""

from collections.abc import Iterator

from lianxin.kernel.attachments import Damaged, read_original, read_served
from lianxin.kernel.counties import each_county
from lianxin.kernel.crypto import KeyLost, Unreadable
from lianxin.kernel.distribution import county_models
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.sealed import Sealed
from lianxin.matters.rebuild import check
from lianxin.site.errors import Unable

SAMPLE = 50


def prove() -> str:
    """What was found, in words. Raises Unable naming the first thing that is wrong."""
    files = opened = 0
    for county in each_county():
        files += whole_files(county)
        opened += opened_values()
        wrong = next(iter(check()), None)
        if wrong is not None:
            raise Unable(
                f"演练没有通过：{county} {wrong.sentence()}", "A restored matter is not as its log says."
            )
    return f"附件 {files} 个与登记一致，解密抽查 {opened} 处，每件事与记录一致"


def whole_files(county: int) -> int:
    """How many registered files of the current county are there, all of them what was registered. Raises Unable."""
    count = 0
    for attachment in Attachment.objects.iterator(chunk_size=500):
        try:
            read_served(attachment)
            if attachment.sealed_original:
                read_original(attachment)
        except (Damaged, Unreadable, KeyLost) as error:
            raise Unable(
                f"演练没有通过：{county} 的附件 {attachment.pk} 不在备份里或与登记不符；请换一份备份再演练。",
                f"Attachment {attachment.pk} of {county} is missing or altered.",
            ) from error
        count += 1
    return count


def opened_values() -> int:
    """How many sealed values of the current county were opened, the newest of each column. Raises Unable."""
    count = 0
    for name, column, row in sample():
        try:
            count += bool(getattr(row, name))
        except (Unreadable, KeyLost) as error:
            raise Unable(
                f"演练没有通过：{type(row).__name__} 的 {column} 解不开；请核对密钥。",
                f"{column} of {type(row).__name__} can't be opened: check the key.",
            ) from error
    return count


def sample() -> Iterator[tuple[str, str, object]]:
    """Rows with something sealed: property, column, row."""
    for model in county_models():
        sealed = {name: value.column for name, value in vars(model).items() if isinstance(value, Sealed)}
        for name, column in sealed.items():
            rows = model._default_manager.exclude(**{column: b""}).order_by("-pk")[:SAMPLE]
            yield from ((name, column, row) for row in rows)
