"""Why a question is asked: what it is for, who reads the answer, from which version of the form it comes."""

from bot.domain.desk import Why
from bot.domain.people import Verb
from bot.errors import UnusableValueError
from bot.flows import access
from bot.flows.office import Actor, Office
from bot.flows.promises import promise

_SHORT = 8


def load_why(office: Office, actor: Actor, run_id: str, item_id: str) -> Why:
    with office.store.look(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.READ, run_id)
        checklist = office.checklist(uow, run)
        item = checklist.by_id.get(item_id)
        if item is None:
            raise UnusableValueError("This question is not part of the check. Please open it again.")
        framework = office.library.frameworks.get(run.framework)
        now = office.library.forms.get(run.checklist)
        return Why(
            framework=framework.title if framework else run.framework,
            check=checklist.title,
            purpose=checklist.purpose,
            ask=item.ask,
            help=item.help,
            used_for=checklist.used_for,
            promise=promise(checklist, run.state),
            kept_for=checklist.kept_for,
            version=run.version[:_SHORT],
            as_in_file=now is not None and now.version == run.version,
        )
