"""How a form stands of which there should be only so many in a time: said to whoever begins one. They decide."""

from collections.abc import Iterator

from bot.flows.office import Office
from bot.frameworks.kinds import AnyOf
from bot.frameworks.library import Form
from bot.frameworks.limits import is_within
from bot.frameworks.model import Checklist, Cycle
from bot.storage.counts import load_counts
from bot.storage.cycles import load_begun
from bot.storage.store import Uow


def cycle_lines(uow: Uow, office: Office, form: Form) -> tuple[str, ...]:
    """Of the checks begun lately, how many there are and what they cover; nothing else of them."""
    cycle = form.checklist.cycle
    if cycle is None:
        return ()
    nation, zone = office.library.frameworks[form.framework].nation, office.store.clock.zone
    begun = load_begun(uow, form.framework, form.name)
    lately = [run for run, at in begun if is_within(at.astimezone(zone).date(), uow.today, cycle.within, nation)]
    covered = {code for run in lately for code, _ in load_counts(uow, run).get(cycle.covers or "", ())}
    return tuple(told_of_cycle(form.checklist, cycle, len(lately), covered))


def told_of_cycle(checklist: Checklist, cycle: Cycle, begun: int, covered: set[int]) -> Iterator[str]:
    many = f"{begun} of these {'was' if begun == 1 else 'were'} begun in the last {cycle.within}"
    if begun < cycle.most:
        yield f"{many}; there should be {cycle.most} at most."
    else:
        yield f"{many}, and there should be {cycle.most} at most. If one more is needed all the same, you can begin it."
    field = checklist.by_id.get(cycle.covers or "")
    if isinstance(field, AnyOf):
        wanted = [there for there in field.options if there.name != field.none]
        for words, is_so in (("Covered by them", True), ("Not covered yet", False)):
            labels = [there.label for there in wanted if (there.code in covered) is is_so]
            if labels:
                yield f"{words}: {', '.join(labels)}."
