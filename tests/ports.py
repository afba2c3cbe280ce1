"""Ports for servers that begin later. The system's own pick may be taken by a call going out before they listen."""

import random
import socket

_BELOW_THOSE_OF_CALLERS = range(20_000, 32_000)
_PICK = random.SystemRandom()


def free_port() -> int:
    """Picked at random, so that tests that run side by side do not want the same."""
    while True:
        port = _PICK.choice(_BELOW_THOSE_OF_CALLERS)
        with socket.socket() as probe:
            try:
                probe.bind(("0.0.0.0", port))  # noqa: S104
            except OSError:
                continue
        return port
