"""What stands under each heading of a report, by its kind. Where it comes from is gathered in gathering.py. Pure."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.figures import Figures, ItemFigures
from bot.domain.papers import Block, Lines, Section, Table, Words
from bot.domain.reporting import Entry
from bot.flows.figures.tools import tools_of
from bot.flows.reporting import telling
from bot.flows.reporting.published import published
from bot.frameworks import report_sections as kinds
from bot.frameworks.library import Library
from bot.frameworks.report_sections import AnySection, Source
from bot.frameworks.reports import Report

AT_A_GLANCE = "At a glance"
_ALL_ACTIONS = "Counted together with what was agreed in all other checks: it is not told of single ones."
_UNWRITTEN = "Nothing was written here."
_NOT_COUNTED = "Nothing of this time is counted yet, so there are no figures here."
_OF_FIGURES = (
    kinds.Work,
    kinds.Coverage,
    kinds.Excused,
    kinds.Answers,
    kinds.Themes,
    kinds.GoodPractice,
    kinds.UnderHeading,
)


@dataclass(frozen=True)
class Gathered:
    """All that a report is made from. `besides`: what is no figure, by the heading's name."""

    figures: Figures
    teams: tuple[Figures, ...]
    library: Library
    framework: str
    head: str
    words: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    besides: Mapping[str, Sequence[Block]] = field(default_factory=dict)


def sections_of(report: Report, gathered: Gathered) -> tuple[Section, ...]:
    fit = published if report.published else iter
    short = Section(AT_A_GLANCE, tuple(_in_short(gathered.figures, fit)))
    return (short, *(Section(there.title, tuple(_blocks(there, gathered, fit))) for there in report.sections))


def _in_short(figures: Figures, fit: Callable[[Iterator[Block]], Iterator[Block]]) -> Iterator[Block]:
    said = telling.not_counted_in(figures)
    if said:
        yield Words(said)
    if not figures.why_none:
        yield from fit(iter(telling.in_short(figures)))


def _blocks(
    section: AnySection, gathered: Gathered, fit: Callable[[Iterator[Block]], Iterator[Block]]
) -> Iterator[Block]:
    if section.help:
        yield Words(section.help)
    written = gathered.words.get(section.name)
    if written:
        yield Words(written)
    elif section.ask and section.kind == "fill-in":
        yield Words(_UNWRITTEN)
    if isinstance(section, kinds.Method):
        yield from telling.method(gathered.figures, gathered.head)
    yield from fit(iter(_shown(section, gathered)))


def _shown(section: AnySection, gathered: Gathered) -> Sequence[Block]:
    figures = gathered.figures
    if figures.why_none and (isinstance(section, _OF_FIGURES) or _is_sum(section)):
        return [Words(_NOT_COUNTED), *gathered.besides.get(section.name, ())]
    match section:
        case kinds.Work():
            tools = _tools(section, gathered)
            return [*telling.work(figures, tools), *(telling.by_team(gathered.teams, tools) if section.by_team else ())]
        case kinds.Coverage():
            return telling.coverage(figures)
        case kinds.Excused():
            return telling.excused(figures, _tools(section, gathered))
        case kinds.Answers():
            return _answers(section, gathered)
        case kinds.Themes():
            return [*telling.themes(figures, good=False), *gathered.besides.get(section.name, ())]
        case kinds.GoodPractice():
            return telling.themes(figures, good=True)
        case kinds.UnderHeading():
            return telling.answers(_feeding(section.heading, gathered))
        case kinds.Actions() if not section.each:
            return [*telling.actions(figures), *([Words(_ALL_ACTIONS)] if section.checks else ())]
        case kinds.Entries():
            return _entries(section, gathered.entries.get(section.name, ()))
        case _:
            return gathered.besides.get(section.name, ())


def _tools(section: kinds.Work | kinds.Excused, gathered: Gathered) -> list[str]:
    """What these checks are counted as: where one of them is one way to do what is owed, all ways to do it together."""
    named = (tools_of(gathered.library, gathered.framework, check) for check in section.checks)
    return [*section.checks, *(tool.key for tools in named for tool in tools)]


def _is_sum(section: AnySection) -> bool:
    return isinstance(section, kinds.Actions) and not section.each


def _answers(section: kinds.Answers, gathered: Gathered) -> list[Block]:
    items, numbers = _of(section.of, gathered.figures.answers), gathered.besides.get(section.name, ())
    found = [*(telling.answers(items, section.show) if items or not numbers else ()), *numbers]
    for there in gathered.teams if section.by_team else ():
        theirs = [item for item in _of(section.of, there.answers) if item.told]
        if theirs:
            found += [Words(there.scope.node.name), *telling.answers(theirs, section.show)]
    return found


def _of(sources: Sequence[Source], items: Sequence[ItemFigures]) -> list[ItemFigures]:
    return [item for source in sources for item in items if _is_of(source, item)]


def _is_of(source: Source, item: ItemFigures) -> bool:
    return item.form == source.check and (not source.items or item.item in source.items)


def _feeding(heading: str, gathered: Gathered) -> list[ItemFigures]:
    """The questions of the framework that name this heading."""
    return [item for item in gathered.figures.answers if heading in _feeds(item, gathered.library)]


def _feeds(item: ItemFigures, library: Library) -> Collection[str]:
    form = library.forms.get(item.form)
    asked = form.checklist.by_id.get(item.item) if form else None
    return asked.feeds if asked else ()


def _entries(section: kinds.Entries, entries: Sequence[Entry]) -> list[Block]:
    if not entries:
        return [Lines((f"No {section.called} stands.",))]
    rows = tuple((there.number, there.reason, f"{there.ends:%-d %b %Y}" if there.ends else "-") for there in entries)
    return [Table(f"Each {section.called}", (section.number[:1].upper() + section.number[1:], "Reason", "Until"), rows)]
