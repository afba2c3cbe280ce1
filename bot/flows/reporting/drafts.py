"""Making a report: beginning it, writing under its headings, approving it. Lists of reports are in lists.py."""

from collections.abc import Collection

from bot.domain.messages import REPORT_READY
from bot.domain.people import Standing
from bot.domain.periods import Period
from bot.domain.reporting import About, Approved, Box, Draft, ReportPage, Written
from bot.errors import NotApprovedError, UnusableValueError, WrittenElsewhereError
from bot.flows.figures.closing import record_closing
from bot.flows.figures.nodes import load_nodes
from bot.flows.office import Actor, Office
from bot.flows.relations import holds_over
from bot.flows.reporting import access
from bot.flows.reporting.beginnings import begins
from bot.flows.reporting.checks import About as Made
from bot.flows.reporting.checks import reader_of
from bot.flows.reporting.entries import lists_of
from bot.flows.reporting.gathering import paper_of
from bot.flows.reporting.kept import as_text
from bot.flows.reporting.occasions import due_of, time_named, times_of
from bot.flows.reporting.owing import mark_approved
from bot.flows.reporting.posting import post_approved
from bot.flows.reporting.times import Time
from bot.flows.sitting import keeps
from bot.flows.texts import NOTE_LENGTH, is_blank, usable
from bot.frameworks.report_sections import AnySection
from bot.frameworks.reports import Report
from bot.frameworks.rules import ANYONE
from bot.storage import outbox, people
from bot.storage import reports as storage
from bot.storage.meetings import load_meeting
from bot.storage.report_postings import load_postings
from bot.storage.store import Uow

_NO_MEETING = "This report is not owed by that meeting any more. Type /qa report to see what is."
DONE = "This report is approved, so it stays as it is."
ELSEWHERE = (
    "Somebody wrote here in the meantime, so yours was not saved. Copy it if you need it, close this form, and look."
)
_NEEDED = "These are only spaces, so nothing was saved. The report needs this heading: please write something."
_UNKNOWN = "This heading is not in the report any more. Nothing was saved. Open the report again to see its headings."


def begin_report(
    office: Office,
    actor: Actor,
    number: str,
    team: str | None = None,
    meeting: str | None = None,
    *,
    period: Period | None = None,
) -> str:
    """The draft of that meeting or time, or of the last time that is over; the one that is there, if it was begun."""
    with office.store.work(actor.deadline) as uow:
        standing, framework, report = access.to_make(uow, office, actor, number)
        if meeting:
            time = _by(uow, office, framework, report, meeting)
        else:
            time = time_named(uow, office, framework, report, period)
        about = About(number, time.period, _team(uow, standing, report, team), meeting=time.meeting)
        found = storage.find_draft(uow, about)
        return found.id if found else storage.add_draft(uow, about, framework, actor.person).id


def _by(uow: Uow, office: Office, framework: str, report: Report, meeting: str) -> Time:
    times = times_of(uow, office, framework, report)
    owed = next((there for there in times if there.meeting and there.meeting.id == meeting), None)
    if owed is None:
        raise UnusableValueError(_NO_MEETING)
    return Time(owed.period, owed.due, owed.meeting)


def _team(uow: Uow, standing: Standing, report: Report, team: str | None) -> str | None:
    """Of a report by team the team that is named, or the only one at which they make it."""
    if report.per != "team":
        return None
    theirs = access.teams_of(uow, standing, report)
    if team in theirs:
        return team
    if len(theirs) == 1:
        return next(iter(theirs))
    raise UnusableValueError(
        "This report is about one team. Type the team beside its name, or open it from the list, which names each team."
    )


def load_page(office: Office, actor: Actor, key: str) -> ReportPage:
    with office.store.look(actor.deadline) as uow:
        standing, draft, report = access.to_draft(uow, office, actor, key)
        return page_of(uow, office, standing, draft, report)


def page_of(uow: Uow, office: Office, standing: Standing, draft: Draft, report: Report) -> ReportPage:
    written = storage.load_wordings(uow, draft.id)
    nodes = load_nodes(uow, uow.today)
    node = next((there for there in nodes if there.id == draft.about.team), nodes[0])
    may_make = access.makes(uow, standing, draft.framework, report, draft.about.team)
    begun = _begun(uow, office, standing, report, Made(draft, report, node)) if may_make else {}
    boxes = tuple(
        _box(there, there.ask, written.get(there.name, Written()), begun.get(there.name, ""))
        for there in report.sections
        if there.ask
    )
    newer = storage.find_draft(uow, draft.about.after) if draft.is_approved else None
    return ReportPage(
        draft=draft,
        title=report.title,
        about=f"{node.name} · {draft.about.time}",
        why=report.why,
        due=due_of(uow, office, draft, report),
        boxes=boxes,
        missing=tuple(box.title for box in boxes if not box.words and not box.optional),
        goes_to=tuple(post.replace("-", " ") for post in report.to),
        outside=tuple(report.outside),
        may_make=may_make,
        lists=lists_of(uow, draft, report) if may_make else (),
        restated_by=newer.id if newer and (may_make or newer.is_approved) else None,
        postings=tuple(load_postings(uow, draft.id)) if may_make else (),
        named=() if draft.is_approved else tuple(report.channels),
        told=outbox.count_about(uow, REPORT_READY, draft.id) if may_make else 0,
        readers=0 if draft.is_approved or not may_make else len(_others(uow, draft, report, standing.person)),
        pack=_pack(uow, office, standing, draft),
    )


