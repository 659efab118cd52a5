"""The plan as a calendar that telephones subscribe to (日历订阅, RFC 5545): times in UTC, lines of 75 octets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

OCTETS = 75


@dataclass(frozen=True)
class Entry:
    """One slot as a calendar shows it; `edition` grows with every change, so that subscribers take the new one."""

    uid: str
    edition: int
    starts: datetime
    ends: datetime
    title: str
    place: str
    words: str
    changed: datetime
    cancelled: bool = False


def calendar_file(name: str, entries: Iterable[Entry]) -> str:
    """The file; every line ends as the standard wants it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lianxin//reception//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for entry in entries:
        lines += lines_of(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def lines_of(entry: Entry) -> Iterator[str]:
    """One event."""
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{moment(entry.changed)}"
    yield f"SEQUENCE:{entry.edition}"
    yield f"DTSTART:{moment(entry.starts)}"
    yield f"DTEND:{moment(entry.ends)}"
    yield f"SUMMARY:{escaped(entry.title)}"
    yield f"LOCATION:{escaped(entry.place)}"
    yield f"DESCRIPTION:{escaped(entry.words)}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def moment(at: datetime) -> str:
    """20220207T070000Z."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Text with what means something to a calendar made harmless."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, no sign torn apart; each further one begins with a blank."""
    piece, size = "", 0
    for sign in line:
        more = len(sign.encode())
        if size + more > OCTETS:
            yield piece
            piece, size = " ", 1
        piece += sign
        size += more
    yield piece
