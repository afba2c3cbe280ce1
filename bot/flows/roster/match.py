"""Who in the people file is whom: the lines that somebody known has, and the line that an e-mail address means.
By Slack id, else by e-mail. What follows from it is in roster_rules.py and roster_plan.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.roster import Contact, PersonRow, Roster


@dataclass(frozen=True)
class Match:
    known: Mapping[int, Contact]
    """Those already known, by the line that is theirs."""
    by_email: Mapping[str, PersonRow]
    """Whom an address means: as the file has it, or as it was known until now."""

    def supervisor_of(self, row: PersonRow) -> PersonRow | None:
        return self.by_email.get(row.supervisor_email) if row.supervisor_email else None


def match_people(rows: Iterable[PersonRow], state: Roster) -> Match:
    """Slack ids first: whoever they find is not there to be found again by an address that has passed to another."""
    rows = tuple(rows)
    by_slack = {person.slack_user_id: person for person in state.people if person.slack_user_id}
    known = {row.line: by_slack[row.slack_user_id] for row in rows if row.slack_user_id in by_slack}
    claimed = {person.id for person in known.values()}
    by_email = {person.email: person for person in state.people if person.email and person.id not in claimed}
    for row in rows:
        if row.line not in known and row.email in by_email:
            known[row.line] = by_email.pop(row.email)
    return Match(known, _addresses(rows, known))


def _addresses(rows: Iterable[PersonRow], known: Mapping[int, Contact]) -> dict[str, PersonRow]:
    rows = tuple(rows)
    until_now = {known[row.line].email: row for row in rows if row.line in known}
    told = {row.email: row for row in reversed(rows)}
    return {email: row for email, row in {**until_now, **told}.items() if email}
