"""What `preview` prints of a register: each of its facts as it will be asked. Checklists are in conversation.py."""

from bot.cli import terminal
from bot.flows.promises import promise_of_fact
from bot.frameworks.register import Fact, Register


def register_in_words(register: Register) -> str:
    """Everything that somebody who records there will be asked and told."""
    lines = [register.title, "=" * len(register.title), terminal.wrapped(register.purpose), ""]
    lines += [terminal.wrapped(f"Kept by: {', '.join(post.replace('-', ' ') for post in register.kept_by)}.")]
    lines += [terminal.wrapped(f"Used for: {register.used_for}"), f"Kept for {register.kept_for}.", ""]
    lines += [terminal.wrapped(register.subject.ask), f"    ({register.subject.called})"]
    if register.subject.random:
        lines.append(f"    A new reference is offered, such as {register.subject.random}-0123.")
    for fact in register.facts:
        lines += ["", f"{fact.id}  {fact.called}", *_asked(register, fact)]
    return "\n".join(lines)


def _asked(register: Register, fact: Fact) -> list[str]:
    labels = [f"[ {' ] [ '.join(there.label for there in fact.outcomes)} ]"] if fact.outcomes else []
    more = {
        f"{fact.about}: a reference or a role": bool(fact.about),
        f"Authorised by: somebody who is {str(fact.authoriser).replace('-', ' ')}": bool(fact.authoriser),
        "A note, if you like": fact.words == "offered" and not fact.sensitive,
        f"Out of date after {fact.within}.": bool(fact.within),
        "One form for many: a tick for each, one date for all.": fact.many,
    }
    told = promise_of_fact(register.readers_of(fact), is_sensitive=fact.sensitive)
    extra = [*([fact.help] if fact.help else []), *labels, *(line for line, holds in more.items() if holds), told]
    return [terminal.wrapped(fact.ask), *(terminal.wrapped(line, "    ") for line in extra)]
