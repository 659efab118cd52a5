"""What the tests of the opinion box stand on."""

from tests.boxes.opened import at_box as at_box
