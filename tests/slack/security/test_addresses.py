"""C17: an address that came with a request is followed only where it leads to Slack."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from bot.delivery.urls import ResponseUrls, send_to
from tests.doors.conftest import Log
from tests.slack.security.letters import last_sent, send
from tests.slack.security.test_mentions import connections
from tests.slack.sight import answers, run_on
from tests.slack.town import Town

pytestmark = pytest.mark.slow


class Trap(BaseHTTPRequestHandler):
    """Elsewhere: notes every request, and sends whoever asks on to a third place."""

    def do_POST(self) -> None:
        self.server.caught.append(self.path)  # type: ignore[attr-defined]
        self.send_response(302)
        self.send_header("Location", f"http://{self.headers['Host']}/third")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def trap() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Trap)
    server.caught = []  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


FORGED = [
    "http://169.254.169.254/latest/meta-data/",
    "file:///etc/passwd",
    "ftp://{trap}/x",
    "gopher://{trap}/x",
    "http://{trap}/commands/x",
    "//{trap}/x",
    "https://hooks.slack.com.evil.example/commands/x",
    "https://evil.example/hooks.slack.com/",
    "http://hooks.slack.com/commands/x",
    "https://hooks.slack.com/commands/x",  # not where this workspace is
    "{slack}@{trap}/x",
    "http://user:word@{trap}/x",
    "{slack}.evil.example/x",
    "{slack}:{trap}/x",
    "http://[::1/x",
    "http://{trap}:99999/x",
    " {slack}@{trap}",
    "{slack}\\@{trap}/x",
    "javascript:alert(1)",
    "x" * 5000,
]


@pytest.mark.parametrize("forged", FORGED)
def test_c17_a_forged_address_is_not_followed_and_is_logged(
    open_town: Town, trap: HTTPServer, log: Log, forged: str
) -> None:
    town = open_town
    town.begin(town.ade)
    run = run_on(town.ade.card())
    town.ade.click("Add a note")
    town.ade.close()
    town.slack.settled()
    slack = town.slack.url
    address = forged.format(trap=f"127.0.0.1:{trap.server_port}", slack=slack)
    click = last_sent(town) | {"response_url": address}
    click["actions"][0] |= {"action_id": "answer/0", "value": f"{run} A1 0 1"}
    refused = click | {"actions": [click["actions"][0] | {"value": "xxxxxxxxxxxxx A1 0 1"}]}
    with connections() as seen:
        assert send(town, click).status == 200
        assert send(town, refused).status == 200
        town.slack.settled()
    ours = {("127.0.0.1", town.settings.port), ("127.0.0.1", int(slack.rpartition(":")[2]))}
    assert {where[:2] for where in seen} <= ours
    assert trap.caught == []  # type: ignore[attr-defined]
    assert log.said("an address that does not lead to Slack was not followed")
    assert "evil.example" not in log.text
    # What was pressed counts all the same.
    assert answers(town, run)["A1"] == 1


def test_c17_a_redirect_is_not_followed(trap: HTTPServer) -> None:

    origin = f"http://127.0.0.1:{trap.server_port}"
    url = ResponseUrls(origin).read(f"{origin}/actions/x")
    assert url
    assert not send_to(url, {"text": "Hello"})
    assert trap.caught == ["/actions/x"]  # type: ignore[attr-defined]
