"""`./run demo`: fill an empty demo folder with the invented township and its year of appeals."""

import argparse

from django.conf import settings

from lianxin.kernel.models.county import County
from lianxin.site.demo import load_demo
from lianxin.site.errors import Unable

NAME = "demo"
HELP = "往空的演示文件夹里装入编造的青禾镇和一年的诉求"


def configure(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: the demo is the same for everybody."""


def run(options: argparse.Namespace) -> int:
    """0 when it was loaded. Raises Unable for an office's folder, and where there is data already."""
    refuse_an_office()
    refuse_the_filled()
    count = load_demo()
    print(f"✓ 演示镇已装好，{count} 件诉求。运行 ./run 打开。")
    return 0


def refuse_an_office() -> None:
    """Nothing invented goes into an office's folder. Raises Unable."""
    if not settings.HOME.demo:
        raise Unable(
            "这里是正式安装，不能装入演示数据；要看演示请另设 LIANXIN_HOME 到一个空文件夹。",
            "This is a real installation: set LIANXIN_HOME to an empty folder to see the demo.",
        )


def refuse_the_filled() -> None:
    """… nor to what is there already. Raises Unable."""
    if County.objects.exists():
        raise Unable(
            "这里已经有数据，不能再装演示；要重来请先换一个空的 LIANXIN_HOME。",
            "There is data here already: set LIANXIN_HOME to an empty folder to begin anew.",
        )
