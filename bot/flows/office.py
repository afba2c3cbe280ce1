"""What every flow works with: the store, the checklists as they are in the files now, and old versions of them."""

from dataclasses import dataclass, field

from bot.clock import Deadline
from bot.errors import ShownError
from bot.frameworks.library import Form, Library
from bot.frameworks.model import Checklist
from bot.frameworks.version import revive
from bot.storage import runs
from bot.storage.store import Store, Uow

OPERATOR = "operator"
"""The actor at the machine's own keyboard, who needs no post: whoever can start the program owns its files."""


@dataclass
class Office:
    store: Store
    library: Library
    _versions: dict[str, Checklist] = field(default_factory=dict)

    def form(self, name: str) -> Form:
        """The checklist of that name as it is now."""
        form = self.library.forms.get(name)
        if form is None:
            raise ShownError("There is no check of that name now. Its file may have been moved or may have a mistake.")
        return form

    def checklist(self, uow: Uow, version: str) -> Checklist:
        """The checklist that a run began with, whatever has become of its file."""
        if version not in self._versions:
            self._versions[version] = revive(runs.load_body(uow, version))
        return self._versions[version]


@dataclass(frozen=True)
class Actor:
    """Who acts, and by when it must be stored or refused."""

    person: str
    deadline: Deadline | None = None
