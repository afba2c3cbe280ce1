"""What every part of the file format has in common: strictness, and the lengths and patterns of its texts.

The lengths are about reading; Slack's own limits are not here.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints


class Shape(BaseModel):
    """A mapping in a checklist file. Unknown keys are refused; a loaded one never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, use_attribute_docstrings=True)


def _text(longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)


ADVICE: dict[str, str] = {}
"""What to write where a text does not follow a pattern, by pattern."""


def patterned(pattern: str, advice: str) -> StringConstraints:
    """A text that follows the pattern; the advice is for who wrote one that does not."""
    ADVICE[pattern] = advice
    return StringConstraints(pattern=pattern)


NAME = r"^[a-z][a-z0-9-]{0,59}$"
Name = Annotated[
    str,
    patterned(NAME, "use lower-case letters, digits and hyphens, beginning with a letter"),
]
"""A name that files refer to: lower case, digits and hyphens."""
ItemId = Annotated[
    str,
    patterned(
        r"^[A-Za-z0-9][A-Za-z0-9.-]{0,31}$",
        "use at most 32 letters, digits, dots and hyphens and no spaces, such as A1, 5.3 or own-date",
    ),
]
"""An item's id, such as A1, 5.3 or own-date."""
ShortTitle = Annotated[str, _text(24)]
Label = Annotated[str, _text(60)]
Title = Annotated[str, _text(120)]
Prompt = Annotated[str, _text(300)]
Paragraph = Annotated[str, _text(1000)]


def shapes_at(root: type[Shape], way: Sequence[str | int]) -> list[type[Shape]]:
    """What may stand at the end of the way through the format, which may name the kind of an item as a step."""
    here = [root]
    for step in way:
        fields = [field for shape in here for name, field in shape.model_fields.items() if step in (name, field.alias)]
        kinds = [shape for shape in here if step in kinds_of(shape)]
        here = [shape for field in fields for shape in _shapes_in(field.annotation)] or kinds or here
    return here


def keys_of(shape: type[Shape], *, needed: bool = False) -> list[str]:
    """The keys as they are written in the files; only those that must be there, if asked."""
    fields = shape.model_fields.items()
    return [field.alias or name for name, field in fields if field.is_required() or not needed]


def kinds_of(shape: type[Shape]) -> tuple[str, ...]:
    return get_args(shape.model_fields["kind"].annotation) if "kind" in shape.model_fields else ()


def _shapes_in(annotation: Any) -> Iterator[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for inner in get_args(annotation):
        yield from _shapes_in(inner)
