"""What every flow works with: the store, the checklists as they are in the files now, and old versions of them."""

from dataclasses import dataclass, field

from bot.clock import Deadline
from bot.domain.facts import Recorded
from bot.domain.meetings import Point
from bot.domain.runs import Run
from bot.errors import ShownError
from bot.flows.due.council import Council
from bot.frameworks.agenda import expand
from bot.frameworks.library import Book, Form, Library
from bot.frameworks.model import Checklist
from bot.frameworks.register import Fact, Register
from bot.frameworks.version import revive
from bot.storage import meetings, runs
from bot.storage.store import Store, Uow

OPERATOR = "operator"
"""The actor at the machine's own keyboard, who needs no post: whoever can start the program owns its files."""

_AGENDAS = 200
"""How many agendas are remembered."""


@dataclass
class Office:
    store: Store
    library: Library
    _versions: dict[str, Checklist] = field(default_factory=dict)
    _registers: dict[str, Register] = field(default_factory=dict)
    _expanded: dict[tuple[str, tuple[Point, ...]], Checklist] = field(default_factory=dict)
    council: tuple[int, Council] | None = None
    """Who was what when, as it stood at that entry of the log by which it changed last; see flows/due/worlds.py."""

    def form(self, name: str) -> Form:
        """The checklist of that name as it is now."""
        form = self.library.forms.get(name)
        if form is None:
            raise ShownError("There is no check of that name now. Its file may have been moved or may have a mistake.")
        return form

    def book(self, name: str) -> Book:
        """The register of that name as it is now."""
        book = self.library.books.get(name)
        if book is None:
            raise ShownError(
                "There is no register of that name now. Its file may have been moved or may have a mistake."
            )
        return book

    def fact(self, uow: Uow, recorded: Recorded) -> tuple[Register, Fact]:
        """What was recorded, as its register says it now; as it said it then, where that is no longer there."""
        book = self.library.books.get(recorded.book)
        if book and recorded.said.fact in book.register.by_id:
            return book.register, book.register.by_id[recorded.said.fact]
        if recorded.version not in self._registers:
            self._registers[recorded.version] = Register.model_validate_json(runs.load_body(uow, recorded.version))
        then = self._registers[recorded.version]
        return then, then.by_id[recorded.said.fact]

    def checklist(self, uow: Uow, run: Run) -> Checklist:
        """The checklist that a run began with, whatever has become of its file; with the agenda of its meeting."""
        checklist = self.version(uow, run.version)
        return self._with_agenda(uow, run, checklist) if checklist.follows_agenda else checklist

    def version(self, uow: Uow, digest: str) -> Checklist:
        """A checklist as it once stood in its file."""
        if digest not in self._versions:
            self._versions[digest] = revive(runs.load_body(uow, digest))
        return self._versions[digest]

    def _with_agenda(self, uow: Uow, run: Run, checklist: Checklist) -> Checklist:
        agenda = tuple(meetings.load_agenda_in(uow, run))
        if (run.version, agenda) not in self._expanded:
            if len(self._expanded) >= _AGENDAS:
                self._expanded.clear()
            self._expanded[run.version, agenda] = expand(checklist, agenda)
        return self._expanded[run.version, agenda]


@dataclass(frozen=True)
class Actor:
    """Who acts, and by when it must be stored or refused."""

    person: str
    deadline: Deadline | None = None
