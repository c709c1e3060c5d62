"""The sample newsroom as it lies in the repository."""

from pathlib import Path

import pytest

from claimwire.demo.expected import Expected, read_expected
from claimwire.demo.site import DemoSite

FOLDER = Path(__file__).parents[3] / "deploy" / "demo"


@pytest.fixture
def folder() -> Path:
    return FOLDER


@pytest.fixture
def site() -> DemoSite:
    return DemoSite(FOLDER)


@pytest.fixture(scope="session")
def expected() -> Expected:
    return read_expected(FOLDER)
