"""Who makes a report, and who may read it once it is approved."""

from collections.abc import Collection

from bot.domain.people import Standing
from bot.domain.reporting import Draft, Posting
from bot.errors import NotAllowedError
from bot.flows.access import standing_of
from bot.flows.office import Actor, Office
from bot.flows.relations import holds_for, holds_over, is_qa_lead, posts_of
from bot.frameworks.library import Library
from bot.frameworks.reports import Report
from bot.frameworks.rules import ANYONE
from bot.storage import people
from bot.storage import reports as storage
from bot.storage.report_postings import load_posting
from bot.storage.store import Uow

GONE = "There is no report of that name now. Type /qa report to see those that are there."
_NOT_YOURS = "This report is made by {posts}. Ask them for it."


def report_of(library: Library, number: str) -> tuple[str, Report]:
    found = library.reports.get(number)
    if found is None:
        raise NotAllowedError(GONE, about="a report that is not there")
    return found


def makes(uow: Uow, standing: Standing, framework: str, report: Report, team: str | None = None) -> bool:
    """A QA lead as well, without what stands in single checks. With a team: the one about it; else any of this kind."""
    return is_qa_lead(uow, standing) or _holds(uow, standing, report.by, framework, team)


def reads(uow: Uow, standing: Standing, framework: str, report: Report, team: str | None) -> bool:
    """Once it is approved."""
    return ANYONE in report.to or _holds(uow, standing, report.to, framework, team)


def _holds(uow: Uow, standing: Standing, posts: Collection[str], framework: str, team: str | None) -> bool:
    """Of one team, whoever holds the post there or above it; of the whole organisation, whoever holds it anywhere."""
    return holds_over(uow, standing, posts, team) if team else holds_for(uow, standing, posts, framework)


def may_open(uow: Uow, standing: Standing, draft: Draft, report: Report) -> bool:
    """A report that they make, or that is approved and meant for them."""
    of = (draft.framework, report, draft.about.team)
    return makes(uow, standing, *of) or (draft.is_approved and reads(uow, standing, *of))


def teams_of(uow: Uow, standing: Standing, report: Report) -> frozenset[str]:
    """At which they hold a post that makes it; of a QA lead, at which somebody does."""
    held = posts_of(uow, standing)
    if is_qa_lead(uow, standing):
        holders = {person for post in report.by for person in people.load_holders(uow, post, uow.today)}
        found = [people.load_standing(uow, person, uow.today) for person in holders]
        held |= {post for holder in found if holder for post in holder.posts}
    return frozenset(post.team for post in held if post.team and post.name in report.by)


def to_make(uow: Uow, office: Office, actor: Actor, number: str) -> tuple[Standing, str, Report]:
    standing = standing_of(uow, actor)
    framework, report = report_of(office.library, number)
    if not makes(uow, standing, framework, report):
        raise NotAllowedError(_refusal(report), actor.person, "make a report", number)
    return standing, framework, report


def to_draft(
    uow: Uow, office: Office, actor: Actor, key: str, *, change: bool = False
) -> tuple[Standing, Draft, Report]:
    """A report that they make, or that is approved and meant for them; to change it, only the former."""
    standing = standing_of(uow, actor)
    draft = storage.load_draft(uow, key, lock=change)
    if draft is None:
        raise NotAllowedError(GONE, actor.person, "read a report", "a report that is not there")
    _, report = report_of(office.library, draft.about.report)
    may = makes(uow, standing, draft.framework, report, draft.about.team)
    if not (may or (not change and may_open(uow, standing, draft, report))):
        raise NotAllowedError(_refusal(report), actor.person, "read a report", draft.id)
    return standing, draft, report


def to_posting(
    uow: Uow, office: Office, actor: Actor, key: str, *, change: bool = False
) -> tuple[Posting, Draft, Report]:
    posting = load_posting(uow, key)
    _, draft, report = to_draft(uow, office, actor, posting.report if posting else "", change=change)
    if posting is None:
        raise NotAllowedError(GONE, actor.person, "read a report", draft.id)
    return posting, draft, report


def _refusal(report: Report) -> str:
    return _NOT_YOURS.format(posts=" or ".join(post.replace("-", " ") for post in report.by))
