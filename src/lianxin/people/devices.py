"""A few coarse words for a device, enough to know one's own by, too few to follow anybody (设备)."""

BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_of(agent: str) -> str:
    """`Chrome · Windows` from a User-Agent header, without version or model; empty when it says nothing."""
    found = [first(BROWSERS, agent), first(SYSTEMS, agent)]
    return " · ".join(word for word in found if word)


def first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    """The name of the first mark that the header has; the order matters, for browsers name each other."""
    return next((name for mark, name in known if mark in agent), "")
