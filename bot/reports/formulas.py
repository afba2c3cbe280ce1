"""Words that a spreadsheet would take for a formula, disarmed so that the words can be had back.

Numbers are never touched: a negative number stays one.
"""

import re

_SIGNS = "=+\\-@\t\r＝＋－＠"
_AFTER = ',;|\t\r\n"'
"""What a program that cuts a cell in the wrong place may begin a new one after."""
_BEGINS = rf"(?:^(?=[' ]*[{_SIGNS}])|(?<=[{_AFTER}])(?='*[{_SIGNS}]))"
_ARMED = re.compile(_BEGINS)
_DISARMED = re.compile(f"{_BEGINS}'")


def disarmed(text: str) -> str:
    """With an apostrophe before each place from which a formula could begin, also where there is one already."""
    return _ARMED.sub("'", text)


def rearmed(text: str) -> str:
    """The words as they were typed."""
    return _DISARMED.sub("", text)
