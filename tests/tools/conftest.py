"""One town of the invented council for all of these tests, which only ever add to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.thornmere import ThornmereTown, thornmere_town


@pytest.fixture(scope="package")
def thornmere(sqlite_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThornmereTown]:
    path = tmp_path_factory.mktemp("tools") / "plumbline.db"
    path.write_bytes(sqlite_base.read_bytes())
    with thornmere_town(f"sqlite:///{path}") as town:
        town.slack.settled(timeout=30, quiet=1.0)
        yield town
