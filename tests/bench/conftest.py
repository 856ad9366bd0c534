"""The bench's own tests need no site."""

import pytest


@pytest.fixture(autouse=True)
def site() -> None:
	"""Stands before the site of all other tests: nothing is connected here."""
