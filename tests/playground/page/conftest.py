"""Fetching pages as a browser does, without following where they lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.playground.conftest import Town


@dataclass(frozen=True)
class Fetched:
    status: int
    headers: dict[str, str]
    text: str


Fetch = Callable[..., Fetched]


@pytest.fixture
def fetch(http_town: Town) -> Fetch:
    """GET an address of the playground."""
    address = urlsplit(http_town.slack.url)

    def get(path: str, method: str = "GET", body: str | None = None, **headers: str) -> Fetched:
        connection = HTTPConnection(address.hostname or "", address.port, timeout=10)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return Fetched(response.status, dict(response.getheaders()), response.read().decode())
        finally:
            connection.close()

    return get
