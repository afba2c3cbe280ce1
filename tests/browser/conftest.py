"""One browser for all; the whole product started as `make run` starts it, for each module; a page for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import chromium
from tests.browser.seat import Seat
from tests.cli.test_tryout import Pair
from tests.slack.town import CLOCK
from tests.thornmere import ThornmereTown, thornmere_town, wait_for_the_morning

SLOW = pytest.mark.slow
# A person would wait no longer; a quiet machine needs a fraction of it.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is for `make test-long`."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(SLOW)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    pair = Pair(tmp_path_factory.mktemp("product"))
    pair.slack.settled()
    yield pair
    pair.stop()


@pytest.fixture(scope="module")
def monday(shared_path: Path) -> Iterator[ThornmereTown]:
    """The same council, Slack and bot, but in this process, and always on one Monday from ten in the morning."""
    with thornmere_town(f"sqlite:///{shared_path}", CLOCK, shared_path.parent) as town:
        wait_for_the_morning(town)
        yield town


@pytest.fixture
def complaints() -> list[str]:
    """What the page's own code complains of; a test that expects some takes it away."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A new browser profile. What the page's own code complains of fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="Europe/London")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def seat(page: Page, product: Pair) -> Seat:
    return Seat(page, product.url)
