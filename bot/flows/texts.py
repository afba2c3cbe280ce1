"""The one gate for words that people write: characters that can be kept, a limit that is named, nothing identifying."""

import unicodedata

from bot.errors import IdentifyingTextError, UnusableValueError
from bot.flows.guard import identifying, identifying_reference

NOTE_LENGTH = 3000
REASON_LENGTH = 500
REFERENCE_LENGTH = 40
# Zs, Zl, Zp are spaces; Cf are marks that show nothing. A text of only these says nothing.
_SILENT = frozenset({"Zs", "Zl", "Zp", "Cf", "Cc"})


def usable(text: str, longest: int, keep_because: str | None = None) -> str:
    """The text as it will be stored, or a refusal that never repeats it.

    With a reason an identifying pattern may stay; the reason itself may not hold one.
    """
    kept = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if any(_is_unkeepable(char) for char in kept):
        raise UnusableValueError("This holds a character that cannot be stored. Please type the words again.")
    if is_blank(kept):
        raise UnusableValueError("Please write something.")
    if len(kept) > longest:
        raise UnusableValueError(
            f"This has {len(kept)} characters; there is room for {longest}. Nothing was saved. Please shorten it."
        )
    _refuse_identifying(kept, keep_because)
    return kept


def usable_reference(text: str, keep_because: str | None = None) -> str:
    """A reference in one line; what looks like a name is held back as well."""
    kept = usable(text, REFERENCE_LENGTH, keep_because).replace("\n", " ")
    if not keep_because and (seen := identifying_reference(kept)):
        raise IdentifyingTextError(seen)
    return kept


def usable_reason(text: str) -> str:
    return usable(text, REASON_LENGTH)


def is_blank(text: str) -> bool:
    return all(unicodedata.category(char) in _SILENT for char in text)


def _is_unkeepable(char: str) -> bool:
    category = unicodedata.category(char)
    return category == "Cs" or (category == "Cc" and char not in "\n\t")


def _refuse_identifying(text: str, keep_because: str | None) -> None:
    if keep_because:
        usable_reason(keep_because)  # it is stored too, needed or not
    elif seen := identifying(text):
        raise IdentifyingTextError(seen)
