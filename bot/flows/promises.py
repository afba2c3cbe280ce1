"""Who will see what, in a sentence made from the checklist itself. Told at the start, on each card and at Submit."""

from collections.abc import Sequence

from bot.frameworks.model import Checklist

_READERS = {
    "supervisor": "the supervisor",
    "line": "the line above",
}


def promise(checklist: Checklist, state: str = "open", *, is_shared: bool = False) -> str:
    """True whatever happens next: it follows the same `who_sees` that access obeys."""
    if checklist.answered_for:
        return _promise_for(checklist, checklist.answered_for, state)
    others = [_said(reader) for reader in checklist.who_sees if reader not in ("author", "subject")]
    if checklist.has_turns:
        return _promise_of_parts(checklist, others, state)
    about = "subject" in checklist.who_sees
    if not others and not about:
        return (
            "Only you can see your answers. Your supervisor, your line and the QA lead see that you did the check, "
            "not what you answered."
        )
    if state == "submitted":
        shared = ["the person it is about"] if about and is_shared else []
        later = " The person it is about can read them once you share them." if about and not is_shared else ""
        return f"Your answers can be read by you{_and(others + shared)}.{later}"
    readers = f"you{_and(others)} can read your answers" if others else "only you can read your answers"
    later = "; the person it is about can read them once you share them" if about else ""
    return f"Only you can see your answers now. After you submit, {readers}{later}."


def _promise_of_parts(checklist: Checklist, others: list[str], state: str) -> str:
    """Of a check that several people fill in, or that is handed in part by part."""
    everybody = ["everybody who has a part in this check", *others]
    if state == "submitted":
        return f"The answers can be read by {_listed(everybody)}."
    together = "What two of you fill in together, both see as it is written. "
    opening = together if any(part.by == "both" for part in checklist.whole.parts) else ""
    after = f" After the last part, {_listed(others)} can read all of it too." if others else ""
    return (
        f"{opening}Nobody else sees your part before it is handed in; then everybody who has a part in this check "
        f"can.{after}"
    )


def _promise_for(checklist: Checklist, role: str, state: str) -> str:
    """Of answers that somebody else has given: whose they are, by role, and that it is known who entered them."""
    readers = _and([_said(reader) for reader in checklist.who_sees if reader != "author"])
    opening = f"You enter the answers of {role}: by this role, not by name. That you entered them is kept."
    if state == "submitted":
        return f"{opening} They can be read by you{readers}."
    return f"{opening} Only you can read them now. After you submit, you{readers} can."


def promise_of_fact(readers: Sequence[str], *, is_sensitive: bool) -> str:
    """Who will read one recorded fact, by the same list that access obeys."""
    said = {"author": "you", "subject": "the person it is about"}
    listed = [said.get(reader) or _said(reader) for reader in readers]
    only = " Only the date and who authorised it are kept, and no message speaks of it." if is_sensitive else ""
    return f"This can be read by {_listed(listed)}.{only}"


def told_readers(checklist: Checklist) -> str:
    """Who sees what all sheets of an anonymous survey say together."""
    return _listed([_said(reader) for reader in checklist.who_sees])


def _and(readers: list[str]) -> str:
    return "" if not readers else f" and {readers[0]}" if len(readers) == 1 else f", {_listed(readers)}"


def _said(reader: str) -> str:
    post, _, scope = reader.partition("@")
    if reader in _READERS:
        return _READERS[reader]
    title = post.replace("-", " ")
    return f"any {title}" if scope == "anywhere" else f"the {title} of the team"


def _listed(readers: list[str]) -> str:
    return readers[0] if len(readers) == 1 else f"{', '.join(readers[:-1])} and {readers[-1]}"
