"""By which versions of the files something was counted: one text for each framework. Pure."""

import hashlib

from bot.domain.figures import Scope
from bot.frameworks.library import Library

_SHOWN = 12


def versions_of(library: Library, scope: Scope) -> tuple[str, ...]:
    names = [name for name in sorted(library.frameworks) if scope.framework in (None, name)]
    return tuple(f"{library.frameworks[name].title} {digest_of(library, name)[:_SHOWN]}" for name in names)


def digest_of(library: Library, framework: str) -> str:
    """Of all of its checklists, and of its schedule."""
    forms = sorted(form.version for form in library.forms.values() if form.framework == framework)
    plan = library.plans.get(framework)
    return hashlib.sha256("\n".join([*forms, plan.version if plan else ""]).encode()).hexdigest()
