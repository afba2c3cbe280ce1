"""The errors that people may see. Each carries the sentence to show; anything else is a fault of ours.

No error here repeats what a person typed.
"""

from collections.abc import Iterable


class ShownError(Exception):
    """An expected refusal. `str(error)` is the sentence for the person it happened to."""


class NotAllowedError(ShownError):
    """This person may not do this to this object today. What was refused goes into the log, never to the person."""

    def __init__(self, sentence: str, actor: str = "", verb: str = "", about: str = "") -> None:
        super().__init__(sentence)
        self.actor, self.verb, self.about = actor, verb, about


class NotSavedError(ShownError):
    """Nothing was stored, because the database could not be reached, locked or written in time."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or "That was not saved. What was saved before is safe. Please try again.")


class UnusableValueError(ShownError):
    """What was given does not fit the question; nothing was stored."""


class WhichError(UnusableValueError):
    """It could mean one of several things. `choices`: the name of each, and what to ask for instead.

    `unknown`: the words that were not understood, for nobody but who typed them; the sentence is without them.
    """

    def __init__(self, sentence: str, choices: tuple[tuple[str, str], ...], unknown: str = "") -> None:
        super().__init__(sentence)
        self.choices, self.unknown = choices, unknown


class WrittenElsewhereError(ShownError):
    """Other words stand there than those that were seen; nothing was stored."""


class NotApprovedError(ShownError):
    """A report cannot be approved as it stands now; the sentence says what is in the way."""


class NotPostableError(ShownError):
    """Nothing may be posted in this channel as it is now; the sentence says what to change."""


class FormProblemsError(UnusableValueError):
    """Several fields of one form do not fit; nothing of it was stored. `problems` has a sentence for each item's id.

    `keepable`: those of them that may stay as they are once a reason is given.
    """

    def __init__(self, problems: dict[str, str], keepable: Iterable[str] = ()) -> None:
        self.problems = problems
        self.keepable = frozenset(keepable)
        super().__init__(" ".join(problems.values()))


def _listed(kinds: tuple[str, ...]) -> str:
    return kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"


class IdentifyingTextError(UnusableValueError):
    """The text looks as if it names somebody. `seen` lists the kinds of pattern, never the text."""

    def __init__(self, seen: tuple[str, ...]) -> None:
        self.seen = seen
        super().__init__(
            f"This looks as if it holds {_listed(seen)}. Nothing was saved. Take it out, or say why it has to stay."
        )


class ClosedRunError(ShownError):
    """The check was submitted or withdrawn, so it no longer takes answers."""


class ClosedPartError(ShownError):
    """A part of the check is not open: not yet, or not any more."""


class BadFilesError(ShownError):
    """Checklist or people files with problems; the sentence is the list of them, one a line."""
