"""Random keys: long ones that tables use, short ones that people read. Neither tells anything about what it names."""

import secrets

_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
# No vowels, so no words; none of 0 O 1 I L, so nothing to mistake.
_SPOKEN = "23456789BCDFGHJKMNPQRSTVWXYZ"


def new_key() -> str:
    """Thirteen characters, 65 random bits."""
    bits = secrets.randbits(65)
    return "".join(_BASE32[(bits >> shift) & 31] for shift in range(0, 65, 5))


def is_key(text: str) -> bool:
    """Whether it can be a key at all. What comes from outside is a claim, and may hold anything."""
    return len(text) == 13 and set(text) <= set(_BASE32)


def new_reference() -> str:
    """Six characters for people, such as 8F2KQ7. Unique by the table's own constraint."""
    return "".join(secrets.choice(_SPOKEN) for _ in range(6))


def new_salt() -> str:
    return secrets.token_hex(16)
