"""What an import changes: everything that the files say, set against everything that holds, on one day.
Pure, but for the random ids of what is new. Storing it is in roster.py; closing and opening rows in roster_steps.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.roster import Change, Contact, Fact, Files, PersonRow, Roster, TeamCard, TeamRow
from bot.domain.roster_sentences import Step, join_sentence, sentence_of, unsupervised_sentence
from bot.flows.roster.changes import change_of, heard, with_silent
from bot.flows.roster.contacts import contact_changes, contacts_after, lost_contact
from bot.flows.roster.match import Match, match_people
from bot.flows.roster.steps import NewKey, Settling, Want
from bot.storage.keys import new_key

_PERSON_FACTS = (Fact.EMPLOYED, Fact.BELONGS, Fact.REPORTS_TO, Fact.HOLDS)
_TEAM_FACTS = (Fact.EXISTS, Fact.PART_OF, Fact.USES)
_VERBS: Mapping[Fact, str] = {
    Fact.BELONGS: "moved",
    Fact.REPORTS_TO: "supervisor changed",
    Fact.HOLDS: "posts changed",
}
TEAM_CHANGED = "team changed"

Span = tuple[date, date | None]
Wants = Mapping[Fact, list[Want]]


def plan_import(today: date, files: Files, state: Roster, new_key: NewKey = new_key) -> list[Change]:
    """The changes in the order in which people should read them. Both files must be free of problems."""
    match = match_people(files.people, state)
    people = {row.line: match.known.get(row.line) or Contact(new_key(), row.name) for row in files.people}
    plan = _Plan(today, files, state, match, people, _team_cards(files, state, new_key), Settling(today, new_key))
    return [*plan.team_changes(), *plan.leavers(), *plan.person_changes()]


def leavers_by_absence(today: date, files: Files, state: Roster) -> list[str]:
    """Who works here today and would leave because no line is theirs."""
    there = {person.id for person in match_people(files.people, state).known.values()}
    return [
        person.id for person in state.people if person.id not in there and state.is_so(Fact.EMPLOYED, person.id, today)
    ]


def _team_cards(files: Files, state: Roster, new_key: NewKey) -> dict[str, TeamCard]:
    cards = {card.name: card for card in state.teams}
    for row in files.teams or ():
        card = cards.get(row.name) or TeamCard(new_key(), row.name)
        # Without a channel in the file, the one chosen in Slack stays.
        cards[row.name] = replace(card, channel=row.channel or card.channel, nation=row.nation)
    return cards


@dataclass
class _Plan:
    """`people` has the contact of each line as known until now, `cards` each team as it will be, by name."""

    today: date
    files: Files
    state: Roster
    match: Match
    people: Mapping[int, Contact]
    cards: Mapping[str, TeamCard]
    settling: Settling

    def __post_init__(self) -> None:
        self.spans = {row.line: self._span(row) for row in self.files.people}
        told = {self.people[row.line].id: row for row in self.files.people}
        self.contacts = contacts_after(self.state.people, told)
        self.names = {person.id: person.name for person in self.contacts.values()}
        self.names |= {card.id: card.name for card in self.cards.values()}

    def _span(self, row: PersonRow) -> Span | None:
        """When they work here, as far as this import decides; nothing when they have left already."""
        if row.until and row.until <= self.today:
            return None
        since = row.started or self.today
        return (max(since, self.today) if row.line in self.match.known else since), row.until

    # Teams

    def team_changes(self) -> Iterator[Change]:
        if self.files.teams is None:
            return
        told = {row.name: row for row in self.files.teams}
        before = {card.id: card for card in self.state.teams}
        for card in self.cards.values():
            row = told.get(card.name)
            steps = self._steps(card.id, self._team_wants(row) if row else {}, _TEAM_FACTS)
            yield from self._card_changes(before.get(card.id), card, steps)

    def _team_wants(self, row: TeamRow) -> Wants:
        return {
            Fact.EXISTS: [Want((), self.today, None)],
            Fact.PART_OF: [Want((self.cards[row.parent].id,), self.today, None)] if row.parent else [],
            Fact.USES: [Want((name,), self.today, None) for name in row.frameworks],
        }

    def _card_changes(self, before: TeamCard | None, card: TeamCard, steps: list[Step]) -> Iterator[Change]:
        changes = [self._team_change(step) for step in heard(steps)]
        if before is None:
            first, *others = changes
            yield replace(first, new=(card, *first.new))
            yield from others
            return
        changes = with_silent(changes, steps)
        if before.channel != card.channel:
            yield Change(TEAM_CHANGED, card.id, f"{card.name} has another channel", amended=(card,))
        if before.nation != card.nation:
            yield Change(TEAM_CHANGED, card.id, f"{card.name} is in {card.nation}", amended=(card,))
        yield from changes

    def _team_change(self, step: Step) -> Change:
        return change_of(TEAM_CHANGED, step, sentence_of(step, self.today, self.names))

    # People

    def leavers(self) -> Iterator[Change]:
        there = {person.id for person in self.people.values()}
        for person in self.state.people:
            if person.id not in there:
                yield from lost_contact(person, self.contacts[person.id])
                yield from self._changes_of(self._steps(person.id, {}, _PERSON_FACTS))

    def person_changes(self) -> Iterator[Change]:
        for row in self.files.people:
            known, person = self.match.known.get(row.line), self.people[row.line]
            if known is None and self.spans[row.line] is None:
                continue  # They had left before anything was known of them.
            steps = self._steps(person.id, self._wants(row), _PERSON_FACTS, row.until)
            changes = [*self._changes_of(steps, row), *self._unsupervised(row, steps)]
            if known:
                yield from contact_changes(known, self.contacts[person.id])
            elif changes:
                changes[0] = replace(changes[0], new=(self.contacts[person.id], *changes[0].new))
            yield from changes

    def _wants(self, row: PersonRow) -> Wants:
        span = self.spans[row.line]
        if span is None:
            return {}
        teams = [(self.cards[row.team].id,)] if row.team else []
        posts = [(post, self.cards[scope].id if scope else None) for post, scope in row.posts]
        return {
            Fact.EMPLOYED: [Want((), *span)],
            Fact.BELONGS: [Want(team, *span) for team in teams],
            Fact.REPORTS_TO: self._line(row, span),
            Fact.HOLDS: [Want(post, *span) for post in posts],
        }

    def _line(self, row: PersonRow, span: Span) -> list[Want]:
        """Nobody reports to somebody who is not there yet or not any more."""
        supervisor = self.match.supervisor_of(row)
        above = self.spans[supervisor.line] if supervisor else None
        if supervisor is None or above is None:
            return []
        since = max(span[0], above[0]) if above[0] > self.today else span[0]
        until = min((day for day in (span[1], above[1]) if day), default=None)
        if until and until <= since:
            return []
        return [Want((self.people[supervisor.line].id,), since, until)]

    def _unsupervised(self, row: PersonRow, steps: list[Step]) -> Iterator[Change]:
        """A warning where the file names a supervisor who leaves first."""
        person = self.people[row.line].id
        ends = [step.after.until for step in steps if step.after.fact is Fact.REPORTS_TO and not step.is_void]
        span = self.spans[row.line]
        if not span or not row.supervisor_email or not ends or None in ends:
            return
        last = max(day for day in ends if day)
        if span[1] is None or last < span[1]:
            words = unsupervised_sentence(self.names[person], last)
            yield Change("supervisor changed", person, words, is_warning=True)

    def _changes_of(self, steps: list[Step], row: PersonRow | None = None) -> list[Change]:
        joins = [step for step in steps if step.after.fact is Fact.EMPLOYED and step.begins]
        said = [step for step in heard(steps) if not (joins and _is_joining(step, joins[0]))]
        changes = [self._person_change(step, row if step in joins else None) for step in said]
        return with_silent(changes, steps)

    def _person_change(self, step: Step, joining: PersonRow | None) -> Change:
        if joining:
            return change_of("joined", step, join_sentence(step, joining.team, joining.name))
        verb = _VERBS.get(step.after.fact) or ("dates changed" if step.after.until is None else "left")
        return change_of(verb, step, sentence_of(step, self.today, self.names))

    def _steps(self, owner: str, wants: Wants, facts: tuple[Fact, ...], gone: date | None = None) -> list[Step]:
        return [
            step
            for fact in facts
            for step in self.settling.steps(fact, owner, self.state.rows_of(fact, owner), wants.get(fact, ()), gone)
        ]


def _is_joining(step: Step, joins: Step) -> bool:
    """Their team is named with their first day."""
    return step.after.fact is Fact.BELONGS and step.begins and step.after.since == joins.after.since
