"""What the tests of the opinion box stand on."""

from tests.boxes.opened import at_box  # noqa: F401  # a fixture of these tests
