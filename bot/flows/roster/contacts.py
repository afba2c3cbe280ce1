"""How people are reached after an import, and the sentences for what changes about that.
An address or Slack id has one owner: whoever the file gives it to. What the file leaves empty stays as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.domain.roster import Change, Contact, PersonRow

CONTACT_CHANGED = "contact changed"


def contacts_after(people: Iterable[Contact], told: Mapping[str, PersonRow]) -> dict[str, Contact]:
    """Everybody's contact details by id, those of newcomers too. `told` has lines by the id of their person."""
    before = {person.id: person for person in people}
    after = before | {key: _told(before.get(key, Contact(key, "")), row) for key, row in told.items()}
    emails = {row.email: key for key, row in told.items()}
    slack_ids = {row.slack_user_id: key for key, row in told.items()}
    for key, person in after.items():
        email = person.email if emails.get(person.email, key) == key else None
        slack_id = person.slack_user_id if slack_ids.get(person.slack_user_id, key) == key else None
        if (email, slack_id) != (person.email, person.slack_user_id):
            after[key] = replace(person, email=email, slack_user_id=slack_id)
    return after


def _told(known: Contact, row: PersonRow) -> Contact:
    return Contact(known.id, row.name, row.email or known.email, row.slack_user_id or known.slack_user_id)


def contact_changes(before: Contact, after: Contact) -> Iterator[Change]:
    """One for each detail that changes."""
    if before.name != after.name:
        yield _contact_change(after, f"{before.name} is now called {after.name}")
    if before.email != after.email:
        yield _contact_change(after, f"{after.name}'s e-mail address is corrected")
    if before.slack_user_id != after.slack_user_id:
        yield _contact_change(after, f"{after.name}'s Slack id is corrected")


def lost_contact(before: Contact, after: Contact) -> Iterator[Change]:
    """For somebody who is not in the file: the file may give their address to another."""
    if before != after:
        yield _contact_change(after, f"{after.name}'s e-mail address or Slack id now belongs to somebody else")


def _contact_change(after: Contact, sentence: str) -> Change:
    return Change(CONTACT_CHANGED, after.id, sentence, amended=(after,))
