"""What is counted as one tool: a check with all rules that it alone discharges, else a rule by itself. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.figures import Scope
from bot.frameworks.library import Form, Library
from bot.frameworks.schedule import Rule


@dataclass(frozen=True)
class Tool:
    """`key` is the name of the check, or the number of the rule."""

    key: str
    title: str
    framework: str
    rules: tuple[str, ...]


def tools_of(library: Library, framework: str | None = None, form: str | None = None) -> tuple[Tool, ...]:
    """In the order of their titles. With a form, what it is one way to discharge."""
    found: dict[str, list[Rule]] = {}
    frameworks: dict[str, str] = {}
    for name, plan in library.plans.items():
        for rule in plan.schedule.rules:
            if _is_meant(rule, name, framework, form):
                found.setdefault(_key(rule), []).append(rule)
                frameworks[_key(rule)] = name
    tools = (
        Tool(key, _title(library, key, rules[0]), frameworks[key], tuple(rule.id for rule in rules))
        for key, rules in found.items()
    )
    return tuple(sorted(tools, key=lambda tool: (tool.framework, tool.title, tool.key)))


def _is_meant(rule: Rule, name: str, framework: str | None, form: str | None) -> bool:
    """What becomes of an agreed action is counted with the actions."""
    is_of_form = form is None or form in _ways(rule)
    return rule.per != "action" and framework in (None, name) and is_of_form


def _ways(rule: Rule) -> set[str]:
    return {there.check or there.survey or "" for there in rule.done_by}


def _key(rule: Rule) -> str:
    ways = _ways(rule)
    return next(iter(ways)) if len(ways) == 1 and ways != {""} else rule.id


def _title(library: Library, key: str, rule: Rule) -> str:
    form = library.forms.get(key)
    return form.checklist.title if form else rule.title


def by_rule(tools: Iterable[Tool]) -> Mapping[str, Tool]:
    return {rule: tool for tool in tools for rule in tool.rules}


def unforeseen_of(library: Library) -> frozenset[str]:
    """The rules of which nobody may know beforehand when they ask for something."""
    return frozenset(rule.id for _, rule in library.rules.values() if rule.unforeseen)


def covering_of(library: Library, framework: str | None) -> frozenset[str]:
    """The rules by which everybody's work is to be looked at in each window."""
    rules = ((plan.framework, rule) for plan, rule in library.rules.values())
    return frozenset(
        rule.id
        for name, rule in rules
        if framework in (None, name) and rule.per == "supervisee" and (rule.each or rule.in_)
    )


def answered_forms(library: Library, scope: Scope) -> dict[str, Form]:
    """The checks whose answers are counted: not those that only their author reads, nor what belongs to nobody."""
    return {form.name: form for form in _forms(library, scope) if _is_told(form)}


def _is_told(form: Form) -> bool:
    return not form.checklist.is_private and form.checklist.anonymous is None


def _forms(library: Library, scope: Scope) -> Iterator[Form]:
    for form in library.forms.values():
        if scope.framework in (None, form.framework) and scope.form in (None, form.name):
            yield form


def private_forms(library: Library, scope: Scope) -> dict[str, Form]:
    return {form.name: form for form in _forms(library, scope) if form.checklist.is_private}
