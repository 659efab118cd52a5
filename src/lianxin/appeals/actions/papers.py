"""What filing a sheet that came back leaves in the log: 归入纸件."""

from lianxin.matters.workflow import Acting


def file_paper(acting: Acting) -> None:
    """归入纸件: which form it was and the number that stands on it; the picture itself hangs on the matter."""
    acting.facts["form"] = str(acting.data["form"])
    acting.facts["paper"] = str(acting.data["number"])
