"""Numbers in an address, which anybody can write there."""

from __future__ import annotations

LONGEST = 12


def number(written: str) -> int | None:
    """None where it is no number, or longer than anything that is counted here."""
    return int(written) if written.isdecimal() and len(written) <= LONGEST else None
