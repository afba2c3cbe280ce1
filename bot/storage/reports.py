"""Reports: drafts, the words written for them, what was approved, and lists kept with them. Who may: see flows."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Row, delete, insert, select, update

from bot.domain.periods import Period
from bot.domain.reporting import APPROVED, DRAFT, About, Draft, Entry, Held, Written
from bot.storage.closing_proof import digest_of
from bot.storage.keys import is_key, new_key
from bot.storage.store import Uow
from bot.storage.tables import reports as tables
from bot.storage.tables import table_of
from bot.storage.tables.meetings import Meeting
from bot.storage.words import add_words, delete_words, words_table

_report = table_of(tables.Report)
_wording = table_of(tables.Wording)
_entry = table_of(tables.ReportEntry)
_meeting = table_of(Meeting)
_DRAFTS = select(*(column for column in _report.c if column.name != "body"), _meeting.c.day.label("met")).outerjoin(
    _meeting, _meeting.c.id == _report.c.meeting
)


def load_draft(uow: Uow, key: str, *, lock: bool = False) -> Draft | None:
    if not is_key(key):
        return None
    wanted = _DRAFTS.where(_report.c.id == key)
    row = uow.run(wanted.with_for_update(of=_report) if lock else wanted).first()
    return _draft(row) if row else None


def find_draft(uow: Uow, about: About) -> Draft | None:
    row = uow.run(_DRAFTS.where(_report.c.about == about.key)).first()
    return _draft(row) if row else None


def load_latest(uow: Uow, reports: Collection[str], since: date) -> list[Draft]:
    """All of these reports whose time ended since, the latest first."""
    wanted = _DRAFTS.where(_report.c.report.in_(sorted(reports)), _report.c.last >= since)
    return [_draft(row) for row in uow.run(wanted.order_by(_report.c.last.desc(), _report.c.about))]


def add_draft(uow: Uow, about: About, framework: str, person: str) -> Draft:
    row = {
        "id": new_key(),
        "about": about.key,
        "report": about.report,
        "framework": framework,
        "first": about.period.first,
        "last": about.period.last,
        "team": about.team,
        "meeting": about.meeting.id if about.meeting else None,
        "number": about.number,
        "state": DRAFT,
        "made_by": person,
        "made_at": uow.now,
    }
    uow.run(insert(_report), row)
    uow.log("report begun", person, report=row["id"])
    return Draft(str(row["id"]), about, framework, DRAFT, person, uow.now)


def _draft(row: Row[tuple[object, ...]]) -> Draft:
    there = row._mapping
    held = Held(there["meeting"], there["met"]) if there["meeting"] else None
    about = About(there["report"], Period(there["first"], there["last"]), there["team"], there["number"], held)
    named = ("framework", "state", "made_by", "made_at", "approved_by", "approved_at", "closing")
    return Draft(there["id"], about, *(there[name] for name in named))


def load_wordings(uow: Uow, report: str) -> dict[str, Written]:
    """What was written, by the heading's name."""
    wanted = select(_wording.c.section, _wording.c.words_id, words_table.c.text).join(words_table)
    return {row.section: Written(row.text, row.words_id) for row in uow.run(wanted.where(_wording.c.report == report))}


def put_wording(uow: Uow, report: str, section: str, text: str, person: str, keep: str | None) -> None:
    """In the place of what stood there. Without words, nothing stands there."""
    here = (_wording.c.report == report, _wording.c.section == section)
    old = [row.words_id for row in uow.run(select(_wording.c.words_id).where(*here))]
    uow.run(delete(_wording).where(*here))
    delete_words(uow, old)
    digest = None
    if text:
        words_id, digest = add_words(uow, text, keep)
        row = {"report": report, "section": section, "words_id": words_id, "by": person, "at": uow.now}
        uow.run(insert(_wording), row)
    uow.log("report written", person, report=report, section=section, words=digest)


def copy_wordings(uow: Uow, old: str, new: str) -> None:
    """What was written for the one is where the other begins: each with words of its own."""
    wanted = select(_wording.c.section, _wording.c.by, words_table.c.text, words_table.c.kept_because).join(words_table)
    for row in uow.run(wanted.where(_wording.c.report == old)).fetchall():
        words_id, digest = add_words(uow, row.text, row.kept_because)
        there = {"report": new, "section": row.section, "words_id": words_id, "by": row.by, "at": uow.now}
        uow.run(insert(_wording), there)
        uow.log("report written", row.by, report=new, section=row.section, words=digest)


def approve(uow: Uow, report: str, person: str, closing: str | None, body: str) -> str:
    """Keep what it says for good; the digest of that."""
    given = {"state": APPROVED, "approved_by": person, "approved_at": uow.now, "closing": closing, "body": body}
    uow.run(update(_report).where(_report.c.id == report).values(given))
    return digest_of(body)


def load_body(uow: Uow, report: str) -> str | None:
    body: str | None = uow.run(select(_report.c.body).where(_report.c.id == report)).scalar()
    return body


def load_entries(uow: Uow, report: str, section: str, day: date) -> list[Entry]:
    """Those that have not ended by that day, the first one first."""
    wanted = select(_entry, words_table.c.text).join(words_table, words_table.c.id == _entry.c.reason_id)
    stands = (_entry.c.ended_at.is_(None)) & (_entry.c.ends.is_(None) | (_entry.c.ends >= day))
    here = (_entry.c.report == report, _entry.c.section == section, stands)
    rows = uow.run(wanted.where(*here).order_by(_entry.c.at, _entry.c.id))
    return [Entry(row.id, row.number, row.text, row.ends) for row in rows]


def has_entry(uow: Uow, entry: str) -> bool:
    """Whether or not it was ended since."""
    return uow.run(select(_entry.c.id).where(_entry.c.id == entry)).first() is not None


def add_entry(uow: Uow, report: str, section: str, entry: Entry, person: str, keep: str | None = None) -> None:
    words_id, digest = add_words(uow, entry.reason, keep)
    row = {"id": entry.id, "report": report, "section": section, "number": entry.number, "reason_id": words_id}
    uow.run(insert(_entry), {**row, "ends": entry.ends, "by": person, "at": uow.now})
    uow.log("report entry kept", person, entry=entry.id, report=report, section=section, words=digest)


def end_entry(uow: Uow, entry: str, person: str) -> None:
    uow.run(update(_entry).where(_entry.c.id == entry, _entry.c.ended_at.is_(None)).values(ended_at=uow.now))
    uow.log("report entry ended", person, entry=entry)