def _pack(uow: Uow, office: Office, standing: Standing, draft: Draft) -> str | None:
    held = draft.about.meeting
    meeting = load_meeting(uow, held.id) if held and draft.is_approved else None
    return meeting.id if meeting and keeps(uow, office, standing, meeting) else None


def _box(section: AnySection, ask: str, written: Written, begins: str) -> Box:
    return Box(section.name, section.title, ask, written.text, section.optional, begins, written.revision)


def _begun(uow: Uow, office: Office, standing: Standing, report: Report, about: Made) -> dict[str, str]:
    """With what the boxes begin that nobody has written in, while there is something to write."""
    if about.draft.is_approved:
        return {}
    asked = [there for there in report.sections if there.ask and there.begins_with]
    return {there.name: begins(uow, office, standing, there, about) for there in asked}


def write_section(
    office: Office, actor: Actor, key: str, named: tuple[str, str], text: str, keep: str | None = None
) -> None:
    """`named`: the heading, and the revision of what was seen there: nobody writes over what they have not seen."""
    with office.store.work(actor.deadline) as uow:
        _, draft, report = access.to_draft(uow, office, actor, key, change=True)
        section = _asked(draft, report, named[0])
        if is_blank(text) and not section.optional:
            raise UnusableValueError(_NEEDED)
        words = "" if is_blank(text) else usable(text, NOTE_LENGTH, keep)
        _put(uow, draft, named, words, actor, keep)


def empty_section(office: Office, actor: Actor, key: str, named: tuple[str, str]) -> None:
    """Take out what was written there and seen. It has to be written anew before the report is approved."""
    with office.store.work(actor.deadline) as uow:
        _, draft, report = access.to_draft(uow, office, actor, key, change=True)
        _asked(draft, report, named[0])
        _put(uow, draft, named, "", actor, None)


def _asked(draft: Draft, report: Report, name: str) -> AnySection:
    _refuse_approved(draft)
    found = next((there for there in report.sections if there.name == name and there.ask), None)
    if found is None:
        raise UnusableValueError(_UNKNOWN)
    return found


def _put(uow: Uow, draft: Draft, named: tuple[str, str], words: str, actor: Actor, keep: str | None) -> None:
    section, seen = named
    stands = storage.load_wordings(uow, draft.id).get(section, Written())
    if stands.text == words:
        return
    if stands.revision != seen:
        raise WrittenElsewhereError(ELSEWHERE)
    storage.put_wording(uow, draft.id, section, words, actor.person, keep)


def approve_report(office: Office, actor: Actor, key: str) -> Approved:
    """Close its time, keep what it says for good, and owe it to its readers and to channels."""
    with office.store.work(actor.deadline) as uow:
        standing, draft, report = access.to_draft(uow, office, actor, key, change=True)
        _refuse_approved(draft)
        missing = page_of(uow, office, standing, draft, report).missing
        if missing:
            raise NotApprovedError(f"These headings are still empty: {', '.join(missing)}. Write them first.")
        _refuse_unfinished(uow, draft)
        closing = record_closing(uow, office, actor.person, draft.framework, draft.about.period)
        body = as_text(paper_of(uow, office, draft, report, reader_of(uow, standing), closing))
        digest = storage.approve(uow, draft.id, actor.person, closing.id, body)
        mark_approved(uow, draft.about)
        readers = _others(uow, draft, report, actor.person)
        for person in readers:
            outbox.owe(uow, REPORT_READY, person, item=draft.id)
        of = {"report": draft.id, "closing": closing.id, "body": digest}
        channels = post_approved(uow, draft, report, actor.person)
        uow.log("report approved", actor.person, **of, readers=len(readers))
        return Approved(len(readers), channels)


def _refuse_approved(draft: Draft) -> None:
    if draft.is_approved:
        raise NotApprovedError(DONE)


def _refuse_unfinished(uow: Uow, draft: Draft) -> None:
    if draft.about.period.last >= uow.today:
        raise NotApprovedError(f"{draft.about.period.name} is not over. The report can be approved once it is.")


def readers_of(uow: Uow, draft: Draft, report: Report) -> list[str]:
    """Who holds one of the posts that it goes to, over its team if it is of one; not everybody gets a message each."""
    posts = [post for post in report.to if post != ANYONE]
    held = {person for post in posts for person in people.load_holders(uow, post, uow.today)}
    return sorted(person for person in held if _is_over(uow, person, posts, draft.about.team))


def _others(uow: Uow, draft: Draft, report: Report, approver: str) -> list[str]:
    """Whoever approves it knows that it is ready."""
    return [person for person in readers_of(uow, draft, report) if person != approver]


def _is_over(uow: Uow, person: str, posts: Collection[str], team: str | None) -> bool:
    standing = people.load_standing(uow, person, uow.today) if team else None
    return team is None or (standing is not None and holds_over(uow, standing, posts, team))
