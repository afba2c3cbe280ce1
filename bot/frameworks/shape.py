"""What every part of the file format has in common: strictness, and the lengths of its texts.

The lengths are about reading; Slack's own limits are not here.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Shape(BaseModel):
    """A mapping in a checklist file. Unknown keys are refused; a loaded one never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, use_attribute_docstrings=True)


def _text(longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)


Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,59}$")]
"""A name that files refer to: lower case, digits and hyphens."""
ItemId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,31}$")]
"""An item's id, such as A1, 5.3 or own-date."""
ShortTitle = Annotated[str, _text(24)]
Label = Annotated[str, _text(60)]
Title = Annotated[str, _text(120)]
Prompt = Annotated[str, _text(300)]
Paragraph = Annotated[str, _text(1000)]
