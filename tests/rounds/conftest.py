import pytest

from tests.rounds.drive import Drive, settle_team
from tests.township import Township


@pytest.fixture
def drive(town: Township) -> Drive:
    """A team of 樟荫村 and five households."""
    return settle_team(town)
