"""The bytes of a file go to Slack and nowhere else, whatever address comes back."""

import http.client
from typing import Any

import pytest

from bot.delivery.uploads import upload
from bot.errors import ShownError
from bot.reports.files import File

FILE = File("a.pdf", "A", b"%PDF")


class Told:
    """Slack's answers to the first step, and what else was asked of it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[str] = []

    def __call__(self, method: str, **_: Any) -> dict[str, str]:
        self.asked.append(method)
        return {"upload_url": self.address, "file_id": "F1"}


@pytest.mark.parametrize(
    ("address", "api_url"),
    [
        ("https://evil.example/upload/v1/x", None),
        ("https://files.slack.com.evil.example/x", None),
        ("https://files.slack.com@evil.example/x", None),
        ("https://user:pass@files.slack.com/x", None),
        ("http://files.slack.com/x", None),
        ("https://files.slack.com:8443/x", None),
        ("https://[files.slack.com/x", None),
        ("//files.slack.com/x", None),
        ("file:///etc/passwd", None),
        ("", None),
        ("https://files.slack.com/x", "http://127.0.0.1:9/api/"),
        ("http://127.0.0.1:10/x", "http://127.0.0.1:9/api/"),
    ],
)
def test_an_address_that_does_not_lead_to_slack_gets_nothing(
    address: str, api_url: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(http.client.HTTPConnection, "connect", refuse)
    monkeypatch.setattr(http.client.HTTPSConnection, "connect", refuse)
    told, remembered = Told(address), list[Any]()
    with pytest.raises(ShownError, match="did not take the file"):
        upload(told, api_url, "D1", [FILE], remembered.append)  # type: ignore[arg-type]
    assert told.asked == ["files.getUploadURLExternal"] and remembered == []
