"""What the tests need of the machine itself: apt's packages, Chromium, a font with Chinese."""

import os
import shutil
import subprocess

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def apt_install(*packages: str) -> bool:
    """Install Debian packages where that is possible without asking anybody; whether it worked."""
    apt = shutil.which("apt-get")
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if apt is None or (rights and shutil.which("sudo") is None):
        return False
    print(f"… 用 apt 安装 {' '.join(packages)}  Installing by apt", flush=True)
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq", "-y"]
    commands = (["update"], ["install", "--no-install-recommends", *packages])
    nothing = subprocess.DEVNULL
    codes = [subprocess.call([*rights, *quiet, *words], stdin=nothing, stdout=nothing) for words in commands]
    return codes[-1] == 0


def browser() -> str | None:
    """The path of a Chromium: LIANXIN_CHROMIUM, the system's, or a freshly installed one."""
    return os.environ.get("LIANXIN_CHROMIUM") or installed_browser() or fetched_browser()


def installed_browser() -> str | None:
    """A Chromium of the system."""
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def fetched_browser() -> str | None:
    """Chromium by apt, with a Chinese font where the machine has none."""
    packages = ["chromium"] if has_chinese_font() else ["chromium", "fonts-wqy-microhei"]
    return installed_browser() if apt_install(*packages) else None


def has_chinese_font() -> bool:
    """Whether pages can show Chinese without a font of ours."""
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], check=False, capture_output=True, text=True)
    return bool(listed.stdout.strip())
