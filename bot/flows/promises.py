"""Who will see what, in a sentence made from the checklist itself. Told at the start, on each card and at Submit."""

from bot.frameworks.model import Checklist

_READERS = {
    "subject": "the person it is about, once you share it",
    "supervisor": "the supervisor",
    "line": "the line above",
}


def promise(checklist: Checklist, state: str = "open") -> str:
    """True whatever happens next: it follows the same `who_sees` that access obeys."""
    others = [_said(reader) for reader in checklist.who_sees if reader != "author"]
    if not others:
        return (
            "Only you can see your answers. Your supervisor, your line and the QA lead see that you did the check, "
            "not what you answered."
        )
    when = "" if state == "submitted" else " After you submit,"
    can = "can read your answers" if when else "Your answers can be read by"
    readers = _listed(others)
    if when:
        return f"Only you can see your answers now.{when} {readers} {can}."
    return f"{can} {readers}, and by you."


def _said(reader: str) -> str:
    post, _, scope = reader.partition("@")
    if reader in _READERS:
        return _READERS[reader]
    title = post.replace("-", " ")
    return f"any {title}" if scope == "anywhere" else f"the {title} of the team"


def _listed(readers: list[str]) -> str:
    return readers[0] if len(readers) == 1 else f"{', '.join(readers[:-1])} and {readers[-1]}"
