"""Rules of the invented council that need several keys or files at once: whoever and whatever is named is there."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from bot.domain.values import Control
from bot.frameworks.demo import EVERYBODY, CouncilFile, HistoryFile, PastAction, PastCheck, PastDate, PastMeeting
from bot.frameworks.demo_year_rules import faults_of_council, faults_of_year
from bot.frameworks.item import Item
from bot.frameworks.kinds import ActionList
from bot.frameworks.library import Book, Form
from bot.frameworks.model import Framework
from bot.frameworks.problems import Fault, Where, unknown
from bot.frameworks.rules import ANYONE, BUILT_IN_POSTS, SUPERVISOR

NOT_APPLICABLE = "not-applicable"
_GIVEN_BY_ITSELF = {
    Control.DAY: "is filled in with the day of the check",
    Control.PERSON: "is filled in with who did it",
}


def faults_in_council(council: CouncilFile) -> Iterator[Fault]:
    teams = {team.name for team in council.teams}
    for index, team in enumerate(council.teams):
        above = {other.name for other in council.teams[:index]}
        if team.part_of and team.part_of not in teams:
            yield unknown(("teams", index, "part_of"), "team", team.part_of, teams)
        elif team.part_of and team.part_of not in above:
            yield Fault(("teams", index, "part_of"), "names a team further down", "put the larger team first")
        channels = {channel.name for channel in council.channels}
        if team.channel and team.channel not in channels:
            yield unknown(("teams", index, "channel"), "channel", team.channel, channels)
    for key, person in council.people.items():
        where = ("people", key)
        if person.team and person.team not in teams:
            yield unknown((*where, "team"), "team", person.team, teams)
        if person.reports_to and person.reports_to not in council.people:
            yield unknown((*where, "reports_to"), "person", person.reports_to, council.people)
        elif _is_circle(key, council):
            yield Fault((*where, "reports_to"), "leads back to the same person", "let the line end at somebody")
        if not person.team and (person.reports_to or person.posts):
            yield Fault((*where, "team"), "is missing for somebody with a supervisor or a post", "add it")
        if person.team and person.guest:
            yield Fault((*where, "guest"), "is in a team", "take out guest or team")
        for number, held in enumerate(person.posts):
            yield from _held((*where, "posts", number), held, "built-in post", BUILT_IN_POSTS, teams)
    for index, channel in enumerate(council.channels):
        for number, member in enumerate(channel.members):
            if member not in {*council.people, *teams, EVERYBODY}:
                yield unknown(("channels", index, "members", number), "person or team", member, council.people)
    yield from faults_of_council(council)


def _is_circle(key: str, council: CouncilFile) -> bool:
    above, seen = council.people[key].reports_to, {""}
    while above in council.people and above not in seen and above != key:
        seen.add(above)
        above = council.people[above].reports_to
    return above == key


def _held(where: Where, held: str, what: str, known: Collection[str], teams: set[str]) -> Iterator[Fault]:
    name, _, team = held.partition("@")
    if name not in known:
        yield unknown(where, what, name, known)
    if team and team not in teams:
        yield unknown(where, "team", team, teams)


def faults_in_history(
    file: HistoryFile, council: CouncilFile, framework: Framework, forms: dict[str, Form], books: Mapping[str, Book]
) -> Iterator[Fault]:
    teams = {team.name for team in council.teams}
    listed = {key for key, person in council.people.items() if person.team}
    declared = {post.name for post in framework.posts}
    for index, team in enumerate(file.teams):
        if team not in teams:
            yield unknown(("teams", index), "team", team, teams)
    for post, holders in file.posts.items():
        if post not in declared:
            yield unknown(("posts", post), "post", post, declared)
        for number, held in enumerate(holders):
            yield from _held(("posts", post, number), held, "person", listed, teams)
    for index, meeting in enumerate(file.meetings):
        yield from _meeting(("meetings", index), meeting, file, framework, listed)
    for index, there in enumerate(file.dates):
        yield from _date(("dates", index), there, listed, books)
    if file.year:
        yield from faults_of_year(file.year, council, framework, forms, books)
    if file.history and not file.notes:
        yield Fault(("notes",), "is missing", "add a few sentences that fit beside any answer")
    for index, past in enumerate(file.history):
        where = ("history", index)
        if past.who not in listed:
            yield unknown((*where, "who"), "person", past.who, listed)
        elif past.check not in forms:
            yield unknown((*where, "check"), "checklist", past.check, forms)
        else:
            yield from _past(where, past, forms[past.check], file, council)
            yield from _marks(where, past, forms[past.check], {theme.name for theme in framework.themes})


def _date(where: Where, there: PastDate, listed: Collection[str], books: Mapping[str, Book]) -> Iterator[Fault]:
    book = books.get(there.register_)
    fact = book.register.by_id.get(there.fact) if book else None
    if there.who not in listed:
        yield unknown((*where, "who"), "person", there.who, listed)
    if book is None:
        yield unknown((*where, "register"), "register", there.register_, books)
    elif fact is None:
        yield unknown((*where, "fact"), "fact", there.fact, book.register.by_id)
    elif there.outcome and there.outcome not in {outcome.name for outcome in fact.outcomes}:
        yield unknown((*where, "outcome"), "outcome", there.outcome, [outcome.name for outcome in fact.outcomes])
    elif book.register.subject.kind == "person" and there.about not in listed:
        yield unknown((*where, "about"), "person", str(there.about), listed)
    elif fact.authoriser:
        yield Fault((*where, "fact"), "has to be authorised, which no date here can be", "take it out")


def _meeting(
    where: Where, meeting: PastMeeting, file: HistoryFile, framework: Framework, listed: Collection[str]
) -> Iterator[Fault]:
    kinds = {kind.name: kind for kind in framework.meetings}
    keepers = kinds[meeting.kind].held_by if meeting.kind in kinds else []
    holding = {held.partition("@")[0] for post in keepers for held in file.posts.get(post, [])}
    for number, member in enumerate(meeting.members):
        if member not in listed:
            yield unknown((*where, "members", number), "person", member, listed)
    if meeting.kind not in kinds:
        yield unknown((*where, "kind"), "kind of meeting", meeting.kind, kinds)
    elif meeting.who not in holding:
        yield Fault((*where, "who"), f"names {meeting.who}, who keeps no such meetings", f"name a {_or(keepers)}")
    if meeting.closed and meeting.closed > meeting.begun:
        wrong, instead = "is before what comes first", f"write at most {meeting.begun} days before today"
        yield Fault((*where, "closed"), wrong, instead)
    if [there.name for there in file.meetings].count(meeting.name) > 1:
        yield Fault((*where, "name"), "is the name of another meeting too", "give each its own")


def _past(where: Where, past: PastCheck, form: Form, file: HistoryFile, council: CouncilFile) -> Iterator[Fault]:
    yield from _days(where, past)
    yield from _may_fill_in(where, past, form, file, council)
    yield from _about(where, past, form, file, council)
    yield from _answers(where, past, form)
    items = {item.id: item for item in form.checklist.items}
    if past.left_at and past.left_at not in items:
        yield unknown((*where, "left_at"), "item", past.left_at, items)
    for index, action in enumerate(past.actions):
        yield from _action((*where, "actions", index), action, past, items)


def _marks(where: Where, past: PastCheck, form: Form, themes: Collection[str]) -> Iterator[Fault]:
    for index, name in enumerate(past.themes):
        if name not in themes:
            yield unknown((*where, "themes", index), "theme", name, themes)
    if (past.themes or past.good_practice) and (not past.finished or form.checklist.is_private):
        wrong = "marks a check that is not finished, or that only its author reads"
        yield Fault((*where, "themes"), wrong, "take it out")


def _days(where: Where, past: PastCheck) -> Iterator[Fault]:
    if past.finished and past.withdrawn:
        yield Fault((*where, "withdrawn"), "is given beside finished", "keep one of them")
    order = [("begun", past.begun), ("finished", past.finished or past.withdrawn), ("shared", past.shared)]
    days = [(key, count) for key, count in order if count]
    for (_, earlier), (key, later) in pairwise(days):
        if later > earlier:
            yield Fault((*where, key), "is before what comes first", f"write at most {earlier} days before today")
    if past.shared and not past.finished:
        yield Fault((*where, "shared"), "is given for a check that is not finished", "add finished, or take it out")


def _may_fill_in(where: Where, past: PastCheck, form: Form, file: HistoryFile, council: CouncilFile) -> Iterator[Fault]:
    needed = form.checklist.filled_in_by
    held = {ANYONE}
    held |= {post for post, holders in file.posts.items() if past.who in {name.partition("@")[0] for name in holders}}
    held |= {post.partition("@")[0] for post in council.people[past.who].posts}
    if any(person.reports_to == past.who for person in council.people.values()):
        held.add(SUPERVISOR)
    if not held & set(needed):
        yield Fault((*where, "who"), f"names {past.who}, who may not fill this in", f"name a {_or(needed)}")


def _about(where: Where, past: PastCheck, form: Form, file: HistoryFile, council: CouncilFile) -> Iterator[Fault]:
    kind, about = form.checklist.subject.kind, past.about
    here = (*where, "about")
    theirs = sorted(key for key, person in council.people.items() if person.reports_to == past.who)
    teams = [team.name for team in council.teams]
    if kind == "meeting":
        yield from _about_meeting(where, past, file.meetings)
    elif (kind == "service") != (about is None):
        instead = "take it out" if about else f"say which {form.checklist.subject.called}"
        yield Fault(here, "does not fit what the check is about", instead)
    elif kind == "person" and about not in theirs:
        yield Fault(here, f"names {about}, whom {past.who} does not supervise", f"name one of {', '.join(theirs)}")
    elif kind == "colleague" and about not in council.people:
        yield unknown(here, "person", str(about), council.people)
    elif kind == "team" and about not in teams:
        yield unknown(here, "team", str(about), teams)
    if past.shared and not form.checklist.subject.is_somebody:
        yield Fault((*where, "shared"), "is given for a check that is about no person", "take it out")


def _about_meeting(where: Where, past: PastCheck, meetings: Collection[PastMeeting]) -> Iterator[Fault]:
    meeting = next((there for there in meetings if there.name == past.about), None)
    if meeting is None:
        yield unknown((*where, "about"), "meeting", str(past.about), [there.name for there in meetings])
    elif past.who not in meeting.members:
        yield Fault((*where, "who"), f"names {past.who}, who does not sit there", f"name one of {_or(meeting.members)}")
    elif not (meeting.closed or 0) <= past.begun <= meeting.begun:
        yield Fault((*where, "begun"), "is on a day on which the meeting was not open", f"write {meeting.begun}")


def _answers(where: Where, past: PastCheck, form: Form) -> Iterator[Fault]:
    header = {item.id: item for item in form.checklist.header}
    items: dict[str, Item] = {item.id: item for item in form.checklist.items}
    for key, known, given in (("header", header, past.header), ("answers", items, past.answers)):
        for name, word in given.items():
            if name not in known:
                yield unknown((*where, key, name), "item", name, known)
            else:
                yield from _word((*where, key, name), known[name], word)


def _word(where: Where, item: Item, word: str) -> Iterator[Fault]:
    words = [choice.name for choice in item.choices] + [NOT_APPLICABLE] * item.not_applicable
    if item.control in _GIVEN_BY_ITSELF:
        yield Fault(where, _GIVEN_BY_ITSELF[item.control], "take it out")
    elif item.choices and word not in words:
        yield Fault(where, f"gives the answer {word}, which this item does not offer", f"write {_or(words)}")


def _action(where: Where, action: PastAction, past: PastCheck, items: Mapping[str, Item]) -> Iterator[Fault]:
    item = items.get(action.item)
    if item is None:
        yield unknown((*where, "item"), "item", action.item, items)
    elif not isinstance(item, ActionList):
        offered = item.action.offered_on if item.action else []
        if past.answers.get(action.item) not in offered:
            instead = f"give it the answer {_or(offered)}" if offered else "name an item that does"
            yield Fault((*where, "item"), f"names {item.id}, which offers no action as it is answered", instead)
    if (action.in_days is None) == (action.when is None):
        yield Fault((*where, "when"), "has to be given, or else in_days", "write one of them")


def _or(words: Collection[str]) -> str:
    return " or ".join(words)
